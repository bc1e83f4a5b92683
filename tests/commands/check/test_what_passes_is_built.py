"""What `check` lets pass, Pelican can build: the two never disagree."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.zoo import make_project
from commands.check.rules import Rules
from commands.check.sources import check_sources
from commands.problem import ERROR
from tests.commands.check.test_mutations import mutated, mutation
from tests.conftest import run_build


def errors_of(result):
    """Return what a build printed that is no warning."""
    return [line for line in result.stderr.splitlines() if ": warning: " not in line]


@pytest.mark.long
def test_mutated_articles_without_an_error_are_built_and_run_nothing(tmp_path):
    articles = make_project(tmp_path)
    alone = tmp_path / "alone"
    kept: list[bytes] = []

    @settings(
        max_examples=800, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(mutations=st.lists(mutation, min_size=1, max_size=3))
    def collect(mutations):
        raw = mutated(mutations).replace(b"Topics: x\n", b"Topics: interviewing\n")
        raw = raw.replace(b"Status: draft\n", b"").replace(b"Slug: good\n", b"")
        raw = raw.replace(b"Related: b\n", b"").replace(b"b.md#part", b"good-0.md")
        (alone / "articles").mkdir(parents=True, exist_ok=True)
        (alone / "articles/good-0.md").write_bytes((articles / "good-0.md").read_bytes())
        (alone / "topics.toml").write_bytes((tmp_path / "content/topics.toml").read_bytes())
        (alone / "articles/one.md").write_bytes(raw)
        found = check_sources(Rules(alone))
        if b"Slug" not in raw and not any(problem.severity == ERROR for problem in found):
            kept.append(raw)

    collect()
    for number, raw in enumerate(dict.fromkeys(kept)):
        (articles / f"mutated-{number}.md").write_bytes(raw)

    # Some links can only be followed in the built site; that is said in a sentence too.
    for line in errors_of(run_build(tmp_path)):
        broken = re.match(
            r"(?:content/articles|output/2026/11)/(mutated-\d+)\.\w+:\d+: the link", line
        )
        if broken:
            (articles / f"{broken[1]}.md").unlink(missing_ok=True)

    result = run_build(tmp_path)

    assert (errors_of(result), result.returncode) == ([], 0)
    for page in (tmp_path / "output/help").rglob("*.html"):
        assert "<script>alert(1)" not in page.read_text(encoding="utf-8"), page
