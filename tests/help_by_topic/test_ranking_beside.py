"""The other process comes to what this one would, and where it can't, this one does."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from itertools import islice

import pytest

from help_by_topic import beside, ranking_beside, side_by_side
from help_by_topic.ranking_beside import RankingBeside
from help_by_topic.related import UnreadDocument, ranking
from help_by_topic.related.ranking import Ranking
from tests.help_by_topic.related.collections_made import collection

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch):
    monkeypatch.setattr(beside, "processors", lambda: 2)
    monkeypatch.setattr(side_by_side, "_is_alone", lambda: True)


@pytest.fixture
def documents():
    return collection(40)


@pytest.fixture
def kept(tmp_path, documents):
    """The file that a ranking of `documents` has kept."""
    path = tmp_path / "related"
    keeping = Ranking(path)
    keeping.rows(documents, 5)
    keeping.keep()
    return path


def unread(documents, asked=None):
    """The documents, their texts to be read by whoever asks, who is noted."""

    def reader(document):
        return lambda: (asked is not None and asked.append(document.slug)) or document.text

    return [
        UnreadDocument.of(
            reader(document),
            document.text_digest(),
            **{name: value for name, value in vars(document).items() if name != "text"},
        )
        for document in documents
    ]


def edited(documents):
    """Two texts are said of each other, and the last is gone."""
    first, second, *rest = documents[:-1]
    return [
        replace(first, text=f"{first.text} {second.text}"),
        replace(second, title=f"{second.title} {first.title}"),
        *rest,
    ]


def told(rows):
    """What stands under each article, in words."""
    picks = iter(zip(rows.picks, rows.why, strict=True))
    return {
        slug: [(rows.slugs[pick], rows.reasons[why]) for pick, why in islice(picks, size)]
        for slug, size in zip(rows.slugs, rows.sizes, strict=True)
    }


def ranked(ranking_, documents):
    """What stands under each of `documents`."""
    ranking_.begin(documents, 5)
    return told(ranking_.picks())


def nobody(*_):
    raise AssertionError("ranked in this process")


def test_an_edit_is_ranked_in_the_other_process_as_it_would_be_here(documents, kept, monkeypatch):
    after = edited(documents)
    expected = told(Ranking(None).rows(after, 5))
    ranking_ = RankingBeside(kept)
    asked = []
    with monkeypatch.context() as patched:
        patched.setattr(ranking, "_rank", nobody)
        assert ranked(ranking_, unread(after, asked)) == expected
    assert {after[0].slug, after[1].slug} <= {*asked} < {document.slug for document in after}
    before = kept.stat().st_ino
    ranking_.wait()
    assert kept.stat().st_ino != before
    # What it kept serves the next one.
    assert ranked(RankingBeside(kept), unread(after)) == expected


def test_what_it_begins_with_need_not_be_what_decides(documents, kept, monkeypatch):
    after = edited(documents)
    expected = told(Ranking(None).rows(after, 5))
    for begun in (documents, after):
        ranking_ = RankingBeside(kept)
        with monkeypatch.context() as patched:
            patched.setattr(ranking, "_rank", nobody)
            ranking_.begin(unread(begun), 5)
            assert ranked(ranking_, unread(after)) == expected


def test_the_same_is_not_ranked_again(documents, kept):
    ranking_ = RankingBeside(kept)
    after = unread(edited(documents))
    ranking_.begin(after, 5)
    first = ranking_.picks()
    ranking_.begin(unread(edited(documents)), 5)
    assert ranking_.picks() is first
    ranking_.begin(after, 4)
    assert ranking_.picks() is not first


def test_a_text_at_hand_is_not_asked_for(documents, kept):
    asked = []
    after = unread(edited(documents), asked)
    assert [document.text for document in after]
    asked.clear()
    expected = told(Ranking(None).rows(edited(documents), 5))
    assert ranked(RankingBeside(kept), after) == expected
    assert asked == []


@pytest.mark.parametrize("when", ["at once", "as it ranks", "as it hands over"])
def test_where_the_other_process_fails_this_one_ranks(documents, kept, monkeypatch, when):
    here = os.getpid()

    def fail_elsewhere(*args, **named):
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return stock(*args, **named)

    name = {"at once": "recall", "as it ranks": "_rank", "as it hands over": "PickRows"}[when]
    if when == "as it hands over":
        from help_by_topic.related import showing as module
    else:
        module = ranking
    stock = getattr(module, name)
    monkeypatch.setattr(module, name, fail_elsewhere)
    ranking_ = RankingBeside(kept)
    after = edited(documents)
    ranking_.begin(unread(after), 5)
    assert ranked(ranking_, unread(after)) == told(Ranking(None).rows(after, 5))
    ranking_.wait()


def test_without_a_ranking_to_go_on_from_no_process_is_begun(documents, tmp_path, monkeypatch):
    monkeypatch.setattr(ranking_beside.Beside, "begun", nobody)
    expected = told(Ranking(None).rows(documents, 5))
    assert ranked(RankingBeside(None), unread(documents)) == expected
    assert ranked(RankingBeside(tmp_path / "related"), unread(documents)) == expected
    assert (tmp_path / "related").exists()


def test_where_what_was_kept_is_of_no_use_this_one_ranks(documents, kept):
    kept.write_bytes(b"damaged")
    assert ranked(RankingBeside(kept), unread(documents)) == told(Ranking(None).rows(documents, 5))
    assert Ranking(kept).goes_on


@pytest.mark.parametrize("fails", [False, True])
def test_a_process_that_is_forked_meanwhile_has_the_picks(documents, kept, fails):
    after = edited(documents)
    expected = told(Ranking(None).rows(after, 5))
    if fails:
        kept.write_bytes(b"damaged")
    ranking_, documents_ = RankingBeside(kept), unread(after)
    ranking_.begin(documents_, 5)
    child = os.fork()
    if not child:
        os._exit(ranking_._picks is None or told(ranking_.picks()) != expected)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert told(ranking_.picks()) == expected
    assert Ranking(kept).goes_on
