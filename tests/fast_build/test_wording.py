from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import SafeDatetime, slugify

from fast_build.wording import in_one_go, remembered_slugs

DIRECTIVES = [f"%{letter}" for letter in "aAbBcdfGHIjmMpSUuVwWxXyYzZ%"]
NUMBERS = ["%Y", "%m", "%d", "%H", "%M", "%S", "%z", "%%", "-", ":", "{"]
OTHERS = ["%-d", "%-m", "%-", "%Q", "%", "%é", "%\n", " ", ", ", "é", "{date}", "T", "\0"]
SUBSTITUTIONS = DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"]


ZONES = [None, ZoneInfo("UTC"), ZoneInfo("Europe/Zurich"), timezone(timedelta(seconds=-9015))]


@given(
    st.lists(st.sampled_from([*DIRECTIVES, *OTHERS])).map("".join)
    | st.lists(st.sampled_from(NUMBERS), max_size=5).map("".join),
    st.datetimes(min_value=datetime(1900, 1, 1)) | st.datetimes(),
    st.sampled_from(ZONES),
)
def test_any_format_gives_what_pelican_makes_of_it(fmt, moment, zone):
    date = SafeDatetime(*moment.timetuple()[:6], tzinfo=zone)

    assert result(in_one_go(SafeDatetime.strftime), date, fmt) == result(
        SafeDatetime.strftime, date, fmt
    )


def result(function, *arguments):
    try:
        return function(*arguments)
    except (ValueError, TypeError) as error:
        return type(error)


def test_a_slug_is_made_once_and_is_what_pelican_makes():
    made = []

    def counted(value, *rest):
        made.append(value)
        return slugify(value, *rest)

    quick = remembered_slugs(counted)
    for _ in range(3):
        assert quick("Über Brot & Butter", SUBSTITUTIONS, True) == "Uber-Brot-Butter"
        assert quick("Über Brot", regex_subs=SUBSTITUTIONS, use_unicode=True) == "über-brot"
        assert quick("Brot", [["B", "r"]]) == "rrot"
    assert len(made) == 3


def test_markup_keeps_its_own_rules():
    assert remembered_slugs(slugify)(Markup("a &amp; b")) == slugify(Markup("a &amp; b"))
