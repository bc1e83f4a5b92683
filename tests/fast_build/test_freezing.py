import pickle
from datetime import UTC, datetime
from sys import intern
from zoneinfo import ZoneInfo

import pytest

from fast_build.freezing import Freezer

BERN = ZoneInfo("Europe/Zurich")


class Label:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)


class Moment(datetime):
    """A date of another class, as Pelican's are."""


SHARED = {"TIMEZONE": "UTC"}
FREEZER = Freezer({"settings": SHARED}, [Label], [Moment])


def test_what_is_thawed_is_what_was_frozen():
    attributes = {
        "text": "é\ud800",
        "numbers": (1, 2.5, None, True, {1, 2}, frozenset("a"), 2**70, bytearray(b"a")),
        "dates": [datetime(2026, 1, 2, tzinfo=UTC), Moment(2026, 1, 2, 3, tzinfo=BERN)],
        "zone": BERN,
        "deep": {"b": [{"a": b"1"}]},
    }
    thawed = FREEZER.thaw([FREEZER.freeze(attributes)])[0]

    assert thawed == attributes
    assert list(map(type, thawed["dates"])) == [datetime, Moment]
    assert thawed["zone"] is BERN


def test_what_is_shared_is_that_of_the_process_and_one_thing_stays_one():
    label = Label(settings=SHARED, name="a")
    thawed = FREEZER.thaw([FREEZER.freeze({"settings": SHARED, "tags": [label], "first": label})])[
        0
    ]

    assert thawed["settings"] is thawed["first"].settings is SHARED
    assert thawed["tags"][0] is thawed["first"]


def test_names_that_are_known_are_not_spelled_and_are_one_for_all_that_is_thawed():
    words = ["title", "a format of dates", BERN]
    freezer, other = (Freezer({}, [Label], [Moment], words) for _ in range(2))
    spelled = "".join(["ti", "tle"])
    attributes = {
        "front matter": {spelled: 1, "b": 2},
        "kept": ({spelled: 3},),
        "format": words[1],
        "zone": BERN,
    }
    frozen = freezer.freeze(attributes)
    thawed = other.thaw([frozen])[0]

    (name, one), other_name = thawed["front matter"].items()
    assert (name, one, other_name) == ("title", 1, ("b", 2))
    assert name is next(iter(thawed["kept"][0])) is intern("title")
    assert thawed["format"] is words[1]
    assert thawed["zone"] is BERN
    for known in (b"title", b"a format", b"Zurich", b"zoneinfo"):
        assert known not in frozen


def test_what_is_said_twice_is_known_once():
    freezer = Freezer({}, [Label, Label], [Moment, datetime], ["a", "b", "a"])
    attributes = {"b": ["new", Moment(2026, 1, 2)], "a": "new", "c": "".join(["ne", "w"])}

    assert freezer.thaw([freezer.freeze(attributes)]) == [attributes]


def test_what_is_thawed_first_leaves_no_trace_in_what_comes_next():
    freezer = Freezer({"settings": SHARED}, [Label], words=["title"])
    frozen = [
        freezer.freeze({"title": name, "deep": [[name], Label(settings=SHARED, title=name)]})
        for name in ("a", "b" * 300, "c")
    ]

    assert len(frozen[0]) == len(frozen[2])
    one_by_one = [thawed for each in frozen for thawed in freezer.thaw([each])]
    for found in (freezer.thaw(frozen), one_by_one):
        for name, thawed in zip(("a", "b" * 300, "c"), found, strict=True):
            assert thawed["title"] == thawed["deep"][0][0] == thawed["deep"][1].title == name
            assert thawed["deep"][1].settings is SHARED


def test_what_is_shared_stays_as_it_is():
    spelled = "".join(["ti", "tle"])
    settings = {spelled: 1}
    Freezer({"settings": settings}, [], words=["title"]).freeze({"settings": settings})

    assert next(iter(settings)) is spelled


def test_bytes_that_name_a_class_are_refused():
    with pytest.raises(pickle.UnpicklingError, match="not kept"):
        FREEZER.thaw([pickle.dumps({"a": Label}, 3)[2:-1]])


class Other:
    pass


@pytest.mark.parametrize(
    "value", [Other(), Other, print, lambda: 0, Label(deep=[Other()]), {Other(): 1}, iter([])]
)
def test_what_is_not_plain_is_not_frozen(value):
    assert FREEZER.freeze({"value": value}) is None


def test_what_holds_itself_does_so_when_it_is_thawed():
    value = []
    value.append(value)

    thawed = FREEZER.thaw([FREEZER.freeze({"value": value})])[0]["value"]
    assert thawed[0] is thawed
