from old_addresses.hosts.caddy import files
from tests.old_addresses.builders import HEADERS, STRICT, WITH_WASM, rule, site


def test_the_snippet_is_a_map_for_each_status_and_headers():
    rules = [rule("/caf\u00e9", "/about/#x"), rule("/old", "https://x.example/", status=302)]

    assert files(rules, HEADERS[:2], site("/p")) == {
        "Caddyfile": "# Written by old_addresses. Import it into a site block.\n"
        '@headers_0_1 path "/p/search/" "/p/search/index.html"\n'
        f'header @headers_0_1 Content-Security-Policy "{WITH_WASM}"\n'
        '@headers_0 not path "/p/search/" "/p/search/index.html"\n'
        f'header @headers_0 Content-Security-Policy "{STRICT}"\n'
        'header X-Content-Type-Options "nosniff"\n'
        "map {path} {moved} {\n"
        '\t"/p/caf\u00e9" "/p/about/#x"\n'
        '\tdefault ""\n'
        "}\n"
        '@moved not vars {moved} ""\n'
        "redir @moved {moved} 301\n"
        "map {path} {moved_for_now} {\n"
        '\t"/p/old" "https://x.example/"\n'
        '\tdefault ""\n'
        "}\n"
        '@moved_for_now not vars {moved_for_now} ""\n'
        "redir @moved_for_now {moved_for_now} 302\n"
    }


def test_without_rules_there_are_headers_alone():
    assert files([], HEADERS[1:2], site())["Caddyfile"].splitlines()[1:] == [
        'header X-Content-Type-Options "nosniff"'
    ]
