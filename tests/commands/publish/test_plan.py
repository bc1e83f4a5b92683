from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.publish.kinds import kind_of
from commands.publish.manifest import File, Kept, Manifest
from commands.publish.plan import make_plan

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
CSS, NEW_CSS = "theme/css/main.aaaaaaaaaaaa.css", "theme/css/main.bbbbbbbbbbbb.css"


def site(*pairs):
    return {path: File(text, len(text)) for path, text in pairs}


HOME = ("index.html", "one")


def test_the_first_publish_sends_everything_assets_first_and_lists_last():
    new = site(("a.html", "a"), ("sitemap.xml", "s"), (CSS, "c"), ("images/b.png", "b"))

    plan = make_plan(None, new, NOON)

    assert plan.send == (CSS, "images/b.png", "a.html", "sitemap.xml")
    assert (plan.delete, plan.changed, plan.gone) == ((), (), ())
    assert plan.new == ("a.html", "images/b.png", "sitemap.xml", CSS)
    assert plan.manifest.before == ""


def test_nothing_is_done_where_nothing_has_changed():
    first = make_plan(None, site(HOME), NOON).manifest

    assert make_plan(first, site(HOME), NOON).is_empty


def test_only_what_differs_is_sent_and_only_what_is_gone_is_deleted():
    first = make_plan(None, site(HOME, ("b.html", "b"), ("c.html", "c")), NOON).manifest

    plan = make_plan(first, site(HOME, ("b.html", "other"), ("d.html", "d")), NOON)

    assert plan.send == ("b.html", "d.html")
    assert plan.delete == plan.gone == ("c.html",)
    assert (plan.new, plan.changed) == (("d.html",), ("b.html",))
    assert plan.manifest.before == first.id
    assert plan.bytes_to_send == 6


def test_a_hashed_asset_stays_for_a_week_after_the_last_page_that_named_it():
    first = make_plan(None, site(HOME, (CSS, "c")), NOON).manifest
    second = make_plan(first, site(HOME, (NEW_CSS, "d")), NOON)
    almost = make_plan(second.manifest, site(HOME, (NEW_CSS, "d")), NOON + WEEK * 0.99)
    after = make_plan(second.manifest, site(HOME, (NEW_CSS, "d")), NOON + WEEK)

    assert second.delete == ()
    assert second.gone == (CSS,)
    assert second.manifest.kept == {CSS: Kept("c", 1, "2026-11-30T12:00:00+00:00")}
    assert almost.is_empty
    assert after.delete == (CSS,)
    assert after.manifest.kept == {}


def test_an_asset_that_comes_back_within_the_week_is_not_sent_again():
    first = make_plan(None, site((CSS, "c")), NOON).manifest
    second = make_plan(first, site((NEW_CSS, "d")), NOON).manifest

    third = make_plan(second, site((CSS, "c")), NOON + WEEK / 2)

    assert third.send == ()
    assert set(third.manifest.kept) == {NEW_CSS}


def test_after_an_interrupted_publish_what_it_may_have_touched_is_sent_or_deleted():
    first = make_plan(None, site(HOME, ("b.html", "b")), NOON).manifest
    interrupted = make_plan(first, site(("index.html", "two"), ("new.html", "n")), NOON)
    standing = interrupted.during(first)

    assert standing == replace(first, unsure=frozenset({"index.html", "new.html", "b.html"}))
    again = make_plan(standing, site(HOME, ("b.html", "b")), NOON)
    assert again.send == ("b.html", "index.html")
    assert again.delete == ("new.html",)
    assert again.manifest.unsure == frozenset()


def test_an_interrupted_first_publish_has_no_release_but_owns_what_it_sent():
    standing = make_plan(None, site(HOME), NOON).during(None)

    assert standing == Manifest("", "", {}, {}, frozenset({"index.html"}))


def test_the_stylesheet_of_an_interrupted_publish_stays_a_week_for_the_pages_that_name_it():
    first = make_plan(None, site(HOME, (CSS, "c")), NOON)
    broken = make_plan(first.manifest, site(HOME, (NEW_CSS, "d")), NOON).during(first.manifest)
    after = make_plan(broken, site(HOME), NOON)

    assert sorted(after.manifest.kept) == [CSS, NEW_CSS]
    assert after.delete == ()
    assert make_plan(after.manifest, site(HOME, (NEW_CSS, "d")), NOON).send == (NEW_CSS,)


def test_a_way_back_can_lead_further_than_to_what_stands_there():
    first = make_plan(None, site(HOME), NOON).manifest

    assert make_plan(first, site(), NOON, before="earlier").manifest.before == "earlier"


SITES = st.dictionaries(
    st.sampled_from(["index.html", "a.html", CSS, NEW_CSS, "feed.atom", "images/x.png"]),
    st.sampled_from(["1", "2"]),
).map(lambda texts: site(*((p, p if p in (CSS, NEW_CSS) else t) for p, t in texts.items())))


@given(
    st.lists(st.tuples(SITES, st.integers(0, 5), st.booleans(), st.randoms()), max_size=6), SITES
)
def test_whatever_was_published_or_interrupted_before_the_last_publish_ends_complete(past, last):
    """Act the plans out on a dictionary; an interruption does any part of one."""
    there: dict[str, File] = {"stranger.txt": File("s", 1)}
    standing, now = None, NOON
    for new, days, interrupted, chance in [*past, (last, 1, False, None)]:
        now += timedelta(days=days)
        plan = make_plan(standing, new, now)
        for path in plan.send:
            if not interrupted or chance.random() < 0.5:
                there[path] = new[path]
        if not interrupted:
            for path in plan.delete:
                there.pop(path, None)
        standing = plan.during(standing) if interrupted else plan.manifest

    assert {path: there.get(path) for path in last} == last
    sent = {path: file for path, file in standing.kept.items() if file.sha256 or path in there}
    kept = {path: there.get(path) for path in sent}
    assert None not in kept.values()
    assert there == {**kept, **last, "stranger.txt": File("s", 1)}
    assert list(plan.send) == sorted(plan.send, key=lambda path: (kind_of(path), path))


@pytest.mark.parametrize("path", ["a.html", "feed.atom", "images/x.png"])
def test_nothing_but_a_hashed_asset_is_kept(path):
    first = make_plan(None, site((path, "x")), NOON).manifest

    assert make_plan(first, site(), NOON).delete == (path,)
