"""Checks the built site with tools that need Java and Node.

html.py         every page with the Nu HTML checker
lighthouse.py   a page of every kind with Lighthouse, as a phone gets it from nginx with gzip
"""

from __future__ import annotations

from pathlib import Path

from commands.audit.html import check_html
from commands.audit.lighthouse import measure
from commands.problem import as_typed


def audit(output: Path, lighthouse: bool = False) -> int:
    """Check every HTML file below `output`, and measure a page of every kind where `lighthouse` is
    set; print what is found; return 0 if nothing is."""
    if not (output / "index.html").is_file():
        print(f"{as_typed(output)}: there is no built site here. Run `./invoke build` first.")
        return 1
    return max(check_html(output), measure(output) if lighthouse else 0)
