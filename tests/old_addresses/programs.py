"""Programs that a test can't do without, installed where they are missing.

As commands.environment does it for Chromium: nothing is skipped without a word.
"""

from __future__ import annotations

import os
import shutil

from commands import environment
from commands.environment import NotInstalled

PACKAGES = {
    "nginx": "nginx-light",
    "caddy": "caddy",
    "sshd": "openssh-server",
    "java": "default-jre-headless",
    "npm": "npm",
}
_SYSTEM = ("/usr/sbin", "/usr/local/sbin")


def program(name: str) -> str:
    """Return the program of that name; install it where it is missing.

    Raises NotInstalled when that can't be done.
    """
    if found := _find(name):
        return found
    as_root = environment._as_root() if shutil.which("apt-get") else None
    if as_root is not None:
        print(f"Installing {PACKAGES[name]} with apt-get; this takes a minute.", flush=True)
        apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        apt += ["-o", "DPkg::Lock::Timeout=300"]
        environment._succeeds([*apt, "update"])
        environment._succeeds([*apt, "install", "--yes", "--no-install-recommends", PACKAGES[name]])
    if found := _find(name):
        return found
    raise NotInstalled(
        f"These tests need {name}. Install it (Debian: apt install {PACKAGES[name]}) and run again."
    )


def _find(name: str) -> str | None:
    return shutil.which(name, path=os.pathsep.join((os.environ.get("PATH", ""), *_SYSTEM)))
