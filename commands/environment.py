"""What the tests need beyond what the site needs: their Python packages, and a Chromium.

Nothing is skipped without a word: what is missing is installed, and where that can't be done the
run ends with a sentence that says what to install.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements-dev.txt"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DEBIANS = Path("/usr/bin/chromium")  # where Debian's package puts it

_FIND_PLAYWRIGHTS_OWN = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


class NotInstalled(SystemExit):
    """Something that the tests need is not there; ends the run with a sentence."""


def install_test_tools() -> None:
    """Install requirements-dev.txt into the running environment, unless that was done before.

    Raises NotInstalled when pip fails; what pip said has then been printed.
    """
    install(REQUIREMENTS, "test-tools")


def install(requirements: Path, name: str) -> None:
    """Install the locked file `requirements` into the running environment, unless that was done
    before; `name` is what the environment remembers it by. Raises NotInstalled when pip fails."""
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = Path(sys.prefix, name)
    with FileLock(stamp.with_suffix(".lock")):
        if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
            return
        print(f"Installing {requirements.name}; this takes a minute.", flush=True)
        options = ["--require-hashes", "--no-user", "--no-input", "--no-compile"]
        if not _succeeds([*_pip(), "install", *options, "--requirement", str(requirements)]):
            raise NotInstalled(
                f"{requirements.name} was not installed, for the reason above. "
                "Mend that (is there a network?) and run this again."
            )
        stamp.write_text(wanted, encoding="utf-8")
    importlib.invalidate_caches()  # this very process may import what has just come


def _pip() -> list[str]:
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-I", "-m", "pip"]
    # `invoke` makes an environment without pip where Python can't give it one: see there.
    base = sys._base_executable  # type: ignore[attr-defined] # it has no public name
    return [base, "-I", "-m", "pip", "--python", sys.executable]


def chromium() -> Path:
    """Return the program of a Chromium that runs; install one if there is none.

    Raises NotInstalled when that can't be done.
    """
    try:
        return find_chromium()
    except NotInstalled:
        if os.environ.get("CHROMIUM"):
            raise  # whoever names one means that one
    install_chromium()
    return find_chromium()


def find_chromium() -> Path:
    """Return the program of a Chromium that runs: $CHROMIUM, else one on PATH, else Playwright's.

    Raises NotInstalled when there is none.
    """
    if named := os.environ.get("CHROMIUM"):
        if _runs(Path(named)):
            return Path(named)
        raise NotInstalled(f"CHROMIUM={named} does not run. Mend or unset CHROMIUM.")
    for program in _candidates():
        if _runs(program):
            return program
    raise NotInstalled(
        "The browser tests need Chromium. Install it (Debian: apt install chromium; elsewhere: "
        "python -m playwright install --with-deps chromium), or name one in CHROMIUM."
    )


def _candidates() -> Iterator[Path]:
    yield from (Path(found) for name in BROWSERS if (found := shutil.which(name)))
    if own := _playwrights_own():
        yield own


def _playwrights_own() -> Path | None:
    """Return where Playwright puts the Chromium that it downloads, whether it has or not."""
    # In a process of its own: Playwright can't be started where it is running already.
    asked = subprocess.run(
        [sys.executable, "-c", _FIND_PLAYWRIGHTS_OWN], capture_output=True, text=True
    )
    return Path(asked.stdout.strip()) if asked.returncode == 0 else None


def _runs(program: Path) -> bool:
    """Tell whether a browser starts: the library it needs may be missing, or it only looks like one
    (Ubuntu's chromium-browser is a script that asks for a snap)."""
    if os.name == "nt":
        return program.is_file()  # there it opens a window, whatever it is asked
    try:
        asked = subprocess.run([program, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def install_chromium() -> None:
    """Install Debian's Chromium where that is possible, else the one that Playwright brings.

    Raises NotInstalled when neither succeeds; what the installers said has then been printed.
    """
    as_root = _as_root() if shutil.which("apt-get") else None
    if as_root is not None:
        print("Installing Chromium with apt-get; this takes a minute.", flush=True)
        apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
        apt += ["-qq", "-o", "DPkg::Lock::Timeout=300"]
        _succeeds([*apt, "update"])  # one broken source of many does no harm
        install = [*apt, "install", "--yes", "--no-install-recommends", "chromium"]
        if _succeeds(install) and _runs(DEBIANS):
            return
    print("Installing Playwright's Chromium; this takes a minute.", flush=True)
    # As root also the system's libraries that it needs.
    libraries = ["--with-deps"] if as_root == [] else []
    playwright = [sys.executable, "-m", "playwright", "install", *libraries, "chromium"]
    if not _succeeds(playwright):
        raise NotInstalled(
            "Chromium was not installed, for the reason above. Install it yourself (Debian: "
            "apt install chromium; elsewhere: python -m playwright install --with-deps chromium), "
            "or name one in CHROMIUM."
        )


def _as_root() -> list[str] | None:
    """Return what to write before a command so that root runs it; None where nobody may."""
    if _is_root():
        return []
    sudo = ["sudo", "-n"]
    if (
        shutil.which("sudo")
        and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0
    ):
        return sudo
    return None


def launch_arguments() -> list[str]:
    """Return the arguments with which the tests start Chromium: it calls nobody on its own."""
    arguments = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    # Chromium's sandbox refuses to start as root.
    return ["--no-sandbox", *arguments] if _is_root() else arguments


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _succeeds(command: list[str]) -> bool:
    """Run a command and tell whether it succeeded; what it printed is shown only if it did not."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        print(done.stdout.decode(errors="replace"), file=sys.stderr)
    return done.returncode == 0
