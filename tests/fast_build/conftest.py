"""What tests of builds that go on from earlier ones have in common."""

import time

import pytest

_DAY = 24 * 60 * 60
_LONGEST = 180  # seconds that a test takes on a busy machine


@pytest.fixture
def one_day():
    """Begin on a day that lasts as long as the test: on another, a build has to make all anew."""
    left = -time.time() % _DAY
    if left < _LONGEST:
        time.sleep(left)
