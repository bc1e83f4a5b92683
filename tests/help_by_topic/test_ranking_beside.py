"""The other process comes to what this one would, and where it can't, this one does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from itertools import islice

import pytest

from help_by_topic import beside, head_start, ranking_beside, side_by_side
from help_by_topic.ranking_beside import RankingBeside
from help_by_topic.related import ranking
from help_by_topic.related.ranking import Ranking
from help_by_topic.told import Told, digest_of
from tests.conftest import ROOT
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
    ranked(RankingBeside(path), told(documents))
    return path


def told(documents, asked=None, limit=5):
    """What `RankingBeside.begin` is told of documents; whose texts are asked for is noted."""
    seen = [
        (
            *(document.slug, document.title, document.date, document.lang, f"{document.slug}.md"),
            *(None, digest_of(f"<p>{document.text}</p>"), document.topics),
        )
        for document in documents
    ]

    by_slug = {document.slug: document for document in documents}

    def html_of(slug):
        if asked is not None:
            asked.append(slug)
        return f"<p>{by_slug[slug].text}</p>"

    return Told(seen, {}, os.getcwd()), html_of, limit


def edited(documents):
    """Two texts are said of each other, and the last is gone."""
    first, second, *rest = documents[:-1]
    return [
        replace(first, text=f"{first.text} {second.text}"),
        replace(second, title=f"{second.title} {first.title}"),
        *rest,
    ]


def in_words(rows):
    """What stands under each article, in words."""
    picks = iter(zip(rows.picks, rows.why, strict=True))
    return {
        slug: [(rows.slugs[pick], rows.reasons[why]) for pick, why in islice(picks, size)]
        for slug, size in zip(rows.slugs, rows.sizes, strict=True)
    }


def ranked(ranking_, told_):
    """What stands under each article of what is told."""
    ranking_.begin(*told_)
    return in_words(ranking_.picks()[0])


def cold(documents):
    """What stands under each of `documents` where nothing is known."""
    return in_words(Ranking(None).rows(documents, 5))


def nobody(*_):
    raise AssertionError("ranked in this process")


def nobody_here(rank):
    """What another process may do, and not this one."""
    here = os.getpid()
    return lambda *args, **named: nobody() if os.getpid() == here else rank(*args, **named)


def test_an_edit_is_ranked_in_the_other_process_as_it_would_be_here(documents, kept, monkeypatch):
    after = edited(documents)
    expected = cold(after)
    files = kept, kept.with_name("related.documents")
    before = [file.stat().st_ino for file in files]
    ranking_ = RankingBeside(kept)
    asked = []
    files = kept, kept.with_name("related.documents")
    before = [file.stat().st_ino for file in files]
    with monkeypatch.context() as patched:
        patched.setattr(ranking, "_rank", nobody)
        assert ranked(ranking_, told(after, asked)) == expected
    assert {after[0].slug, after[1].slug} <= {*asked} < {document.slug for document in after}
    ranking_.wait()
    assert all(file.stat().st_ino != old for file, old in zip(files, before, strict=True))
    # What it kept serves the next one.
    assert ranked(RankingBeside(kept), told(after)) == expected


def test_a_process_that_was_begun_before_ranks(documents, kept, monkeypatch):
    after = edited(documents)
    expected = cold(after)
    head_start.begin()
    monkeypatch.setattr(ranking_beside.Beside, "begun", nobody)
    monkeypatch.setattr(ranking, "_rank", nobody_here(ranking._rank))
    ranking_ = RankingBeside(kept, head_start.taken())
    assert ranked(ranking_, told(after)) == expected
    ranking_.wait()


def test_a_process_that_was_begun_before_ranks_where_there_is_nothing_to_go_on_from(
    documents, tmp_path, monkeypatch
):
    head_start.begin()
    monkeypatch.setattr(ranking_beside.Beside, "begun", nobody)
    monkeypatch.setattr(ranking, "_rank", nobody_here(ranking._rank))
    ranking_ = RankingBeside(tmp_path / "related", head_start.taken())
    asked = []
    with monkeypatch.context() as patched:
        patched.setattr(ranking_, "_ranked_here", nobody)
        ranking_.begin(*told(documents, asked))
        found = in_words(ranking_.picks()[0])
    ranking_.wait()
    monkeypatch.undo()
    assert found == cold(documents)
    assert {*asked} == {document.slug for document in documents}
    assert Ranking(tmp_path / "related").goes_on


def of_texts(documents):
    """The digest and the HTML of each of them, as they are told before their articles are known."""
    htmls = [f"<p>{document.text}</p>" for document in documents]
    return [(digest_of(html), html.encode()) for html in htmls]


@pytest.mark.parametrize("cache", [True, False])
def test_texts_are_read_in_the_other_process_before_their_articles_are_known(
    documents, tmp_path, monkeypatch, cache
):
    path = tmp_path / "related" if cache else None
    ranking_ = RankingBeside(path)
    head_start.may_take_texts(ranking_)
    take = head_start.take_texts("en", 40)
    for digest, html in of_texts(documents[1:]):
        take(digest, html)
        take(digest, html)
    asked = []
    with monkeypatch.context() as patched:
        patched.setattr(ranking_, "_ranked_here", nobody)
        ranking_.begin(*told(documents, asked))
        assert asked == [documents[0].slug]
        found = in_words(ranking_.picks()[0])
    assert found == cold(documents)
    ranking_.wait()
    assert not cache or ranked(RankingBeside(path), told(edited(documents))) == cold(
        edited(documents)
    )


def test_a_text_that_is_another_when_its_article_is_known_counts_as_that(documents, monkeypatch):
    ranking_ = RankingBeside(None)
    take = ranking_.take_texts("de", 40)  # which they are not
    for digest, html in of_texts(documents):
        take(digest, html)
    after = edited(documents)
    monkeypatch.setattr(ranking_, "_ranked_here", nobody)
    assert ranked(ranking_, told(after)) == cold(after)


@pytest.mark.parametrize("when", ["at once", "later"])
def test_where_the_process_that_reads_texts_is_gone_this_one_ranks(documents, when):
    ranking_ = RankingBeside(None)
    take = ranking_.take_texts("en", 40)
    process = ranking_._other._process
    for number, (digest, html) in enumerate(of_texts(documents) * 200):
        if number == (0 if when == "at once" else 30):
            os.kill(process, signal.SIGKILL)
        take(number.to_bytes(2) + digest[2:], html)  # more than waits to be said
    assert ranked(ranking_, told(documents)) == cold(documents)


def test_what_is_told_after_the_first_picks_is_ranked_too(documents, tmp_path):
    ranking_ = RankingBeside(tmp_path / "related")
    assert ranking_.take_texts("en", 40)
    for after in (documents, edited(documents), documents[3:]):
        assert ranked(ranking_, told(after)) == cold(after)


@pytest.mark.parametrize("many", [40, 39])
def test_where_texts_are_many_memory_that_is_free_is_given_back(
    documents, tmp_path, monkeypatch, many
):
    said = [tmp_path / "holds", tmp_path / "gives"]
    for name, path in zip(("_hold_back", "give_back"), said, strict=True):
        monkeypatch.setattr(ranking_beside, name, path.touch)
    monkeypatch.setattr(ranking_beside, "_MANY_TEXTS", many)
    ranking_ = RankingBeside(tmp_path / "related")
    take = ranking_.take_texts("en", 40)
    for digest, html in of_texts(documents):
        take(digest, html)
    assert ranked(ranking_, told(documents)) == cold(documents)
    ranking_.wait()
    assert [path.exists() for path in said] == [many == 40, many == 39]
    assert Ranking(tmp_path / "related").goes_on
    assert RankingBeside(tmp_path / "related").is_beside


def test_no_other_process_reads_texts_where_it_goes_on_or_more_read_articles(kept, monkeypatch):
    assert RankingBeside(kept).take_texts("en", 40) is None
    monkeypatch.setattr(ranking_beside, "processors", lambda: 5)
    assert RankingBeside(None).take_texts("en", 40) is None


def test_it_is_to_come_until_it_is_there(documents):
    ranking_ = RankingBeside(None)
    assert not ranking_.is_to_come()
    ranking_.take_texts("en", 40)
    os.kill(ranking_._other._process, signal.SIGSTOP)
    ranking_.begin(*told(documents))
    assert ranking_.is_to_come()
    os.kill(ranking_._other._process, signal.SIGCONT)
    ends = time.monotonic() + 60
    while ranking_.is_to_come() and time.monotonic() < ends:
        time.sleep(0.01)
    assert not ranking_.is_to_come()
    assert in_words(ranking_.picks()[0]) == cold(documents)


def test_where_the_process_that_was_begun_before_is_gone_another_one_ranks(documents, kept):
    head_start.begin()
    os.kill(head_start._begun[0]._process, signal.SIGKILL)
    time.sleep(0.05)
    after = edited(documents)
    assert ranked(RankingBeside(kept, head_start.taken()), told(after)) == cold(after)


def test_it_is_begun_without_pelican_and_without_numpy_here():
    code = "import sys, help_by_topic.head_start, help_by_topic.ranking_beside\n"
    code += "print({'pelican', 'numpy'} & sys.modules.keys())"
    command = [sys.executable, "-c", code]
    environment = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    assert subprocess.check_output(command, env=environment) == b"set()\n"


def test_what_it_begins_with_need_not_be_what_decides(documents, kept, monkeypatch):
    after = edited(documents)
    expected = cold(after)
    for begun in (documents, after):
        ranking_ = RankingBeside(kept)
        with monkeypatch.context() as patched:
            patched.setattr(ranking, "_rank", nobody)
            ranking_.begin(*told(begun))
            assert ranked(ranking_, told(after)) == expected


def test_what_is_told_after_the_picks_is_ranked_here(documents, kept):
    edits = [(after, cold(after)) for after in (edited(documents), documents, documents[3:])]
    ranking_ = RankingBeside(kept)
    for after, expected in edits:
        assert ranked(ranking_, told(after)) == expected
    ranking_.wait()
    assert ranked(RankingBeside(kept), told(after)) == expected


def test_the_other_process_ends_by_itself_once_it_has_kept_what_was_picked(documents, kept):
    ranking_ = RankingBeside(kept)
    ranked(ranking_, told(edited(documents)))
    assert ranking_._other.line.hear() is beside.GONE
    assert Ranking(kept).goes_on


def test_the_same_is_not_ranked_again(documents, kept):
    ranking_ = RankingBeside(kept)
    ranking_.begin(*told(edited(documents)))
    first = ranking_.picks()
    ranking_.begin(*told(edited(documents)))
    assert ranking_.picks() is first
    ranking_.begin(*told(edited(documents), limit=4))
    assert ranking_.picks() is not first


def test_the_html_of_a_new_text_is_told_before_anybody_asks(documents, kept):
    asked = []
    ranking_ = RankingBeside(kept)
    ranking_.begin(*told(edited(documents), asked))
    assert asked == [documents[0].slug]
    ranking_.picks()
    assert asked.count(documents[0].slug) == 1


def test_where_many_texts_are_new_this_process_ranks(documents, kept, monkeypatch):
    monkeypatch.setattr(ranking_beside, "FEWEST", 1)
    ranking_ = RankingBeside(kept)
    ranking_.begin(*told(edited(documents)))
    assert not ranking_.is_beside
    assert in_words(ranking_.picks()[0]) == cold(edited(documents))


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
    ranking_.begin(*told(after))
    assert ranked(ranking_, told(after)) == cold(after)
    ranking_.wait()


def test_without_a_ranking_to_go_on_from_no_process_is_begun(documents, tmp_path, monkeypatch):
    monkeypatch.setattr(ranking_beside.Beside, "begun", nobody)
    assert ranked(RankingBeside(None), told(documents)) == cold(documents)
    assert ranked(RankingBeside(tmp_path / "related"), told(documents)) == cold(documents)
    assert (tmp_path / "related").exists()


@pytest.mark.parametrize("name", ["related", "related.documents"])
def test_where_what_was_kept_is_of_no_use_this_one_ranks(documents, kept, name):
    file = kept.with_name(name)
    for damaged in (b"damaged", file.read_bytes()[:-1]):
        file.write_bytes(damaged)
        assert ranked(RankingBeside(kept), told(documents)) == cold(documents)
        assert Ranking(kept).goes_on
        assert RankingBeside(kept).is_beside


@pytest.mark.parametrize("fails", [False, True])
def test_a_process_that_is_forked_meanwhile_has_the_picks(documents, kept, fails):
    after = edited(documents)
    expected = cold(after)
    if fails:
        kept.write_bytes(b"damaged")
    ranking_ = RankingBeside(kept)
    ranking_.begin(*told(after))
    was_told = ranking_.is_beside  # else it was gone already, and whoever asks ranks
    child = os.fork()
    if not child:
        is_known = ranking_._picks is not None or not was_told
        os._exit(not (is_known and in_words(ranking_.picks()[0]) == expected))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert in_words(ranking_.picks()[0]) == expected
    assert Ranking(kept).goes_on
