import os
import random
import warnings

import pytest

from fast_build.freezing import Freezer
from fast_build.kept_articles import KeptArticles, TextWhenAsked


class Article:
    _content = TextWhenAsked()


@pytest.fixture
def opened(tmp_path):
    """A function that opens what is kept in a folder."""

    def opened(decided_by="all else"):
        return KeptArticles(
            tmp_path / "articles", Freezer({}, ()), decided_by, lambda source: f"{source} anew"
        )

    return opened


@pytest.fixture
def of_earlier(opened):
    """A function that gives what a first build kept of three articles, in another process' hands."""
    first = opened()
    for name in "abc":
        first.put(f"{name}.md", {"title": name, "_content": f"text of {name}"}, [f"{name}.png"])
    first.keep("token")

    def of_earlier(changed=(), token="token", **more):
        kept = opened(**more)
        of_earlier.goes_on = kept.go_on(token, changed)
        return kept

    return of_earlier


def restored(kept, source):
    found = kept.get(source)
    if not found:
        return None
    article = Article()
    article.__dict__, links = found
    return article.title, article._content, links


def test_an_article_comes_back_with_its_text(of_earlier):
    assert restored(of_earlier(), "b.md") == ("b", "text of b", ("b.png",))


def test_it_tells_whether_addresses_belong_into_its_text(opened):
    first = opened()
    first.put("a.md", {"_content": "text"}, [], has_links=False)
    first.keep("token")
    second = opened()
    second.go_on("token", ())

    assert second.get("a.md")[0]["_kept_text"].has_links is False


def test_one_that_has_changed_does_not(of_earlier):
    kept = of_earlier(changed=["b.md", "new.md"])

    assert restored(kept, "b.md") is None
    assert restored(kept, "a.md") == ("a", "text of a", ("a.png",))


@pytest.mark.parametrize("other", [{"token": "other"}, {"decided_by": "other"}])
def test_none_does_from_another_build(of_earlier, other):
    assert restored(of_earlier(**other), "a.md") is None
    assert not of_earlier.goes_on


def test_the_next_build_goes_on_from_what_this_one_restored_and_read(of_earlier):
    second = of_earlier(changed=["b.md"])
    second.get("a.md")
    second.put("b.md", {"title": "B", "_content": "new"}, [])
    second.keep("second")
    third = of_earlier(token="second")

    assert restored(third, "a.md") == ("a", "text of a", ("a.png",))
    assert restored(third, "b.md") == ("B", "new", ())
    assert restored(third, "c.md") is None  # nobody asked for it: it is gone


@pytest.mark.parametrize("without", ["", "d.md"])
def test_what_is_found_is_known_to_the_next_build_in_an_order(opened, without):
    first = opened()
    for name in "abcd":
        first.put(f"{name}.md", {"_content": name}, [])
    first.found = ["folder"], {"a.md", "b.md", "c.md", "d.md", "skipped.md"} - {without}
    first.keep("token", ["c.md", "gone.md", "a.md"])
    second = opened()
    second.go_on("token", ["a.md"])

    order = ["c.md", "a.md", "b.md", "d.md", "skipped.md"]
    assert second.found_before == (None if without else (["folder"], order))


def test_texts_that_nobody_has_are_left_behind(of_earlier, tmp_path):
    for number in range(9):
        kept = of_earlier(changed=["b.md"], token=str(number - 1) if number else "token")
        assert restored(kept, "a.md") == ("a", "text of a", ("a.png",))
        kept.put("b.md", {"title": "B", "_content": f"{number}" * 50}, [])
        kept.keep(str(number))
    [texts] = (tmp_path / "articles").glob("texts-*")

    assert texts.stat().st_size < 200
    assert restored(of_earlier(token="8"), "b.md") == ("B", "8" * 50, ())


@pytest.fixture
def of_many(opened):
    """A function that opens what is kept of twenty articles under a token: `0` is of the first build."""
    first = opened()
    for number in range(20):
        first.put(f"{number}.md", {"title": str(number), "_content": f"text of {number}"}, [])
    first.keep("0")

    def of_many(token, changed=()):
        kept = opened()
        assert kept.go_on(token, changed)
        return kept

    return of_many


def titles(kept):
    found = ((f"{number}.md", restored(kept, f"{number}.md")) for number in range(30))
    return {source: article[:2] for source, article in found if article}


def test_a_few_that_change_come_or_go_are_kept_apart_from_the_others(of_many, tmp_path):
    wanted = titles(of_many("0"))
    whole = (tmp_path / "articles/index").read_bytes()
    steps = [{3: "a"}, {3: "b", 25: "new"}, {4: None}, {25: None}, {4: "back"}, {}]
    for token, step in enumerate(steps):
        kept = of_many(str(token), [f"{number}.md" for number in step])
        for number, title in step.items():
            wanted.pop(f"{number}.md", None)
            if title:
                kept.put(f"{number}.md", {"title": title, "_content": title * 9}, [])
                wanted[f"{number}.md"] = title, title * 9
        assert titles(kept).items() <= wanted.items()
        kept.keep(str(token + 1))

        assert (tmp_path / "articles/index").read_bytes() == whole
        assert titles(of_many(str(token + 1))) == wanted


def test_where_many_have_changed_all_are_written(of_many, tmp_path):
    few, changes = of_many("0", ["1.md"]), tmp_path / "articles/index-changes"
    titles(few)
    few.keep("1")
    assert changes.exists()
    many = of_many("1", [f"{number}.md" for number in range(9)])
    wanted = titles(many)
    many.keep("2")

    assert len(wanted) == 11
    assert titles(of_many("2")) == wanted
    assert not changes.exists()


def test_of_a_build_that_was_killed_before_it_was_noted_nothing_is_taken(of_many, opened):
    titles(later := of_many("0", ["1.md"]))
    later.keep("1")

    assert not opened().go_on("0", ())


def test_damage_to_what_is_kept_apart_costs_time_and_nothing_else(of_many, opened, tmp_path):
    titles(later := of_many("0", ["1.md"]))
    later.put("1.md", {"title": "one", "_content": "new"}, [])
    later.keep("1")
    wanted = titles(of_many("1"))
    chance, file = random.Random(2), tmp_path / "articles/index-changes"
    good = file.read_bytes()
    for _ in range(100):
        bad = bytearray(good)
        bad[chance.randrange(len(bad))] ^= chance.randrange(1, 256)
        file.write_bytes(bad[: chance.randint(0, len(bad))])
        kept = opened()
        assert not kept.go_on("1", ()) or titles(kept) == wanted
    file.unlink()
    assert not opened().go_on("1", ())


def test_a_text_that_was_kept_just_now_is_read_from_there(opened):
    article, kept = Article(), opened()
    article._kept_text = kept.put("a.md", {"_content": "text" * 1000}, [])

    assert article._content == "text" * 1000
    assert "_content" not in vars(article)


def test_what_waits_to_be_written_is_written_once_where_a_process_forks(opened):
    kept = opened()
    article = Article()
    article._kept_text = kept.put("a.md", {"_content": "text"}, [])
    with warnings.catch_warnings(action="ignore"):
        child = os.fork()
    if not child:
        os._exit(article._content != "text")
    assert os.waitpid(child, 0)[1] == 0
    article._kept_text = kept.put("b.md", {"_content": "more"}, [])

    assert article._content == "more"


def test_a_text_that_was_set_stays(of_earlier):
    article = Article()
    article.__dict__, _ = of_earlier().get("a.md")
    article._content = "of a plugin"

    assert article._content == "of a plugin"
    assert not hasattr(Article(), "_content")


def test_damage_costs_time_and_nothing_else(of_earlier, tmp_path):
    chance = random.Random(1)
    files = [*(tmp_path / "articles").iterdir()]
    for _ in range(100):
        for file in files:
            good = file.read_bytes()
            bad = bytearray(good)
            bad[chance.randrange(len(bad))] ^= chance.randrange(1, 256)
            file.write_bytes(bad[: chance.randint(0, len(bad))])
            found = restored(of_earlier(), "a.md")
            assert found in (
                None,
                ("a", "text of a", ("a.png",)),
                ("a", "a.md anew", ("a.png",)),
            )
            file.write_bytes(good)


def test_where_nothing_can_be_written_nothing_is_kept(opened, tmp_path):
    (tmp_path / "articles").write_text("in the way")
    kept = opened()
    kept.put("a.md", {"title": "a", "_content": "text"}, [])
    kept.keep("token")

    assert not opened().go_on("token", ())


def test_who_asks_is_told_of_each_text_that_is_read_here_or_elsewhere(opened):
    kept, told = opened(), []
    kept.takers.append(lambda digest, text: told.append((digest, text)))
    text = kept.put("a.md", {"_content": "text"}, [])
    kept.add("b.md", (b"", b"other", (), False))
    assert told[0] == (text.place.digest, b"text")
    assert [text for _, text in told] == [b"text", b"other"]
