"""A shelf of many small results, in one file: a database.

Creating a file takes longer than making what a small one would hold, on many disks.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from weakref import WeakSet

from .shelf import DAY, Shelf, content_of, sealed

NAME = "kept.sqlite"
_WAIT = 10.0  # seconds for another process to write
_TOGETHER = 1 << 21  # bytes that are written in one step
_HOLLOW = 100  # times the room that a file takes: more than any disk packs it
_TABLE = """
PRAGMA synchronous = OFF;
PRAGMA auto_vacuum = FULL;
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, day INTEGER, sealed BLOB);
CREATE INDEX IF NOT EXISTS days ON kept (day);
"""
# These say nothing of the file: another process keeps it, there is no room, it can't be reached.
_PASSING = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL),
    *(sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM),
}
_T = TypeVar("_T")
_shelves: WeakSet[OneFileShelf] = WeakSet()


class OneFileShelf(Shelf):
    """Results of earlier builds in a database.

    As safe as any shelf: what SQLite writes it writes in one step, each result bears its digest, and
    a file that is no database any more is removed. Some results wait for others, to be written with
    them, till `close` at the latest.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        _shelves.add(self)
        self._connection: sqlite3.Connection | None = None
        self._is_out_of_reach = False
        self._waiting: dict[str, bytes] = {}
        self._size = 0  # of what waits
        self._asked: list[str] = []  # today, of what was last asked for on another day
        self._known: set[str] | None = (
            None  # the keys that the file had when it was opened, and ours
        )

    def __contains__(self, key: str) -> bool:
        return key in self._waiting or key in self._keys()

    def get(self, key: str) -> bytes | None:
        if key in self._waiting:
            return content_of(key, self._waiting[key])
        for kept, day in self._found(key) if key in self._keys() else ():
            if isinstance(kept, bytes) and (content := content_of(key, kept)) is not None:
                if day != _today():
                    self._asked.append(key)
                return content
        return None

    def put(self, key: str, content: bytes) -> None:
        self._waiting[key] = sealed(key, content)
        self._size += len(content)
        if self._size > _TOGETHER:
            self._write()

    def close(self) -> None:
        self._write()
        self._disconnect()

    def prune(self, days: float) -> None:
        """Remove what was not asked for in the last `days`."""
        limit = _today() - days
        self._in_one_step(lambda file: file.execute("DELETE FROM kept WHERE day < ?", [limit]))
        self._disconnect()

    def _keys(self) -> set[str]:
        """Return all keys: to ask for each of those that are not there would take its time."""
        if self._known is None:
            words = "SELECT key FROM kept"
            rows = self._in_one_step(lambda file: file.execute(words).fetchall())
            self._known = {key for (key,) in rows or ()}
        return self._known

    def _found(self, key: str) -> list[tuple]:
        words = "SELECT sealed, day FROM kept WHERE key = ?"
        return self._in_one_step(lambda file: file.execute(words, [key]).fetchall()) or []

    def _write(self) -> None:
        today = _today()
        new = [(key, today, kept) for key, kept in self._waiting.items()]
        asked = [(today, key) for key in self._asked]
        if self._known is not None:
            self._known.update(self._waiting)
        self._waiting, self._asked, self._size = {}, [], 0

        def write(file: sqlite3.Connection) -> None:
            file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", new)
            file.executemany("UPDATE kept SET day = ? WHERE key = ?", asked)

        if new or asked:
            self._in_one_step(write)

    def _in_one_step(self, do: Callable[[sqlite3.Connection], _T]) -> _T | None:
        """Return what `do` does with the database, in whole or, where it can't be done, not at all.

        A database that proves to be damaged is removed, and `do` meets a new one.
        """
        for _ in range(2):
            if self._is_out_of_reach:
                break
            try:
                with self._connected() as connection:
                    return do(connection)
            except OSError:
                self._is_out_of_reach = True
            except (sqlite3.Error, ValueError) as error:  # its words may be no UTF-8 any more
                self._disconnect()
                if not self._is_damaged(error):
                    break
                self._remove()
        return None

    def _is_damaged(self, error: Exception) -> bool:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        # Else each of a thousand results would be waited for.
        self._is_out_of_reach = code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN)
        return code not in _PASSING

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            if _is_hollow(self._folder / NAME):
                self._remove()
            self._connection = sqlite3.connect(
                self._folder / NAME, timeout=_WAIT, check_same_thread=False
            )
            self._connection.executescript(_TABLE)
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection, self._known = self._connection, None, None
        if connection:
            with suppress(sqlite3.Error):
                connection.close()

    def _remove(self) -> None:
        for name in (NAME, f"{NAME}-journal"):
            with suppress(OSError):
                (self._folder / name).unlink()


def _is_hollow(file: Path) -> bool:
    """Return whether a file takes next to no room for its size: a page was written far behind the
    others, since something damaged said that it belongs there."""
    try:
        status = file.stat()
    except OSError:
        return False
    room = getattr(status, "st_blocks", 0) * 512
    return 0 < room < status.st_size / _HOLLOW


def prune_databases(folder: Path, days: float) -> None:
    """Remove from every shelf in `folder` that is one file what was not asked for in the last `days`."""
    for file in folder.glob(f"*/{NAME}"):
        OneFileShelf(file.parent).prune(days)


def _today() -> int:
    return int(time.time() // DAY)


def _close_all() -> None:
    for shelf in list(_shelves):
        shelf.close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_close_all)  # no connection may be used on both sides of a fork
