import pytest

from help_by_topic.awaited import Awaited


def test_it_is_empty_until_somebody_is_to_find_out_and_asks_once():
    asked = []
    awaited = Awaited()
    assert (len(awaited), awaited.get("a", ()), awaited.stands_for("a")) == (0, (), None)
    awaited.found_by(lambda: asked.append(1) or {"a": "b"})
    assert not asked
    assert (awaited.get("a"), awaited["a"], [*awaited], len(awaited), "c" in awaited) == (
        *("b", "b", ["a"], 1, False),
    )
    assert asked == [1]


def test_who_fails_to_find_out_fails_for_who_asks():
    awaited = Awaited()
    awaited.found_by(lambda: {}["nothing"])
    with pytest.raises(KeyError, match="nothing"):
        awaited.get("a")


def test_it_says_what_stands_for_what_it_holds():
    class Held(dict):
        def stands_for(self, key):
            return self[key].encode()

    awaited = Awaited()
    awaited.found_by(lambda: Held(a="b"))
    assert awaited.stands_for("a") == b"b"
