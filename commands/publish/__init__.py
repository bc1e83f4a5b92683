"""Puts the site where readers see it, and never half of it.

publish.toml --targets--> a place: folder | remote (rclone) | branch (git); and the host that serves it
output/ --set aside, manifest--> every file with its digest, what the host should answer beside them
    refusals    what must not go out, or must not be overwritten, ends it here with a sentence
    plan        what to send, in which order, and what to delete at last: a pure function of
                what stands there and what was built
    place.put   does it
live            --verify: fetches the site and compares it with the manifest
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path

from commands.moment import now
from commands.problem import as_typed
from commands.publish import live, refusals
from commands.publish.alone import alone, set_aside
from commands.publish.hosts import ORDERS
from commands.publish.manifest import File, Manifest, read_folder
from commands.publish.plan import Plan, make_plan
from commands.publish.refusals import Refused
from commands.publish.report import lines_of, lines_of_releases, summary
from commands.publish.rules import read_rules
from commands.publish.targets import Named, find_target

ROOT = Path(__file__).resolve().parents[2]
_SOURCES = ("content", "theme", "plugins", "commands", "pelicanconf.py", "publishconf.py")


def _refusing(command: Callable[..., int]) -> Callable[..., int]:
    """Let `command` print why it refused, and return 1."""

    @wraps(command)
    def run(*arguments, **options) -> int:
        try:
            return command(*arguments, **options)
        except Refused as refusal:
            print(refusal, file=sys.stderr)
            return 1

    return run


@_refusing
def publish(
    to: str = "",
    dry_run: bool = False,
    dirty: bool = False,
    adopt: bool = False,
    build: bool = True,
    root: Path = ROOT,
) -> int:
    """Build and check the site in `root`, and publish it to the target `to` of its publish.toml.

    `dry_run` says what would be done and does nothing; `dirty` takes a working tree that is not
    committed, `adopt` a target that holds other files; without `build`, what stands in output/ is
    published. Returns 0 when the target holds the site, else 1, with a sentence that says why.
    """
    target = find_target(root, to)
    if not dirty and (sentence := refusals.not_committed(root)):
        raise Refused(sentence)
    output = root / "output"
    if build:
        _build(root, target)
    with _alone(root, target), _set_aside(root, output, target) as built:
        files = _files(root, built, target)
        standing = target.place.standing()
        plan = make_plan(standing, files, datetime.now(UTC), rules=read_rules(built))
        strangers = () if adopt else target.place.strangers(standing)
        if sentence := refusals.strangers_there(strangers, target.place.where):
            raise Refused(sentence)
        _do(target, plan, dry_run, lambda: target.place.put(plan, built))
    return 0


@_refusing
def back(to: str = "", release: str = "", dry_run: bool = False, root: Path = ROOT) -> int:
    """Put an earlier release back at the target `to`; return 0 when it stands there.

    `release` is a part of its name that no other has; without it, the release before the present one
    is meant. After an interrupted publish, that is the one which it was about to replace.
    """
    target = find_target(root, to)
    with _alone(root, target):
        standing = _standing(target)
        wanted = standing.id if standing.unsure else standing.before
        if release:
            wanted = _named(target, standing, release)
        earlier = target.place.release(wanted) if wanted else None
        if earlier is None:
            raise Refused(
                f"{target.place.where} holds no release before {standing.id or 'the first'}. "
                "Check out the commit that you want and publish that."
            )
        plan = make_plan(
            standing, earlier.files, datetime.now(UTC), before=earlier.before, rules=earlier.rules
        )
        _do(target, plan, dry_run, lambda: target.place.put_back(plan, wanted))
    return 0


@_refusing
def releases(to: str = "", root: Path = ROOT) -> int:
    """Print the releases that the target `to` still holds, the newest first. Return 0."""
    target = find_target(root, to)
    standing = _standing(target)
    print(*lines_of_releases(_ids(target, standing), standing.id), sep="\n")
    return 0


@_refusing
def verify(to: str = "", at: str = "", root: Path = ROOT) -> int:
    """Fetch every address of the site published to the target `to`, and print what is not as it was
    published. `at` is the address to fetch from where it is not the site's own. Return 0 if all is.
    """
    target = find_target(root, to)
    standing = _standing(target)
    site = at.rstrip("/") or target.address or _address(root / "output", target)
    if standing.unsure:
        raise Refused(f"The last publish to {target.name} was interrupted. Publish again.")
    faults = list(live.verify(site, standing, target.host))
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    redirects = len(standing.rules.redirects) if target.host.redirects else 0
    print(
        f"{site}: {len(standing.files)} files and {redirects} redirects of release {standing.id}; "
        + (f"{len(faults)} differ" if faults else "all is as it was published")
    )
    return 1 if faults else 0


def _standing(target: Named) -> Manifest:
    standing = target.place.standing()
    if standing is None:
        raise Refused(f"Nothing was published to {target.place.where} yet. Publish first.")
    return standing


def _ids(target: Named, standing: Manifest) -> set[str]:
    return {*target.place.releases(), standing.id} - {""}


def _named(target: Named, standing: Manifest, part: str) -> str:
    """Return the release whose name has `part` in it. Raises Refused if not exactly one has."""
    found = [name for name in _ids(target, standing) if part in name]
    if len(found) == 1:
        return found[0]
    raise Refused(
        f"{len(found) or 'No'} releases at {target.place.where} have '{part}' in their names. "
        "./invoke publish --releases lists them."
    )


def _build(root: Path, target: Named) -> None:
    """Build the site for the target's host, with its address where it has one; Refused if it fails."""
    address = {"SITEURL": target.address} if target.address else {}
    environment = {**os.environ, **address, **target.host.build_settings()}
    command = [sys.executable, "-m", "commands.build", "publishconf.py", "output"]
    if subprocess.run(command, cwd=root, env=environment).returncode:
        raise Refused("Nothing was published. Mend what the build names, and publish again.")


@contextmanager
def _alone(root: Path, target: Named) -> Iterator[None]:
    """Two publishes from here to one place wait for each other."""
    with alone(root / f".publish.{target.name}.lock"):
        yield


@contextmanager
def _set_aside(root: Path, output: Path, target: Named) -> Iterator[Path]:
    if not (output / "index.html").is_file():
        raise Refused(f"{as_typed(output)} holds no site. Publish without --no-build.")
    with set_aside(output, root / f".publish.{target.name}") as built:
        yield built


def _files(root: Path, built: Path, target: Named) -> dict[str, File]:
    """Return the files to publish. Raises Refused if they are not fit for readers."""
    files = read_folder(built)
    moment = datetime.fromtimestamp(now(), UTC)
    address = _address(built, target)
    other = f"{target.name} is {target.address}, but the site was built for {address}. Build again."
    for sentence in (
        refusals.no_address(address),
        other if target.address and target.address != address else "",
        refusals.not_for_readers(files, root / "content" / "articles", moment),
        refusals.older_than_its_sources(
            (built / "index.html").stat().st_mtime, [root / name for name in _SOURCES]
        ),
    ):
        if sentence:
            raise Refused(sentence)
    return {path: file for path, file in files.items() if path not in ORDERS - target.host.reads}


def _address(built: Path, target: Named) -> str:
    home = built / "index.html"
    if not home.is_file():
        raise Refused(f"The address of {target.name} is not known. Name it in publish.toml.")
    return refusals.address_in(home.read_text(encoding="utf-8"))


def _do(target: Named, plan: Plan, dry_run: bool, work: Callable[[], None]) -> None:
    """Say what `plan` is about to do and let `work` do it, unless it is only to be said."""
    place = target.place.where
    if plan.is_empty:
        print(f"Nothing has changed since the last publish to {place}.")
        return
    if dry_run:
        print(*lines_of(plan), sep="\n")
        print(f"Nothing was done to {place}. Say the same without --dry-run to do it.")
        return
    print(summary(plan), flush=True)
    began = time.perf_counter()
    work()
    print(f"{place}: release {plan.manifest.id} stands, in {time.perf_counter() - began:.1f} s")
    if target.address:
        print(f"See it at {target.address}/; ./invoke publish --verify compares every address.")


def main(arguments: list[str] | None = None) -> int:
    """Publish from the command line: `PYTHONPATH=plugins python -m commands.publish --to live`."""
    parser = argparse.ArgumentParser(description="Publish the site.")
    for name in ("dry-run", "dirty", "adopt", "no-build", "back", "releases", "verify"):
        parser.add_argument(f"--{name}", action="store_true")
    for name in ("to", "at", "release"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--root", type=Path, default=ROOT)
    said = parser.parse_args(arguments)
    if said.releases:
        return releases(said.to, said.root)
    if said.verify:
        return verify(said.to, said.at, said.root)
    if said.back or said.release:
        return back(said.to, said.release, said.dry_run, said.root)
    return publish(said.to, said.dry_run, said.dirty, said.adopt, not said.no_build, said.root)
