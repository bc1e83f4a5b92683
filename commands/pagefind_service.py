"""Has Pagefind make a search index of pages that are handed to it, one after the other.

Its command looks for pages by itself, in the order in which a file system happens to name them, and
calls its files after what comes of that: one site had other names on each disk. Its service, which
its packages for Python and Node.js speak with too, takes pages in the order in which it is told of
them. (The package for Python waits a tenth of a second for each answer: 12 s for a hundred pages.)
"""

from __future__ import annotations

import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from io import BufferedReader
from tempfile import TemporaryFile
from typing import IO, cast

from pagefind_bin import get_executable


class Refused(Exception):
    """Pagefind could not do what it was asked to; says what it said."""


def index_of(pages: Iterable[tuple[str, str]], language: str) -> dict[str, bytes]:
    """Return the files of an index of `pages`, each by its path in the folder of the index.

    A page is the path of its file in the site, with slashes, and its HTML. Words are taken as those
    of `language` ("en") on every page. Raises `Refused`, and `OSError` where Pagefind can't be started.
    """
    with (
        TemporaryFile() as said,
        subprocess.Popen(
            [get_executable(), "--service"],
            # It takes orders from variables, too; here there are none.
            env={name: text for name, text in os.environ.items() if _may_have(name, text)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
        ) as process,
    ):
        try:
            _ask(process, "NewIndex", config={"force_language": language})
            for path, text in pages:
                _ask(process, "AddFile", index_id=0, file_path=path, file_contents=text)
            # Not "WriteFiles": that is answered before all is written.
            files = _ask(process, "GetFiles", index_id=0)["files"]
            return {file["path"]: b64decode(file["content"]) for file in files}
        except (BrokenPipeError, EOFError):
            process.wait()
            raise Refused(_last_line(said) or f"it ended with {process.returncode}") from None
        finally:
            process.kill()
            with suppress(BrokenPipeError):  # what nobody has read is still to be written
                cast(IO[bytes], process.stdin).close()


def _may_have(name: str, text: str) -> bool:
    """Tell whether Pagefind may have a variable. It breaks off at one that is not UTF-8, such as the
    OLDPWD of a folder that another system has named."""
    try:
        os.fsencode(f"{name}{text}").decode("utf-8")
    except UnicodeError:
        return False
    return "PAGEFIND_" not in name


def _ask(process: subprocess.Popen[bytes], what: str, **more: object) -> dict:
    """Send a request and return its answer: JSON each, in base 64, up to a comma."""
    assert process.stdin is not None
    assert process.stdout is not None
    request = {"message_id": 0, "payload": {"type": what, **more}}
    process.stdin.write(b64encode(json.dumps(request).encode()) + b",")
    process.stdin.flush()
    answer = json.loads(b64decode(_up_to_a_comma(cast(BufferedReader, process.stdout))))["payload"]
    if answer["type"] == "Error":
        raise Refused(answer["message"])
    return answer


def _up_to_a_comma(stream: BufferedReader) -> bytes:
    parts = [b""]
    while not parts[-1].endswith(b","):
        parts.append(stream.read1())
        if not parts[-1]:
            raise EOFError
    return b"".join(parts)[:-1]


def _last_line(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode("utf-8", "replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
