import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from build_cache import one_file
from build_cache.one_file import NAME, OneFileShelf, prune_databases
from tests.conftest import ROOT

DAY = 24 * 60 * 60


@pytest.fixture
def shelf(tmp_path):
    with closing(OneFileShelf(tmp_path / "bodies")) as shelf:
        yield shelf


def later(shelf, key):
    """What another build finds."""
    shelf.close()
    with closing(OneFileShelf(shelf._folder)) as other:
        found = other.get(key)
        assert (key in other) == (found is not None)
    return found


def file_of(tmp_path):
    return tmp_path / "bodies" / NAME


def test_what_is_put_is_there_at_once_and_later(shelf):
    shelf.put("a", b"body")
    shelf.put("a", b"body\0 of another text")

    assert "a" in shelf
    assert shelf.get("a") == b"body\0 of another text"
    assert later(shelf, "a") == b"body\0 of another text"
    assert later(shelf, "b") is None


def test_much_is_written_before_the_end(shelf, tmp_path, monkeypatch):
    monkeypatch.setattr(one_file, "_TOGETHER", 100)
    for number in range(12):
        shelf.put(str(number), b"ten bytes.")

    with closing(OneFileShelf(tmp_path / "bodies")) as other:
        assert [str(number) in other for number in range(12)] == [True] * 11 + [False]


def test_a_result_whose_digest_is_wrong_is_made_again(shelf, tmp_path):
    for key in "abc":
        shelf.put(key, key.encode() * 40)
    shelf.close()
    with closing(sqlite3.connect(file_of(tmp_path))) as database, database:
        database.execute("UPDATE kept SET sealed = (SELECT sealed FROM kept WHERE key = 'b')")
        database.execute("UPDATE kept SET sealed = 'a text' WHERE key = 'c'")

    assert [shelf.get(key) for key in "abc"] == [None, b"b" * 40, None]
    assert shelf.fetch("a", lambda: b"again") == b"again"
    assert later(shelf, "a") == b"again"


@pytest.mark.parametrize("damage", [b"x", b"SQLite format 3\0", b"x" * 9000])
def test_a_file_that_is_no_database_is_replaced(shelf, tmp_path, damage):
    shelf.put("a", b"body")
    shelf.close()
    file_of(tmp_path).write_bytes(damage)

    assert shelf.get("a") is None
    shelf.put("a", b"again")
    assert later(shelf, "a") == b"again"


def test_a_file_that_damage_has_made_far_too_large_is_replaced(shelf, tmp_path):
    shelf.put("a", b"body")
    shelf.close()
    os.truncate(file_of(tmp_path), 1 << 30)
    shelf.put("b", b"body")
    shelf.close()

    assert file_of(tmp_path).stat().st_size < 1 << 20
    assert later(shelf, "b") == b"body"


def test_whatever_is_damaged_nothing_wrong_comes_out_and_new_results_are_kept(shelf, tmp_path):
    chance = random.Random(3)
    bodies = {f"{n:03}": chance.randbytes(chance.randrange(9000)) for n in range(60)}
    for _ in range(200):
        for key, body in bodies.items():
            shelf.put(key, body)
        shelf.close()
        content = bytearray(file_of(tmp_path).read_bytes())
        for _ in range(chance.randint(1, 60)):
            place = chance.randrange(chance.choice((100, 4096, len(content))))
            content[place] = chance.randrange(256)
        if chance.random() < 0.2:
            del content[chance.randrange(len(content)) :]
        file_of(tmp_path).write_bytes(content)

        assert all(shelf.get(key) in (None, body) for key, body in bodies.items())
        shelf.put("new", b"new")
        assert later(shelf, "new") == b"new"


def test_a_folder_that_cannot_be_written_costs_no_build(tmp_path):
    (tmp_path / "bodies").write_text("a file where the folder should be")
    shelf = OneFileShelf(tmp_path / "bodies")

    assert shelf.fetch("k", lambda: b"body") == b"body"
    shelf.close()


def test_a_build_that_keeps_the_file_for_itself_is_waited_for_once(shelf, tmp_path, monkeypatch):
    monkeypatch.setattr(one_file, "_WAIT", 0.2)
    shelf.put("a", b"body")
    shelf.close()
    with closing(sqlite3.connect(file_of(tmp_path))) as database:
        database.execute("BEGIN EXCLUSIVE")
        tries = []
        with monkeypatch.context() as patched:
            stock = sqlite3.connect
            patched.setattr(sqlite3, "connect", lambda *a, **k: tries.append(a) or stock(*a, **k))
            assert [shelf.get("a") for _ in range(50)] == [None] * 50
        assert len(tries) == 1

    assert later(shelf, "a") == b"body"


WRITES = """
import sys
from pathlib import Path
from build_cache.one_file import OneFileShelf
shelf = OneFileShelf(Path(sys.argv[1]))
for n in range(2000):
    shelf.put(f"{n}", f"{n}".encode() * 2000)
shelf.close()
"""


def test_two_builds_at_once_keep_what_each_of_them_made_and_a_kill_loses_little(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    command = [sys.executable, "-c", WRITES, tmp_path / "bodies"]
    builds = [subprocess.Popen(command, env=environment) for _ in range(3)]
    time.sleep(0.3)
    builds[0].send_signal(signal.SIGKILL)
    assert [build.wait() for build in builds][1:] == [0, 0]

    with closing(OneFileShelf(tmp_path / "bodies")) as shelf:
        assert all(shelf.get(f"{n}") == f"{n}".encode() * 2000 for n in range(2000))


def test_what_nobody_asks_for_goes_and_what_is_asked_for_stays(shelf, tmp_path):
    for key in ("old", "asked-for", "new"):
        shelf.put(key, b"body" * 5000)
    shelf.close()
    size = file_of(tmp_path).stat().st_size
    with closing(sqlite3.connect(file_of(tmp_path))) as database, database:
        long_ago = time.time() // DAY - 90
        database.execute("UPDATE kept SET day = ? WHERE key != 'new'", [long_ago])
    shelf.get("asked-for")
    shelf.close()

    prune_databases(tmp_path, days=60)

    assert [key in shelf for key in ("old", "asked-for", "new")] == [False, True, True]
    assert file_of(tmp_path).stat().st_size < size


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system that can't fork")
def test_what_was_put_before_a_fork_is_there_on_both_sides(shelf):
    shelf.put("before", b"body")
    child = os.fork()
    if not child:
        shelf.put("in the child", shelf.get("before"))
        shelf.close()
        os._exit(0)
    os.waitpid(child, 0)

    assert shelf.get("before") == shelf.get("in the child") == b"body"
