"""Every rule and header, asked of real servers over HTTP."""

import pytest

from old_addresses.address import below, written
from old_addresses.checking import checked
from old_addresses.hosts import compiled
from tests.old_addresses.builders import (
    HEADERS,
    STRICT,
    TARGET_PAGES,
    WITH_WASM,
    site,
    three_hundred_rules,
    write,
)
from tests.old_addresses.servers import SERVERS, ask

pytestmark = pytest.mark.long


@pytest.fixture(params=["", "/some/path"], ids=["at the root", "under a path"])
def path(request):
    return request.param


@pytest.fixture(params=sorted(SERVERS))
def served(request, path, tmp_path):
    """A server of the small site with 300 rules: its port, the path of the site, the rules."""
    here = site(path, TARGET_PAGES)
    rules, problems = checked(three_hundred_rules(), here)
    assert problems == ()
    serve, name = SERVERS[request.param]
    texts, limits = compiled([request.param], rules, HEADERS, here)
    assert (limits, list(texts)) == ((), [name])
    root = tmp_path / "root"
    write(root / path.lstrip("/"), {page: f"<p>{page}</p>" for page in TARGET_PAGES})
    write(root / path.lstrip("/"), {"theme/main.0123456789ab.css": "p { color: red }"})
    work = write(tmp_path / "work", {name: texts[name]})
    with serve(root, work / name, work, path) as port:
        yield port, path, rules


def test_each_of_300_rules_answers_as_written(served):
    port, path, rules = served
    assert len(rules) == 300

    expected, found = {}, {}
    for rule in rules:
        for query in ("", "?m=1", "?showComment=1&m=1"):
            asked = f"{path}{written(rule.old)}{query}"
            status, headers = ask(port, asked)
            expected[asked] = (rule.status, [below(path, rule.new)])
            found[asked] = (status, headers.get("location"))

    assert found == expected
    assert len(found) == 900


def test_each_new_address_of_the_site_is_there_in_one_step(served):
    port, path, rules = served
    new = {rule.new.partition("#")[0] for rule in rules if rule.new.startswith("/")}

    assert {address: ask(port, below(path, address))[0] for address in new} == dict.fromkeys(
        new, 200
    )


def test_what_is_near_an_old_address_is_not_redirected(served):
    port, path, _ = served

    assert ask(port, f"{path}/about/?m=1")[0] == 200
    assert ask(port, f"{path}/search/label/Job%20Search")[0] == 404
    assert ask(port, f"{path}/p/nothing.html")[0] == 404


def test_every_answer_bears_each_header_once(served):
    port, path, rules = served
    moved = written(rules[0].old)
    revalidate, forever = (
        "public, max-age=0, must-revalidate",
        "public, max-age=31536000, immutable",
    )
    expected = {
        "/": (STRICT, revalidate),
        "/about/": (STRICT, revalidate),
        "/search/": (WITH_WASM, revalidate),
        "/search/?q=offer": (WITH_WASM, revalidate),
        "/search/index.html": (WITH_WASM, revalidate),
        "/search/nothing": (STRICT, revalidate),
        "/theme/main.0123456789ab.css": (STRICT, forever),
        "/nothing": (STRICT, revalidate),
        moved: (STRICT, revalidate),
    }

    found = {}
    for address in expected:
        _, headers = ask(port, f"{path}{address}")
        found[address] = (
            *headers["content-security-policy"],
            *headers["cache-control"],
        )
        assert headers["x-content-type-options"] == ["nosniff"], address

    assert found == expected
    _, headers = ask(port, f"{path}/feeds/posts/default")
    assert headers["content-type"] == ["application/atom+xml"]
    assert headers["content-security-policy"] == [STRICT]
