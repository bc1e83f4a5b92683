from datetime import UTC, datetime
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
        "numbers": (1, 2.5, None, True, {1, 2}),
        "dates": [datetime(2026, 1, 2, tzinfo=UTC), Moment(2026, 1, 2, 3, tzinfo=BERN)],
        "zone": BERN,
        "deep": {"b": [{"a": b"1"}]},
    }
    thawed = FREEZER.thaw(FREEZER.freeze(attributes))

    assert thawed == attributes
    assert list(map(type, thawed["dates"])) == [datetime, Moment]
    assert thawed["zone"] is BERN


def test_what_is_shared_is_that_of_the_process_and_one_thing_stays_one():
    label = Label(settings=SHARED, name="a")
    thawed = FREEZER.thaw(FREEZER.freeze({"settings": SHARED, "tags": [label], "first": label}))

    assert thawed["settings"] is thawed["first"].settings is SHARED
    assert thawed["tags"][0] is thawed["first"]


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

    thawed = FREEZER.thaw(FREEZER.freeze({"value": value}))["value"]
    assert thawed[0] is thawed
