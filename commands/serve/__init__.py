"""Shows the site while you write: every save is built, and the browser reloads.

    content/ theme/ plugins/ pelicanconf.py --watch--> preview --status--> server --> browser
                                                       builds .preview/    sends it

A build that fails shows why, in the terminal and on the page; what was built before stays.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from .preview import Preview
from .server import Server

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("content", "theme", "plugins")
SETTINGS = "pelicanconf.py"
# A process of its own for each build: what plugins and the theme's filters say now counts.
BUILD = (sys.executable, "-m", "commands.build", SETTINGS, ".preview")


def serve(
    host: str = "127.0.0.1", port: int = 8000, root: Path = ROOT, build: Sequence[str] = BUILD
) -> int:
    """Build the site in `root` by the command `build` at every change, and show it, until Ctrl-C.

    Returns 0 after Ctrl-C, and 1 with a sentence where it can't answer at `host` and `port`.
    """
    preview = Preview(root, build)
    try:
        server = Server((host, port), preview)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        print(f"{host}:{port}: {reason}. Try ./invoke serve --port {_another(port)}.")
        return 1
    with server:
        threading.Thread(target=server.serve_forever, args=[0.1], daemon=True).start()
        print(f"http://{host}:{server.server_port}/ shows the site; Ctrl-C ends this.", flush=True)
        try:
            for _ in changes(root):
                preview.build()
        except KeyboardInterrupt:
            print()
        finally:
            server.shutdown()
    return 0


def _another(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8000


def changes(root: Path) -> Iterator[None]:
    """Yield at once, and then whenever what the site is made of has changed; changes close together
    count once, and none is lost while the caller is at work on the one before."""
    from watchfiles import watch

    settings = root / SETTINGS
    known = None
    folders = [root / name for name in FOLDERS if (root / name).is_dir()]
    for changed in watch(*folders, debounce=400, step=50, rust_timeout=200, yield_on_timeout=True):
        # Editors save by putting a new file in the place of the old. A folder's watch sees that;
        # a file's own would end with the old file, so this file is looked at now and then.
        now = _version(settings)
        if changed or now != known:
            known = now
            yield


def _version(file: Path) -> tuple[int, ...]:
    try:
        status = file.stat()
    except FileNotFoundError:
        return ()
    return status.st_mtime_ns, status.st_size, status.st_ino
