"""Questions as readers mail them, each with the slugs of the articles that are right for it.

Labelled before any ranking was run on them, and held to: a question that fails stays as it is.
`TUNED` are the sets that the ranking was first made with. By `HELD_OUT` and `JUDGED` it was judged, and
they have been seen since; by `STRANGERS` it is judged now.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

TUNED = ("twenty", "fresh", "long")
HELD_OUT = "held_out"
JUDGED = "judged"
STRANGERS = "strangers"


def questions(name: str) -> dict[str, str]:
    """Return the questions of a set, each with the slugs that are right, parted by spaces."""
    text = Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8")
    return {" ".join(row["text"].split()): row["right"] for row in tomllib.loads(text)["question"]}
