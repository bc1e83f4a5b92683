"""Puts the site where readers see it, and never half of it.

publish.toml --targets--> a place: folder | remote (rclone) | branch (git)
output/ --manifest--> every file with its digest
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
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from commands.problem import as_typed
from commands.publish import live, refusals
from commands.publish.manifest import Manifest, read_folder
from commands.publish.plan import Plan, make_plan
from commands.publish.refusals import Refused
from commands.publish.targets import Named, find_target

ROOT = Path(__file__).resolve().parents[2]
_SOURCES = ("content", "theme", "plugins", "commands", "pelicanconf.py", "publishconf.py")


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
    try:
        target = find_target(root / "publish.toml", to)
        if not dirty and (sentence := refusals.not_committed(root)):
            raise Refused(sentence)
        output = root / "output"
        if build:
            _build(root, target)
        with _lock(root, target):
            standing = target.place.standing()
            plan = make_plan(standing, _files(root, output, target), datetime.now(UTC))
            strangers = () if adopt else target.place.strangers(standing)
            if sentence := refusals.strangers_there(strangers, target.place.where):
                raise Refused(sentence)
            _print_plan(plan, dry_run)
            if not dry_run and not plan.is_empty:
                began = time.perf_counter()
                target.place.put(plan, output)
                _print_done(target, plan, time.perf_counter() - began)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def back(to: str = "", dry_run: bool = False, root: Path = ROOT) -> int:
    """Put the release before the present one back at the target `to`; return 0 when it stands there.

    After an interrupted publish, that is the release which it was about to replace.
    """
    try:
        target = find_target(root / "publish.toml", to)
        with _lock(root, target):
            standing = _standing(target)
            earlier_id = standing.id if standing.unsure else standing.before
            earlier = target.place.release(earlier_id) if earlier_id else None
            if earlier is None:
                raise Refused(
                    f"{target.place.where} holds no release before {standing.id or 'the first'}. "
                    "Check out the commit that you want and publish that."
                )
            plan = make_plan(standing, earlier.files, datetime.now(UTC), before=earlier.before)
            _print_plan(plan, dry_run)
            if not dry_run:
                began = time.perf_counter()
                target.place.put_back(plan, earlier_id)
                _print_done(target, plan, time.perf_counter() - began)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    return 0


def verify(to: str = "", at: str = "", root: Path = ROOT) -> int:
    """Fetch every address of the site published to the target `to`, and print what is not as it was
    published. `at` is the address to fetch from where it is not the site's own. Return 0 if all is.
    """
    try:
        target = find_target(root / "publish.toml", to)
        standing = _standing(target)
        site = at.rstrip("/") or target.address or _address(root / "output", target)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    if standing.unsure:
        print(f"The last publish to {target.name} was interrupted. Publish again.", file=sys.stderr)
        return 1
    faults = list(live.verify(site, standing.files, target.sets_headers))
    print(*faults, sep="\n", end="\n" if faults else "", file=sys.stderr)
    print(f"{site}: {len(standing.files)} files of release {standing.id}, {len(faults)} differ")
    return 1 if faults else 0


def _standing(target: Named) -> Manifest:
    standing = target.place.standing()
    if standing is None:
        raise Refused(f"Nothing was published to {target.place.where} yet. Publish first.")
    return standing


def _build(root: Path, target: Named) -> None:
    """Build the site, with the target's address where it has one; Refused if that fails."""
    address = {"SITEURL": target.address} if target.address else {}
    command = [sys.executable, "-m", "commands.build", "publishconf.py", "output"]
    if subprocess.run(command, cwd=root, env={**os.environ, **address}).returncode:
        raise Refused("Nothing was published. Mend what the build names, and publish again.")


def _files(root: Path, output: Path, target: Named):
    """Return the files to publish. Raises Refused if they are not fit for readers."""
    files = read_folder(output) if (output / "index.html").is_file() else {}
    if not files:
        raise Refused(f"{as_typed(output)} holds no site. Publish without --no-build.")
    now = datetime.fromtimestamp(float(os.environ.get("SOURCE_DATE_EPOCH", time.time())), UTC)
    address = _address(output, target)
    other = f"{target.name} is {target.address}, but the site was built for {address}. Build again."
    for sentence in (
        refusals.no_address(address),
        other if target.address and target.address != address else "",
        refusals.not_for_readers(files, root / "content" / "articles", now),
        refusals.older_than_its_sources(
            (output / "index.html").stat().st_mtime, [root / name for name in _SOURCES]
        ),
    ):
        if sentence:
            raise Refused(sentence)
    return files


def _address(output: Path, target: Named) -> str:
    home = output / "index.html"
    if not home.is_file():
        raise Refused(f"The address of {target.name} is not known. Name it in publish.toml.")
    return refusals.address_in(home.read_text(encoding="utf-8"))


def _lock(root: Path, target: Named) -> FileLock:
    """Two publishes from here to one place wait for each other."""
    return FileLock(root / f".publish.{target.name}.lock")


def _print_plan(plan: Plan, dry_run: bool) -> None:
    if plan.is_empty:
        print("Nothing has changed since the last publish.")
        return
    if dry_run:
        marks = {"+": plan.new, "~": plan.changed, "-": plan.gone}
        for mark, paths in marks.items():
            print(*(f"{mark} {path}" for path in paths), sep="\n", end="\n" if paths else "")
    print(
        f"{len(plan.new)} new, {len(plan.changed)} changed, {len(plan.gone)} gone; "
        f"{len(plan.send)} files to send ({plan.bytes_to_send / 1e6:.2f} MB), "
        f"{len(plan.delete)} to delete, {len(plan.manifest.kept)} assets kept for a week",
        flush=True,
    )


def _print_done(target: Named, plan: Plan, seconds: float) -> None:
    print(f"{target.place.where}: release {plan.manifest.id} stands, in {seconds:.1f} s")


def main(arguments: list[str] | None = None) -> int:
    """Publish from the command line: `python -m commands.publish --to live`."""
    parser = argparse.ArgumentParser(description="Publish the site.")
    parser.add_argument("--to", default="")
    for name in ("dry-run", "dirty", "adopt", "no-build", "back", "verify"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--at", default="")
    parser.add_argument("--root", type=Path, default=ROOT)
    said = parser.parse_args(arguments)
    if said.back:
        return back(said.to, said.dry_run, said.root)
    if said.verify:
        return verify(said.to, said.at, said.root)
    return publish(said.to, said.dry_run, said.dirty, said.adopt, not said.no_build, said.root)
