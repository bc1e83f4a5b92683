"""Broken and hostile articles, each built alone beside two good ones: what the author is told.

    python -m benchmarks.zoo FOLDER [WORD ...]

FOLDER holds cases: NAME.md, or NAME.d/ with several files. Prints a table of case, exit code,
seconds of the processor and on the clock, whether the good articles still stand, and the first
message; then one check of all that are errors together with fifty good articles. WORDs pick cases
by their names.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from commands.problem import visible

ROOT = Path(__file__).parent.parent
_SITE = ("pelicanconf.py", "publishconf.py", "theme", "plugins", "commands")
_GOOD = (
    "Title: Good {0}\nDate: 2026-11-20 09:00\nTopics: interviewing\nSummary: One sentence.\n"
    "Question: What is good {0}?\n\n"
    "Words of the good article {0}.\n"
)
_LIMIT = 60


@dataclass(frozen=True)
class Trial:
    """What came of one case: `goods` is how many good articles are in the output."""

    name: str
    code: int
    work: float
    seconds: float
    goods: int
    says: tuple[str, ...]
    names_file: bool


def make_project(folder: Path, goods: int = 2, plugins: bool = True) -> Path:
    """Make a small project with this site's settings and theme in `folder`; return its articles.

    Without its plugins it can be checked, but not built.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in _SITE if plugins else _SITE[:3]:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    articles = folder / "content/articles"
    articles.mkdir(parents=True)
    (folder / "content/images").mkdir()
    shutil.copytree(ROOT / "content/pages", folder / "content/pages")
    topics = (ROOT / "content/topics.toml").read_text(encoding="utf-8")
    topics = re.sub(r"^start_here = .*\n", "", topics, flags=re.MULTILINE)
    topics = re.sub(r"\[([^\]\n]*)\]\(\{filename\}[^)]*\)", r"\1", topics)
    (folder / "content/topics.toml").write_text(topics, encoding="utf-8")
    for page in (folder / "content/pages").glob("*.md"):
        text = page.read_text(encoding="utf-8")
        text = re.sub(r"\[([^\]\n]*)\]\(\{filename\}[^)]*articles[^)]*\)", r"\1", text)
        page.write_text(text, encoding="utf-8")
    for number in range(goods):
        text = _GOOD.format(number)
        (articles / f"good-{number}.md").write_text(text, encoding="utf-8")
    return articles


def place(case: Path, articles: Path) -> None:
    """Put a case among the articles, links and pipes as they are."""
    if case.is_dir():
        for item in case.iterdir():
            target = articles / item.name
            if item.is_symlink():
                target.symlink_to(os.readlink(item))
            elif item.is_fifo():
                os.mkfifo(target)
            elif item.is_dir():
                shutil.copytree(item, target)
            else:
                shutil.copy(item, target)
    else:
        shutil.copy(case, articles / case.name)


def run(case: Path) -> Trial:
    """Build a case alone beside two good articles."""
    with tempfile.TemporaryDirectory(prefix="zoo-") as folder:
        project = Path(folder)
        place(case, make_project(project))
        (project / "output").mkdir()
        (project / "output/last-good").touch()
        began = time.perf_counter()
        code, said, work = _command(project, "commands.build", "publishconf.py", "output")
        seconds = time.perf_counter() - began
        written = project / "output"
        goods = sum(1 for _ in written.glob("2026/11/good-?.html"))
        kept = (written / "last-good").exists()
        lines = tuple(line for line in said.splitlines() if not line.startswith("output:"))
        if code and not kept:
            lines = ("THE LAST GOOD OUTPUT IS GONE", *lines)
        if "Traceback" in said:
            lines = ("TRACEBACK", *lines)
        names = (
            [case.name, *(item.name for item in case.iterdir())] if case.is_dir() else [case.name]
        )
        named = any(visible(name) in said for name in names)
    return Trial(case.name, code, work, seconds, goods, lines, named)


def _command(project: Path, *module: str) -> tuple[int, str, float]:
    """Return exit code, what was said, and the seconds of the processor that it took, with those of
    the processes that it waited for. What works for longer than the limit is ended."""
    limited = f'ulimit -t {_LIMIT}; exec "$@"'
    with tempfile.TemporaryFile() as said:
        running = subprocess.Popen(
            ["/bin/sh", "-c", limited, "sh", sys.executable, "-m", *module],
            cwd=project,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    return running.returncode, text, used.ru_utime + used.ru_stime


def cases(folder: Path, words: list[str]) -> list[Path]:
    """Return the cases of a folder by their numbers, those whose names hold one of `words`."""
    found = [path for path in folder.iterdir() if path.suffix in (".md", ".d")]
    chosen = [path for path in found if not words or any(word in path.name for word in words)]
    return sorted(chosen, key=lambda path: (int(re.match(r"\d*", path.name)[0] or 0), path.name))


def all_at_once(broken: list[Path]) -> Iterator[str]:
    """Yield what one check says of all broken cases together with fifty good articles."""
    with tempfile.TemporaryDirectory(prefix="zoo-") as folder:
        project = Path(folder)
        articles = make_project(project, goods=50)
        for case in broken:
            below = articles / case.name.removesuffix(".md").removesuffix(".d")
            below.mkdir()
            place(case, below)
        program = (
            "import sys; sys.path.append('plugins'); from pathlib import Path; "
            "from commands.check import check; sys.exit(check(Path('publishconf.py')))"
        )
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", program], cwd=project, capture_output=True)
        seconds = time.perf_counter() - began
        said = (done.stdout + done.stderr).decode(errors="replace")
    silent = [
        case.name
        for case in broken
        if f"articles/{case.name.removesuffix('.md').removesuffix('.d')}/" not in said
    ]
    yield f"{len(broken)} broken cases and 50 good articles: exit code {done.returncode}, "
    yield f"{seconds:.1f} s, {len(broken) - len(silent)} named"
    yield f"not named: {', '.join(silent) or 'none'}"
    yield said.strip().splitlines()[-1]


def main() -> None:
    """Run the trial on the folder that the command line names."""
    folder, words = Path(sys.argv[1]).absolute(), sys.argv[2:]
    with ThreadPoolExecutor(2) as pool:
        trials = list(pool.map(run, chosen := cases(folder, words)))
    print("| case | exit | CPU s | s | good | named | message |\n|---|---|---|---|---|---|---|")
    for trial in trials:
        more = f" (+{len(trial.says) - 1})" if len(trial.says) > 1 else ""
        message = (trial.says[0] if trial.says else "").removeprefix("content/articles/")
        message = message[:150].replace("|", "\\|")
        good = "yes" if trial.goods == 2 else ("kept out" if trial.code else "LOST")
        named = "yes" if trial.names_file else "no"
        print(
            f"| {trial.name} | {trial.code} | {trial.work:.1f} | {trial.seconds:.1f} | {good} | {named} | "
            f"{message}{more} |"
        )
    slowest = max(trials, key=lambda trial: trial.work)
    print(f"\nslowest: {slowest.work:.1f} s of the processor ({slowest.name})")
    errors = {trial.name for trial in trials if trial.code}
    print(*all_at_once([case for case in chosen if case.name in errors]), sep="\n")


if __name__ == "__main__":
    main()
