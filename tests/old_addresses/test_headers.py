from old_addresses.headers import (
    Header,
    apart,
    for_meta,
    policy,
    policy_header,
    with_sources,
    with_wasm,
)
from tests.old_addresses.builders import PAGES, POLICY, STRICT, WITH_WASM


def test_a_policy_is_its_directives_in_order():
    assert policy(POLICY) == STRICT
    assert policy({"form-action": ["'self'", "https://forms.example"], "sandbox": ""}) == (
        "form-action 'self' https://forms.example; sandbox"
    )


def test_webassembly_is_allowed_beside_scripts():
    assert policy(with_wasm(POLICY)) == WITH_WASM
    assert with_wasm({"default-src": "'self'"})["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert with_wasm({"default-src": "'none'"})["script-src"] == "'wasm-unsafe-eval'"
    assert with_wasm({"script-src": ["'self'", "x"]})["script-src"] == "'self' x 'wasm-unsafe-eval'"
    assert POLICY["script-src"] == "'self'"


def test_a_meta_has_only_what_browsers_heed_there():
    assert policy(for_meta(POLICY)) == "default-src 'none'; script-src 'self'"


def test_a_header_has_one_value_at_each_address():
    header = policy_header(POLICY, ["/search/", "/contact/"])
    cache = Header("Cache-Control", "short", (("/theme/*", "long"),))

    assert [header.at(path) for path in ("/", "/search/", "/search/index.html")] == [
        STRICT,
        WITH_WASM,
        WITH_WASM,
    ]
    assert header.at("/search/x") == header.at("/searches/") == STRICT
    assert [cache.at(path) for path in ("/theme/css/a.css", "/theme", "/themes/a")] == [
        "long",
        "short",
        "short",
    ]


def test_everywhere_is_one_pattern_where_nothing_is_otherwise():
    assert list(apart(Header("X", "y"), PAGES)) == ["/*"]


def test_everywhere_else_is_said_by_patterns_that_leave_out_what_is_otherwise():
    header = Header("X", "y", (("/search/", "z"), ("/deep/down/*", "z"), ("/feed", "z")))
    files = [
        "index.html",
        "404.html",
        "feed",
        "help/index.html",
        "help/offers/index.html",
        "search/index.html",
        "search/words/a.json",
        "search/main.js",
        "deep/index.html",
        "deep/down/a/b.html",
        "deep/up/c.html",
    ]

    assert list(apart(header, reversed(files))) == [
        "/404.html",
        "/deep/",
        "/deep/up/*",
        "/help/*",
        "/",
        "/search/main.js",
        "/search/words/*",
    ]


def test_sources_are_added_to_what_a_directive_allows():
    more = with_sources(POLICY, {"script-src": ["'sha256-x'"], "img-src": ["data:"]})

    assert more["script-src"] == "'self' 'sha256-x'"
    assert more["img-src"] == "data:"  # nothing is allowed usually
    assert POLICY["script-src"] == "'self'"
