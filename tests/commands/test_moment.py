import time

import pytest

from commands.moment import now


def test_now_is_what_the_environment_says(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    assert now() == 1795392000

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert abs(now() - time.time()) < 60


@pytest.mark.parametrize("said", ["tomorrow", "1.5", "-1", "²", "9" * 12, "9" * 5000])
def test_what_is_no_moment_ends_the_run_with_a_sentence(monkeypatch, said):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", said)

    with pytest.raises(SystemExit, match=r"^SOURCE_DATE_EPOCH is .* Set it to whole seconds"):
        now()
