"""A real OpenSSH server of the test's own: a free port, its own keys, one folder for all it writes."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.old_addresses.programs import program

_SETTINGS = """\
Port {port}
ListenAddress 127.0.0.1
HostKey "{folder}/host"
PidFile "{folder}/pid"
AuthorizedKeysFile "{folder}/you.pub"
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
LogLevel ERROR
"""


@dataclass(frozen=True)
class SshServer:
    """The server's process, and the words with which a client reaches it."""

    process: subprocess.Popen
    ssh: tuple[str, ...]
    host: str


@contextmanager
def ssh_server(folder: Path, port: int, answering) -> Iterator[SshServer]:
    """Run a server that writes into `folder` only; `answering` waits until it is there."""
    folder.mkdir(parents=True)
    for name in ("host", "you"):
        key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(key, check=True)
    settings = folder / "sshd_config"
    settings.write_text(_SETTINGS.format(port=port, folder=folder), encoding="utf-8")
    if os.geteuid() == 0:
        # Where sshd separates its privileges; the package makes it when its service starts.
        Path("/run/sshd").mkdir(exist_ok=True)
    options = {
        "BatchMode": "yes",
        "UserKnownHostsFile": f'"{folder}/known_hosts"',
        "StrictHostKeyChecking": "accept-new",
        "IdentitiesOnly": "yes",
        "IdentityFile": f'"{folder}/you"',
        "ServerAliveInterval": 2,
    }
    words = [word for name, value in options.items() for word in ("-o", f"{name}={value}")]
    ssh = ("ssh", "-F", "none", "-p", str(port), *words)
    command = [program("sshd"), "-D", "-e", "-f", str(settings)]
    log = (folder / "log").open("wb")
    with log, answering(command, port, stdout=log, stderr=log) as process:
        yield SshServer(process, ssh, f"{getpass.getuser()}@127.0.0.1")


def as_program(words: Sequence[str], file: Path) -> None:
    """Write the program `file`: an `ssh` that is always told these `words` first."""
    words = [shutil.which(words[0]), *words[1:]]  # not this very program, where PATH leads to it
    file.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
    file.chmod(0o755)
