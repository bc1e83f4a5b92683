import json

from old_addresses.headers import Header
from old_addresses.hosts.table import files
from old_addresses.rule import TEMPORARY, Rule, Site


def test_the_table_has_every_rule_and_header_as_they_were_compiled():
    headers = [Header("Cache-Control", "no-cache", (("/theme/*", "immutable"),))]

    (text,) = files([Rule("/ö", "/new/#a", TEMPORARY)], headers, Site()).values()

    assert json.loads(text) == {
        "redirects": {"/ö": ["/new/#a", 302]},
        "headers": [["Cache-Control", "no-cache", [["/theme/*", "immutable"]]]],
    }
