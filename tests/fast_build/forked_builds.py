"""Builds, one after the other, for half of what starting Python and its libraries anew would take."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# Each build is a process of its own, forked from one that has imported libraries and no more: it has
# neither built anything nor seen a plugin.
_SERVER = """
import os, runpy, sys
import docutils.core, jinja2.ext, markdown, nh3, numpy, pelican, sqlite3, typogrify.filters

for line in sys.stdin:
    if not os.fork():
        break
    print(os.waitstatus_to_exitcode(os.wait()[1]), flush=True)
else:
    sys.exit()
folder, moment = line.rstrip("\\n").split("\\t")
os.chdir(folder)
os.environ["SOURCE_DATE_EPOCH"] = moment
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
module = sys.argv.pop(1)
runpy.run_module(module, run_name="__main__", alter_sys=True)
"""


class ForkedBuilds:
    """Builds by `python -m MODULE` with these options."""

    def __init__(self, module: str, *options: str, environment: dict[str, str]) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-c", _SERVER, module, *options],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def build(self, folder: Path, moment: int) -> bool:
        """Build the site in `folder` as if it was that moment; return whether it could be built."""
        self._server.stdin.write(f"{folder}\t{moment}\n")
        self._server.stdin.flush()
        return self._server.stdout.readline() == "0\n"

    def close(self) -> None:
        self._server.communicate()
