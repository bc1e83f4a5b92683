from old_addresses.hosts import compiled
from old_addresses.hosts.netlify import files
from tests.old_addresses.builders import HEADERS, STRICT, WITH_WASM, rule, site

RULES = [
    rule("/caf\u00e9/job search", "/about/"),
    rule("/old", "https://elsewhere.example/a?b=c", status=302),
]


def test_every_line_has_its_status_and_no_letter_that_could_be_misread():
    assert files(RULES, [], site())["_redirects"] == (
        "/caf%C3%A9/job%20search /about/ 301\n/old https://elsewhere.example/a?b=c 302\n"
    )


def test_under_a_path_both_addresses_have_it():
    assert files(RULES, [], site("/some/path"))["_redirects"] == (
        "/some/path/caf%C3%A9/job%20search /some/path/about/ 301\n"
        "/some/path/old https://elsewhere.example/a?b=c 302\n"
    )


def test_no_header_comes_twice_for_one_address():
    assert files([], HEADERS, site("/some/path"))["_headers"] == (
        "/some/path/\n"
        f"  Content-Security-Policy: {STRICT}\n"
        "/some/path/*\n"
        "  X-Content-Type-Options: nosniff\n"
        "/some/path/2026/*\n"
        f"  Content-Security-Policy: {STRICT}\n"
        "/some/path/404.html\n"
        f"  Content-Security-Policy: {STRICT}\n"
        "/some/path/about/*\n"
        f"  Content-Security-Policy: {STRICT}\n"
        "/some/path/feeds/*\n"
        f"  Content-Security-Policy: {STRICT}\n"
        "/some/path/feeds/posts/default\n"
        "  Content-Type: application/atom+xml\n"
        "/some/path/help/*\n"
        f"  Content-Security-Policy: {STRICT}\n"
        "/some/path/search/\n"
        f"  Content-Security-Policy: {WITH_WASM}\n"
        "/some/path/theme/*\n"
        "  Cache-Control: public, max-age=31536000, immutable\n"
    )


def test_where_no_page_runs_webassembly_the_policy_is_for_all():
    headers = [HEADERS[0].__class__("Content-Security-Policy", STRICT), HEADERS[1]]

    assert files([], headers, site())["_headers"] == (
        f"/*\n  Content-Security-Policy: {STRICT}\n  X-Content-Type-Options: nosniff\n"
    )


def many(count, length=0):
    return [rule(f"/old-{number}{'x' * length}", line=number) for number in range(count)]


def faults(host, rules, headers=(), **options):
    return [str(problem) for problem in compiled([host], rules, headers, site(**options))[1]]


def test_the_limits_of_gitlab():
    assert faults("gitlab", many(1000)) == []
    assert faults("gitlab", many(1001)) == [
        "_redirects:1: 1001 old addresses are too many: GitLab Pages reads 1000. "
        "Take gitlab out of HOSTS, or old addresses that nobody asks for."
    ]
    assert faults("gitlab", many(900, 60)) == [
        "_redirects:1: 900 old addresses are too many: they take 72790 bytes, and GitLab Pages "
        "reads 65536. Take gitlab out of HOSTS, or old addresses that nobody asks for."
    ]


def test_the_limits_of_cloudflare():
    assert faults("cloudflare", many(2000)) == []
    assert faults("cloudflare", many(2001)) == [
        "_redirects:1: 2001 old addresses are too many: Cloudflare Pages reads 2000. "
        "Take cloudflare out of HOSTS, or old addresses that nobody asks for."
    ]
    assert faults("cloudflare", [rule("/" + "x" * 1000)]) == [
        "redirects.toml:1: the rule is 1013 letters long; Cloudflare Pages reads 1000. "
        "Shorten it, or take cloudflare out of HOSTS."
    ]
    pages = frozenset(["search/index.html", *(f"post-{n}.html" for n in range(98))])
    assert faults("cloudflare", [], HEADERS[:3], pages=pages) == [
        "_headers:1: 101 addresses need headers of their own; Cloudflare Pages reads 100. "
        "Name fewer pages in SECURITY_POLICY_WASM, or take cloudflare out of HOSTS."
    ]
    assert faults("cloudflare", [], [HEADERS[1].__class__("X", "y" * 2000)]) == [
        "_headers:1: a header is 2005 letters long; Cloudflare Pages reads 2000. "
        "Shorten SECURITY_POLICY or SECURITY_HEADERS, or take cloudflare out of HOSTS."
    ]


def test_netlify_reads_them_all():
    assert faults("netlify", many(5000)) == []
