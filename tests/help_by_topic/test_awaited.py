from types import MappingProxyType

import pytest

from help_by_topic.awaited import Awaited


def test_it_is_empty_until_somebody_is_to_find_out_and_asks_once():
    asked = []
    awaited = Awaited()
    shown = MappingProxyType(awaited)
    assert (len(shown), shown.get("a", ())) == (0, ())
    awaited.found_by(lambda: asked.append(1) or {"a": "b"})
    assert not asked
    assert (shown.get("a"), shown["a"], [*shown], len(shown), "c" in shown) == (
        *("b", "b", ["a"], 1, False),
    )
    assert asked == [1]


def test_who_fails_to_find_out_fails_for_who_asks():
    awaited = Awaited()
    awaited.found_by(lambda: {}["nothing"])
    with pytest.raises(KeyError, match="nothing"):
        awaited.get("a")
