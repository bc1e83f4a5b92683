from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.check.dates import check_dates
from commands.check.rules import Rules

RULES = Rules(Path("content"), now=datetime(2026, 11, 23, tzinfo=UTC))


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("2026-11-22", None),
        ("2026-11-22 09:00", None),
        ("2026-11-22T09:00:00+02:00", None),
        ("2027-11-22", "warning: Reviewed (2027-11-22) is still to come."),
        (
            "03/04/2024",
            "'03/04/2024' could be 3 April 2024 or 4 March 2024. Write 2024-04-03 or 2024-03-04.",
        ),
        ("22.11.2026", "'22.11.2026' is not a date that can be read. Write 2026-11-22."),
        ("4/4/2024", "'4/4/2024' is not a date that can be read. Write 2024-04-04."),
        ("yesterday", "'yesterday' is not a date that can be read. Write it as 2026-11-22 or"),
        ("2023-02-30", "there is no date '2023-02-30': day is out of range for month. Write it"),
        ("2023-02-03 25:00", "there is no date '2023-02-03 25:00': hour must be in 0..23"),
        ("0001-01-01", "the year 1 can't be meant."),
        ("9999-12-31", "the year 9999 can't be meant."),
        ("1985-01-01", "warning: the year 1985 is before there were blogs."),
        ("2062-11-22", "warning: 2062-11-22 is more than three years ahead."),
    ],
)
def test_a_date_is_read_or_said_to_be_wrong(article, value, problem):
    found = list(map(str, check_dates(article("Words\n", reviewed=value), RULES)))

    assert bool(found) == bool(problem)
    assert all(line.startswith(f"a.md:5: {problem}") for line in found), found
