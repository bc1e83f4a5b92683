"""What a large import costs in time and memory, and what a part of it costs pelican-import.

    python -m benchmarks.importing.large [--entries N] [--beside N]

The export is generated in Blogger's classic shape, since pelican-import stops at Takeout's. It needs
pandoc for pelican-import, which makes articles of posts and of comments too.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.speed.measure import Cost, run

from .generated import write_export
from .ours import ROOT

_PROGRAM = """
import sys
from pathlib import Path
root, export, into = sys.argv[1:]
sys.path.insert(0, root)
from commands.import_blogger import Wishes, import_blogger
sys.exit(import_blogger(export, Path(root, "publishconf.py"), into, Wishes()))
"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing.large")
    parser.add_argument("--entries", type=int, default=20_000, metavar="N")
    parser.add_argument("--beside", type=int, default=1_000, metavar="N")
    options = parser.parse_args()
    print("| entries | MB | | CPU s | clock s | MB of memory |\n|---:|---:|---|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for number in (options.beside, options.entries):
            export = Path(folder, f"{number}.xml")
            write_export(export, number, ROOT / "content/articles")
            _print(number, export, "ours", *_ours(export))
            if number == options.beside:
                _print(number, export, "pelican-import", _pelican_import(export))


def _ours(export: Path) -> tuple[Cost, ...]:
    """Return what an import costs, and the same again, which changes nothing."""
    content = export.with_suffix("") / "content"
    content.mkdir(parents=True)
    topics = (ROOT / "content/topics.toml").read_bytes()
    (content / "topics.toml").write_bytes(topics)
    command = [sys.executable, "-c", _PROGRAM, str(ROOT), str(export), str(content)]
    return tuple(run(command, content.parent, ROOT / "plugins") for _ in range(2))


def _pelican_import(export: Path) -> Cost:
    folder = export.with_suffix(".peer")
    folder.mkdir()
    program = Path(sys.executable).with_name("pelican-import")
    command = [str(program), "--blogger", "-m", "markdown", "-o", str(folder), str(export)]
    return run(command, folder, ROOT / "plugins")


def _print(number: int, export: Path, who: str, *costs: Cost) -> None:
    size = export.stat().st_size / 1e6
    for what, cost in zip((who, f"{who}, again"), costs, strict=False):
        figures = f"{cost.cpu:.1f} | {cost.wall:.1f} | {cost.peak:.0f}"
        print(f"| {number:,} | {size:.1f} | {what} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
