import subprocess
import sys
import threading
import time

from commands.publish.alone import alone, set_aside

from .conftest import write_site


def test_what_is_set_aside_stays_as_it_was_when_a_build_replaces_the_output(tmp_path):
    output = write_site(tmp_path / "output", {"a/index.html": "old"})
    with set_aside(output, tmp_path / "aside") as built:
        write_site(output, {"a/index.html": "new"})

        assert (built / "a/index.html").read_text() == "old"
    assert not (tmp_path / "aside").exists()


def test_a_program_that_outlives_its_publish_keeps_the_next_one_waiting(tmp_path):
    lock, entered = tmp_path / "lock", threading.Event()

    def second() -> None:
        with alone(lock):
            entered.set()

    with alone(lock):
        wait = [sys.executable, "-c", "input()"]
        started = subprocess.Popen(wait, stdin=subprocess.PIPE, close_fds=False)
    with started:
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.3)
        waits = not entered.is_set()
        started.communicate(b"\n")
    thread.join(60)

    assert (waits, entered.is_set()) == (True, True)
