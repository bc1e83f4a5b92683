"""What can be told of the sources before a build, and of the built site after it.

    sources        every check of every article and page, in one list
      files          what lies in the folders: links out of them, what is no file, names alike
      characters     bytes, encodings, characters that must not be there
      keys, dates, addresses, topics, languages      the front matter
      questions      the ledger, and what articles say that they answer
      links, targets, anchors, markup, notes, slips, panels      the text, without its code (prose)
      rendering      texts that Markdown might never finish: tried in a process of their own
    built_site     every link and anchor of every built page
    report, forges problems as lines, as JSON, or beside the lines of a change on a forge

Each check yields Problems; nothing is written and nothing stops at the first.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path


def check(settings_file: Path, json: bool = False, forge: str = "") -> int:
    """Print every problem of the sources, and of the site where they allow to build it.

    `forge` is "github" or "gitlab", for what these read. Writes nothing into the site's own folders.
    Returns 1 where there is an error, else 0.
    """
    from commands.build import build_aside
    from commands.check.forges import FORGES, for_forge
    from commands.check.report import as_json, as_lines
    from commands.problem import ERROR

    if forge not in ("", *FORGES):
        print(f"There is no report for '{forge}'. Use one of {', '.join(FORGES)}.", file=sys.stderr)
        return 1

    with tempfile.TemporaryDirectory(prefix="check-") as folder:
        outcome = build_aside(settings_file, Path(folder) / "site", Path("output"))
    problems = outcome.problems
    if forge:
        print(for_forge(problems, forge))
    elif json:
        print(as_json(problems))
    else:
        print(as_lines(problems, coloured=sys.stdout.isatty()))
    return int(any(problem.severity == ERROR for problem in problems))
