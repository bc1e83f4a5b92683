import json
import re

from old_addresses.hosts import compiled
from old_addresses.hosts.vercel import files
from tests.old_addresses.builders import HEADERS, STRICT, WITH_WASM, rule, site


def test_redirects_are_plain_addresses_in_which_nothing_is_a_pattern():
    rules = [rule("/caf\u00e9(why)+a.html", "/about/#x"), rule("/b", status=302)]

    assert json.loads(files(rules, [], site("/p"))["vercel.json"]) == {
        "redirects": [
            {
                "source": "/p/caf%C3%A9\\(why\\)\\+a\\.html",
                "destination": "/p/about/#x",
                "statusCode": 301,
            },
            {"source": "/p/b", "destination": "/p/about/", "statusCode": 302},
        ],
        "headers": [],
    }


def test_each_address_matches_one_source_for_each_header():
    said = json.loads(files([], HEADERS[:3], site())["vercel.json"])["headers"]

    def at(path):
        return sorted(
            header["value"]
            for block in said
            if re.fullmatch(block["source"], path)
            for header in block["headers"]
        )

    short, long = "public, max-age=0, must-revalidate", "public, max-age=31536000, immutable"
    assert at("/") == at("/about/") == at("/search/x") == sorted([STRICT, "nosniff", short])
    assert at("/search/") == sorted([WITH_WASM, "nosniff", short])
    assert at("/theme/a/b.css") == sorted([STRICT, "nosniff", long])


def test_the_limit_of_vercel():
    rules = [rule(f"/old-{number}") for number in range(2049)]

    assert compiled(["vercel"], rules[:2048], [], site())[1] == ()
    assert [str(problem) for problem in compiled(["vercel"], rules, [], site())[1]] == [
        "vercel.json:1: 2049 old addresses are too many: Vercel reads 2048. "
        "Take vercel out of HOSTS, or old addresses that nobody asks for."
    ]
