from old_addresses.hosts import HOSTS, compiled, faults_of_names
from tests.old_addresses.builders import HEADERS, rule, site


def test_each_host_has_its_files():
    found = {name: sorted(compiled([name], [rule()], HEADERS, site())[0]) for name in HOSTS}

    assert found == {
        "netlify": ["_headers", "_redirects"],
        "cloudflare": ["_headers", "_redirects"],
        "gitlab": ["_headers", "_redirects"],
        "github": [".nojekyll"],
        "nginx": ["nginx.conf"],
        "caddy": ["Caddyfile"],
        "vercel": ["vercel.json"],
        "stubs": ["old/index.html"],
        "table": ["addresses.json"],
    }


def test_a_file_may_lie_elsewhere():
    texts, _ = compiled([("nginx", "../nginx.conf"), "caddy"], [rule()], HEADERS, site())

    assert sorted(texts) == ["../nginx.conf", "Caddyfile"]


def test_stub_pages_are_pages_for_the_hosts_beside_them():
    texts, _ = compiled(["netlify", "stubs"], [rule("/very-old/")], HEADERS, site())

    assert "/very-old/*\n" in texts["_headers"]


def test_every_order_of_hosts_gives_the_same():
    names = sorted(HOSTS)

    assert compiled(names, [rule()], HEADERS, site()) == compiled(
        names[::-1], [rule()], HEADERS, site()
    )


def test_a_host_that_nobody_knows_is_named_with_the_choices():
    known = "netlify, cloudflare, gitlab, github, nginx, caddy, vercel, stubs, table"

    assert list(faults_of_names(["nginx", ("caddy", "x"), "ngnix", ("netlify", "x"), 7])) == [
        f"HOSTS has 'ngnix' in it. Use some of: {known}.",
        "HOSTS gives netlify another place. Its files have to lie where they do.",
        f"HOSTS has 7 in it. Use some of: {known}.",
    ]
