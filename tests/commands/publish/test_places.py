"""What every place must do, asked of each: a folder, one over ssh, a branch
of a bare repository, and by rclone S3, WebDAV and SFTP."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from commands.publish.branch import Branch
from commands.publish.plan import make_plan

from .conftest import page, style

OLD, NEW = style("old"), style("new")
FIRST = dict(
    [
        OLD,
        ("index.html", page(OLD[0])),
        ("about/index.html", "about"),
        ("a page, with ö.html", "odd"),
        ("sitemap.xml", "one"),
    ]
)
SECOND = dict(
    [
        NEW,
        ("index.html", page(NEW[0])),
        ("help/index.html", "help"),
        ("a page, with ö.html", "odd"),
        ("sitemap.xml", "two"),
    ]
)


def test_a_new_place_holds_nothing(trial):
    assert trial.place.standing() is None
    assert trial.place.strangers(None) == ()
    assert trial.place.release("20261123T120000000Z-00000000") is None


def test_the_first_publish_puts_everything_there(trial, put):
    plan = put(trial.place, FIRST)

    assert trial.texts() == FIRST
    assert trial.place.standing() == plan.manifest
    assert trial.place.strangers(plan.manifest) == ()


def test_the_second_sends_what_differs_deletes_what_is_gone_and_keeps_the_old_stylesheet(
    trial, put
):
    put(trial.place, FIRST)
    plan = put(trial.place, SECOND)

    assert plan.send == (NEW[0], "help/index.html", "index.html", "sitemap.xml")
    assert trial.texts() == {**SECOND, OLD[0]: OLD[1]}
    assert trial.place.standing() == plan.manifest


def test_a_week_later_the_old_stylesheet_is_deleted(trial, put):
    put(trial.place, FIRST)
    put(trial.place, SECOND)
    put(trial.place, SECOND, later=timedelta(days=8))

    assert trial.texts() == SECOND


def test_going_back_brings_the_release_before_and_once_more_the_one_before_that(trial, put):
    third = {**SECOND, "index.html": page(NEW[0], "third")}
    plans = [put(trial.place, texts) for texts in (FIRST, SECOND, third)]

    for texts, plan in ((SECOND, plans[1]), (FIRST, plans[0])):
        standing = trial.place.standing()
        earlier = trial.place.release(standing.before)
        assert earlier.files == plan.manifest.files
        now = plans[2].manifest.id  # only the order of ids counts here
        back = _plan_back(standing, earlier, now)
        trial.place.put_back(back, standing.before)
        assert {path: trial.texts()[path] for path in texts} == texts
        assert set(trial.texts()) - set(texts) <= {OLD[0], NEW[0]}
        assert trial.place.standing().before == earlier.before


def _plan_back(standing, earlier, last):
    plan = make_plan(standing, earlier.files, datetime.now(UTC), before=earlier.before)
    return replace(plan, manifest=replace(plan.manifest, id=f"{last}-{plan.manifest.id[-4:]}"))


def test_a_file_that_no_publish_put_there_is_named(trial):
    trial.add_stranger()

    assert trial.place.strangers(trial.place.standing()) == ("stranger.txt",)


def test_only_so_many_earlier_releases_stay(trial, put):
    kept_for_ever = isinstance(trial.place, Branch)  # that is what a history is
    place = trial.place if kept_for_ever else replace(trial.place, stay=2)
    ids = [put(place, {"index.html": str(n)}).manifest.id for n in range(4)]

    assert place.release(ids[-2]).id == ids[-2]
    assert (place.release(ids[0]) is not None) == kept_for_ever
    assert trial.texts() == {"index.html": "3"}


def test_any_release_that_is_listed_can_be_put_back(trial, put):
    third = {**SECOND, "index.html": page(NEW[0], "third")}
    ids = [put(trial.place, texts).manifest.id for texts in (FIRST, SECOND, third)]
    standing, first = trial.place.standing(), trial.place.release(ids[0])

    assert {*ids[:2]} <= {*trial.place.releases()}
    trial.place.put_back(_plan_back(standing, first, ids[2]), ids[0])
    assert {path: trial.texts()[path] for path in FIRST} == FIRST
