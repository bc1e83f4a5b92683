"""Shows the site while you write: every save is built, and the browser reloads.

    content/ theme/ plugins/ pelicanconf.py --watch--> preview --status--> server --> browser
                                                       has .preview/       sends it, with
                                                       built (building, builder)

        page.js    in every page: reloads it in place, shows what `check` says of its source (news)
        desk       the page of what there is to do: problems, drafts, topics, last edits

A build that fails shows why, in the terminal and on the page; what was built before stays. All of
this is added as a page is sent: nothing of it stands in a file that could be published.
"""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR

from filelock import FileLock, Timeout

from .building import Builder
from .preview import Preview
from .server import Server

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("content", "theme", "plugins")
SETTINGS = "pelicanconf.py"
# A process of its own for each build: what plugins and the theme's filters say now counts.
BUILD = (sys.executable, "-m", "commands.build", SETTINGS, ".preview")
HERE, PORTS = "127.0.0.1", range(8000, 8010)


def serve(
    host: str = HERE,
    port: int | None = None,
    root: Path = ROOT,
    build: Sequence[str] | None = None,
) -> int:
    """Build the site in `root` at every change, and show it, until Ctrl-C; by the command `build`,
    where one is given or where the system knows no fork.

    Without a `port`, the first of ten that is free. Returns 0 after Ctrl-C, and 1 with a sentence
    where it can't answer at `host` and `port`, or another one shows the same site.
    """
    address = root / ".preview.address"
    try:
        with FileLock(root / ".preview.serving", timeout=0):
            builder = None if build or not hasattr(os, "fork") else Builder(root, *BUILD[-2:])
            preview = Preview(root, build or BUILD, builder)
            server = _server(host, PORTS if port is None else [port], preview)
            if server is None:
                return 1
            address.write_text(f"http://{host}:{server.server_port}/", encoding="utf-8")
            try:
                return _show(server, preview)
            finally:
                address.unlink(missing_ok=True)
    except Timeout:
        where = address.read_text(encoding="utf-8") if address.exists() else "Another window"
        print(f"{where} shows this site already: use that one, or end it there with Ctrl-C.")
        return 1


def _server(host: str, ports: Sequence[int], preview: Preview) -> Server | None:
    """Return a server at the first of `ports` that is free; print why where there is none."""
    for port in ports:
        try:
            return Server((host, port), preview, SETTINGS)
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or error
            if getattr(error, "errno", None) != errno.EADDRINUSE:
                break
    print(f"{host}:{port}: {reason}. Try ./invoke serve --port {_another(port)}.")
    return None


def _another(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8000


def _show(server: Server, preview: Preview) -> int:
    with server:
        threading.Thread(target=server.serve_forever, args=[0.1], daemon=True).start()
        print(*_where(*server.server_address[:2]), sep="\n", flush=True)
        threading.Thread(target=preview.build_on, daemon=True).start()
        try:
            for changed in changes(preview.root):
                preview.follow(changed)
        except KeyboardInterrupt:
            print()
        finally:
            preview.close()
            server.shutdown()
    return 0


def _where(host: str, port: int) -> Iterator[str]:
    """Yield what to tell an author of where the site is shown."""
    own = HERE if host in ("0.0.0.0", "") else host
    yield f"http://{own}:{port}/ shows the site, and http://{own}:{port}/desk/ what there is to do."
    if host != HERE:
        yield f"Other devices in this network see it at http://{_in_network(host)}:{port}/, drafts too."
    yield "Leave this open while you write: every save is shown. Ctrl-C ends it."


def _in_network(host: str) -> str:
    """Return the address that this machine has in its network, where it answers at all of them."""
    if host != "0.0.0.0":
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))  # sends nothing: it only chooses a way out
            return asked.getsockname()[0]
        except OSError:
            return socket.gethostname()


def changes(root: Path) -> Iterator[frozenset[str]]:
    """Yield nothing at once, and then the files of the site that have changed, whenever some have;
    changes close together count once, and none is lost while the caller is at work on the one before.

    A folder of the site that another has taken the place of is among them itself.
    """
    settings = root / SETTINGS
    known, others = None, frozenset()
    while True:
        watched = {root / name: _identity(root / name) for name in FOLDERS}
        for changed in _changed_in([folder for folder, identity in watched.items() if identity]):
            # Editors save by putting a new file in the place of the old. A folder's watch sees that;
            # a file's own would end with the old file, so this file is looked at now and then.
            now = _version(settings)
            if changed or others or now != known:
                beside = {str(settings)} if known not in (None, now) else ()
                known = now
                yield frozenset((*changed, *beside, *others))
            # A watch stays with the folder that it began with, wherever that is moved.
            others = frozenset(str(it) for it in watched if _identity(it) != watched[it])
            if others:
                break


def _changed_in(folders: Sequence[Path]) -> Iterator[set[str]]:
    """Yield the files in `folders` that have changed, and several times a second that none has."""
    from watchfiles import watch
    from watchfiles._rust_notify import WatchfilesRustInternalError

    options = {"debounce": 400, "step": 25, "rust_timeout": 200, "yield_on_timeout": True}
    try:
        for changed in watch(*folders, **options):
            yield {path for _, path in changed}
    except FileNotFoundError:  # one has just gone
        return
    except (OSError, WatchfilesRustInternalError) as error:  # others watch as much as a user may
        print(f"{error}. Hence each file is looked at again and again.", flush=True)
        for changed in watch(*folders, **options, force_polling=True):
            yield {path for _, path in changed}


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells a folder from another of its name; nothing where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if S_ISDIR(status.st_mode) else None


def _version(file: Path) -> tuple[int, ...]:
    try:
        status = file.stat()
    except FileNotFoundError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino
