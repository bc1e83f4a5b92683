import os

import pytest

from responsive_pictures import kitchen


@pytest.mark.parametrize(("processors", "pictures"), [(1, 1), (2, 2), (64, 8)])
def test_as_many_pictures_are_made_at_a_time_as_memory_is_likely_to_hold(
    monkeypatch, processors, pictures
):
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)), raising=False)

    assert kitchen._at_once() == pictures
