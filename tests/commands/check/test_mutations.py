"""Articles as nobody would write them: whatever comes, the author gets sentences."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commands.check.rules import Rules
from commands.check.sources import check_sources

GOOD = (
    "Title: A good title\nDate: 2026-11-22 09:00\nTopics: x\nSummary: One.\nRelated: b\n"
    "Tags: one, two\nStatus: draft\nSlug: good\n\nWords [b]({filename}b.md#part) `code`.\n\n"
    "## Part\n\n```py\nx\n```\n\n<div markdown='1'>\n\n- *one*\n    - two[^1]\n\n</div>\n\n[^1]: Note.\n"
)
PARTS = [
    *("\0", "\r", "\n\n", "\u2028", "\u202e", "\ud7ff", "\t", ":", "---\n", "+++\n", "<!--", "-->"),
    *(
        "<script>alert(1)</script>",
        "</body>",
        "[",
        "](",
        "![",
        "{filename}",
        "{static}/",
        "```",
        "~~~\n",
    ),
    *(
        "http://[",
        "javascript:",
        "#",
        "{#x}",
        "\\",
        "&#0;",
        "%00",
        "%ff",
        "//",
        "../",
        "?",
        "|",
        "`",
        "<",
    ),
    *("Title: ", "Date: 0000-00-00", "2026-13-45", "٢٠٢٦-١١-٢٢", "Slug: ../", "Status: ", "Lang: "),
    *("Date: 2026-11-22 09:00 +99:99", "Related: good", "9" * 400, "é", "e\u0301", "\U0001f3af"),
]
mutation = st.tuples(
    st.integers(0, len(GOOD)),
    st.integers(0, 40),
    st.one_of(st.sampled_from(PARTS), st.text(max_size=9)),
)


def mutated(mutations):
    text = GOOD
    for position, length, part in mutations:
        text = text[:position] + part + text[position + length :]
    return text.encode("utf-8", "surrogatepass")


def check_one(folder: Path, raw: bytes) -> list[str]:
    (folder / "articles").mkdir(exist_ok=True)
    (folder / "articles/a.md").write_bytes(raw)
    (folder / "articles/b.md").write_text(GOOD.replace("good", "b"), encoding="utf-8")
    (folder / "topics.toml").write_text('[[topic]]\nslug = "x"\nname = "X"\n', encoding="utf-8")
    return [str(problem) for problem in check_sources(Rules(folder))]


def are_sentences(lines):
    return [line for line in lines if not re.fullmatch(r"[^\n]+:\d+:(\d+:)? [^\n]+", line)] == []


quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=150, deadline=None, suppress_health_check=quiet)
@given(mutations=st.lists(mutation, max_size=6))
def test_a_mutated_article_gets_sentences(tmp_path, mutations):
    assert are_sentences(check_one(tmp_path, mutated(mutations)))


@settings(max_examples=100, deadline=None, suppress_health_check=quiet)
@given(raw=st.binary(max_size=300))
def test_any_bytes_get_sentences(tmp_path, raw):
    assert are_sentences(check_one(tmp_path, raw))


@pytest.mark.long
@settings(max_examples=3000, deadline=None, suppress_health_check=quiet)
@given(mutations=st.lists(mutation, max_size=6), swapped=st.randoms(use_true_random=False))
def test_three_thousand_mutated_articles_get_sentences(tmp_path, mutations, swapped: random.Random):
    raw = bytearray(mutated(mutations))
    for _ in range(swapped.randrange(4)):
        raw[swapped.randrange(len(raw))] = swapped.randrange(256)
    assert are_sentences(check_one(tmp_path, bytes(raw)))
