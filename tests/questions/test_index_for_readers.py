"""What the contact page loads to find an article: the words of those that are published, and no others."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from build_cache import Shelf
from commands.check.rules import Rules
from commands.check.source import Source
from commands.questions.existing import published
from commands.questions.index_for_readers import PLACE, write_index

NOW = datetime(2026, 11, 29, tzinfo=UTC)
PAGES = {
    name: Path("content", name).with_suffix(".md") for name in ("fired.html", "pay/index.html")
}


@pytest.fixture
def written(tmp_path):
    """Return what is written of files with these texts, by their path below `content`."""

    def write(files):
        sources = [Source(Path("content", name), "article", text) for name, text in files.items()]
        articles = published(sources, Rules(content=Path("content"), now=NOW))
        write_index(tmp_path, articles, PAGES, tmp_path / "no-theme", Shelf(tmp_path / "kept"))
        return json.loads((tmp_path / PLACE).read_text("utf-8"))

    return write


def test_an_article_has_its_address_its_title_and_its_words(written):
    found = written(
        {
            "fired.md": "Title: I'm fired\nDate: 2026-11-01\nAsked: Sacked\n\nBegin.\n",
            "pay/index.md": "Title: Pay\nDate: 2026-11-01\n\nAsk.\n",
        }
    )

    assert found["articles"] == [["../fired.html", "I’m fired"], ["../pay/", "Pay"]]
    assert {word: weights[0] for word, weights, _ in found["words"] if weights} == {
        **{"fired": 0, "im": 0, "sacked": 0, "begin": 0},
        **{"pay": 1, "ask": 1},
    }


@pytest.mark.parametrize("status", ["Status: draft", "Status: hidden", "Date: 2027-01-01"])
def test_what_is_not_published_gives_nothing_away(written, status):
    found = written({"fired.md": f"Title: Secret\n{status}\nAsked: Secret\n\nSecret.\n"})

    assert found == {"articles": [], "words": []}


def test_an_article_without_a_page_is_left_out(written):
    assert (
        written({"elsewhere.md": "Title: Elsewhere\nDate: 2026-11-01\n\nText.\n"})["articles"] == []
    )
