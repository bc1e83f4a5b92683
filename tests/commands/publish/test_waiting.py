import socket

import pytest

from commands.publish.refusals import Refused
from commands.publish.remote import Remote
from commands.publish.waiting import Waiting
from tests.commands.publish.conftest import free_port


def over_after(*reports):
    """Return after which of the reports (seconds, files, bytes, errors) the wait is over."""
    waiting = Waiting(reports[0][0])
    for seconds, files, sent, errors in reports:
        waiting.look({"transfers": files, "bytes": sent, "errors": errors}, seconds)
        if waiting.is_over(seconds):
            return seconds
    return None


def test_a_server_that_does_nothing_for_half_a_minute_is_given_up():
    assert over_after((100, 0, 0, 0), (129, 0, 0, 0), (130, 0, 0, 0)) == 130


def test_small_files_and_one_large_file_may_take_as_long_as_they_need():
    assert over_after(*((n, n // 20, 0, n // 9) for n in range(300))) is None
    assert over_after(*((n, 0, n // 20, 0) for n in range(300))) is None


def test_the_bytes_of_files_that_fail_one_after_the_other_are_no_progress():
    assert over_after(*((n, 5, n * 10, n) for n in range(60))) == 30


@pytest.fixture
def at_port(monkeypatch):
    """Return an S3 remote at a port of this machine."""
    monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)

    def remote(port):
        for name, value in {
            "TYPE": "s3",
            "PROVIDER": "Rclone",
            "ENDPOINT": f"http://127.0.0.1:{port}",
            "ACCESS_KEY_ID": "key",
            "SECRET_ACCESS_KEY": "secret",
        }.items():
            monkeypatch.setenv(f"RCLONE_CONFIG_GONE_{name}", value)
        return Remote("gone:site")

    return remote


GIVEN_UP = {
    "silent": (1, r"not answered for 1 seconds .*publish again"),
    # rclone ends by itself at a port that refuses, so that nobody has to give it up.
    "gone": (Waiting.LONGEST, r"rclone cat failed: .*connection refused\. .*publish again"),
}


@pytest.mark.parametrize("server", GIVEN_UP)
def test_a_server_that_does_not_answer_is_told_in_one_sentence(server, at_port, monkeypatch):
    longest, sentence = GIVEN_UP[server]
    monkeypatch.setattr(Waiting, "LONGEST", longest)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1] if server == "silent" else free_port()
        with pytest.raises(Refused, match=sentence):
            at_port(port).standing()
