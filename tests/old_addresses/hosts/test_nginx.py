from old_addresses.hosts.nginx import files
from tests.old_addresses.builders import HEADERS, STRICT, WITH_WASM, rule, site


def test_the_snippet_is_a_list_of_exact_addresses_and_headers():
    rules = [
        rule('/caf\u00e9/$uri"\\', "/about/#x"),
        rule("/old", "https://x.example/", status=302),
    ]

    assert files(rules, HEADERS, site("/a.b")) == {
        "nginx.conf": "# Written by old_addresses. Include it in a server block.\n"
        "absolute_redirect off;\n"
        f'set $old_addresses_0 "{STRICT}";\n'
        f'if ($uri ~ "^(/a\\.b/search/|/a\\.b/search/index\\.html)$") '
        f'{{ set $old_addresses_0 "{WITH_WASM}"; }}\n'
        "add_header Content-Security-Policy $old_addresses_0 always;\n"
        'add_header X-Content-Type-Options "nosniff" always;\n'
        'set $old_addresses_2 "public, max-age=0, must-revalidate";\n'
        'if ($uri ~ "^/a\\.b/theme/") '
        '{ set $old_addresses_2 "public, max-age=31536000, immutable"; }\n'
        "add_header Cache-Control $old_addresses_2 always;\n"
        'location = "/a.b/feeds/posts/default" '
        '{ types { } default_type "application/atom+xml"; }\n'
        'location = "/a.b/caf\u00e9/$uri\\"\\\\" { return 301 "/a.b/about/#x"; }\n'
        'location = "/a.b/old" { return 302 "https://x.example/"; }\n'
    }
