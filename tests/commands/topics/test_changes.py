import json
import shutil
import subprocess
import sys
import tomllib

import pytest

from commands.check.rules import rules_of
from commands.check.sources import check_sources
from commands.topics import topics
from tests.commands.topics.conftest import ARTICLE
from tests.conftest import ROOT


def faults(site):
    from pelican.settings import read_settings

    found = check_sources(rules_of(read_settings(str(site.settings))))
    return [str(problem) for problem in found if problem.severity == "error"]


def changed_lines(before, after):
    """Return the lines that differ, of two texts of equally many lines."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [(old, new) for old, new in pairs if old != new]


def test_a_new_name_goes_into_articles_and_catalogue_and_the_old_one_is_still_understood(site):
    before = site.read("topics.toml")

    said = site.rename("interviewing", "Job interviews!")

    assert said == "interviewing is now job-interviews (Job interviews!): 2 texts changed."
    assert [site.topics_line(slug) for slug in "abcd"] == [
        "Topics: job-interviews",
        "Topics: Job interviews!, networking",
        "Topics:  networking ,panel",
        "Topics: pay, job interview, networking",
    ]
    text = site.read("topics.toml")
    topic = tomllib.loads(text)["topic"][0]
    assert topic["was"] == ["interviewing"]
    assert topic["synonyms"] == ["job interview", "panel", "Interviewing"]
    assert changed_lines(before, text.replace('was = ["interviewing"]\n', "")) == [
        ('slug = "interviewing"     # its address', 'slug = "job-interviews"     # its address'),
        ('name = "Interviewing"', 'name = "Job interviews!"'),
        (
            'synonyms = ["job interview", "panel"]',
            'synonyms = ["job interview", "panel", "Interviewing"]',
        ),
    ]
    assert faults(site) == []


def test_a_name_given_as_an_address_becomes_words_and_renaming_back_leaves_no_circle(site):
    site.rename("Interviewing", "job-interviews")
    site.rename("job-interviews", "Interviewing")

    topic = tomllib.loads(site.read("topics.toml"))["topic"][0]
    assert (topic["name"], topic["slug"], topic["was"]) == (
        "Interviewing",
        "interviewing",
        ["job-interviews"],
    )
    assert "Job interviews" in topic["synonyms"]


def test_only_the_name_changes_where_the_address_is_said_to_stay(site):
    site.rename("interviewing", "The interview", slug="interviewing")

    topic = tomllib.loads(site.read("topics.toml"))["topic"][0]
    assert (topic["slug"], "was" in topic) == ("interviewing", False)
    assert site.topics_line("a") == "Topics: interviewing"


def test_links_to_the_old_address_follow_and_those_to_other_hosts_do_not(site):
    body = "[x](../../help/pay/#top) <https://pay.example/help/pay/> [r](/help/pay/feed.atom)\n"
    site.write("articles/f.md", ARTICLE.format("F", "Topics: networking") + body)
    site.write("redirects.toml", '"/money" = "/help/pay/"  # often asked\n')

    site.rename("pay", "Your pay")

    assert site.read("articles/f.md").endswith(
        "[x](../../help/your-pay/#top) <https://pay.example/help/pay/> "
        "[r](/help/your-pay/feed.atom)\n"
    )
    assert site.read("redirects.toml") == '"/money" = "/help/your-pay/"  # often asked\n'
    assert "See [pay](../help/your-pay/) first." in site.read("topics.toml")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\ufeffTitle: X\r\ntopics :x\r\n", None),
        (
            "\ufeffTitle: X\r\nDate: 2026-11-22\r\nTOPICS:\tpay ,  networking\t\r\n\r\nB\u2028\rC ",
            "\ufeffTitle: X\r\nDate: 2026-11-22\r\nTOPICS:\twages ,  networking\t\r\n\r\nB\u2028\rC ",
        ),
        (
            "Title: X\rTopics: networking,\r    pay\rDate: 2026-11-22\r\rPay\r",
            "Title: X\rTopics: networking,\r    wages\rDate: 2026-11-22\r\rPay\r",
        ),
        ("Topics: Pay\nTitle: pay\n\nTopics: pay\n", "Topics: Wages\nTitle: pay\n\nTopics: pay\n"),
    ],
)
def test_every_other_byte_of_an_article_stays(site, before, after):
    site.write("articles/odd.md", before)

    site.rename("pay", "Wages")

    assert site.read("articles/odd.md") == (after or before)


def test_a_catalogue_with_windows_line_ends_keeps_them(site):
    site.write("topics.toml", site.read("topics.toml").replace("\n", "\r\n"))

    site.rename("pay", "Wages")
    site.split("interviewing", "Panels", moved=("a",))

    text = site.read("topics.toml")
    assert text.count("\n") == text.count("\r\n")
    assert faults(site) == []


def test_a_merged_topic_leaves_its_articles_names_and_addresses_to_the_other(site):
    said = site.merge("pay", "networking")

    assert said.startswith("pay is now part of networking: 2 texts changed.")
    assert [site.topics_line(slug) for slug in "de"] == [
        "Topics: networking, job interview",
        "Topics: networking",
    ]
    kept = tomllib.loads(site.read("topics.toml"))["topic"][1]
    assert (kept["synonyms"], kept["was"]) == (["Pay"], ["pay", "salary"])
    assert "[pay](../help/networking/)" in site.read("topics.toml")
    assert faults(site) == []


def test_a_split_makes_a_topic_behind_the_other_with_the_articles_that_were_named(site):
    said = site.split("interviewing", "Panel", moved=("a",), both=("b",), summary="Many at once.")

    assert said.startswith("panel (Panel) is a topic now, with 2 articles of interviewing:")
    assert [site.topics_line(slug) for slug in "abcd"] == [
        "Topics: panel",
        "Topics: Interviewing, panel, networking",
        "Topics:  networking ,interviewing",
        "Topics: pay, job interview, networking",
    ]
    old, new = tomllib.loads(site.read("topics.toml"))["topic"][:2]
    assert (old["start_here"], old["synonyms"]) == (["b"], ["job interview"])
    assert new == {
        "slug": "panel",
        "name": "Panel",
        "summary": "Many at once.",
        "introduction": "",
        "start_here": ["a"],
    }
    assert "# Whom to ask.\n[[topic]]" in site.read("topics.toml")
    assert faults(site) == []


def test_a_split_on_a_terminal_suggests_the_articles_that_are_most_like_the_new_name(site):
    for slug, words in (
        ("x", "On video the camera"),
        ("y", "The camera of a video"),
        ("z", "A tie"),
    ):
        text = ARTICLE.format(slug.upper(), "Topics: interviewing")
        site.write(f"articles/{slug}.md", text + f"{words} matters.\n")
    asked = []

    site.split("interviewing", "Video and camera", ask=lambda q: asked.append(q) or "")

    assert asked == [
        'Numbers of those that go to "Video and camera" '
        "(Enter: those with a star, which are most like its name): "
    ]
    moved = {slug for slug in "abcdxyz" if "video-and-camera" in site.topics_line(slug)}
    assert moved == {"x", "y"}


def test_a_split_on_a_terminal_takes_the_numbers_that_are_typed(site):
    site.split("interviewing", "Zebra", ask=lambda question: "2, 99")

    assert [slug for slug in "abcd" if "zebra" in site.topics_line(slug)] == ["b"]


def test_a_retired_topic_sends_its_readers_to_the_one_that_takes_its_articles(site):
    site.retire("pay", into="networking")

    assert site.topics_line("e") == "Topics: networking"
    assert site.topics_line("d") == "Topics: job interview, networking"
    assert tomllib.loads(site.read("topics.toml"))["topic"][1]["was"] == ["pay", "salary"]
    assert faults(site) == []


def test_a_retired_topic_that_nothing_needs_sends_its_readers_to_the_index(site):
    site.write("articles/e.md", ARTICLE.format("E", "Topics: pay, networking"))
    site.write("redirects.toml", "# Old ones.\n")

    said = site.retire("pay")

    assert said.startswith("pay is retired; its addresses lead to /help/: 2 texts changed.")
    assert site.read("redirects.toml") == (
        '# Old ones.\n"/help/pay/" = "/help/"\n"/help/pay/feed.atom" = "/feeds/all.atom.xml"\n'
        '"/help/salary/" = "/help/"\n"/help/salary/feed.atom" = "/feeds/all.atom.xml"\n'
    )
    assert "[pay](../help/)" in site.read("topics.toml")
    assert faults(site) == []


@pytest.mark.parametrize(
    ("verb", "args", "said"),
    [
        ("rename", ("intervewing", "X"), "There is no topic 'intervewing'. Did you mean 'interviewing'?"),
        ("rename", ("pay", "Networking"), "'networking' is the topic networking already. Choose"),
        ("rename", ("pay", "Panel"), "'panel' is the topic interviewing already."),
        ("rename", ("pay", "Pay"), "The topic 'pay' has this name and this address already."),
        ("rename", ("networking", "Salary"), "/help/salary/ leads to pay, which had this address"),
        ("rename", ("pay", "???"), "'???' can't be an address. Give one with --slug"),
        ("rename", ("pay", "Caf\udce9"), "'Caf\\udce9' is not UTF-8. Use a terminal whose encoding"),
        ("rename", ("pay", "a <b>"), "'a <b>' has a '<' in it."),
        ("rename", ("pay", "Money", "../x"), "'../x' can't be an address."),
        ("rename", ("pay", "Old one"), "content/redirects.toml leads /help/old-one/ elsewhere."),
        ("merge", ("pay", "Pay"), "'pay' and 'Pay' are one topic, pay."),
        ("merge", ("pay", "none"), "There is no topic 'none'."),
        ("split", ("pay", "Wages"), "Say which articles go to the new topic, each with --article"),
        ("split", ("pay", "Pay"), "The new topic needs a name other than 'Pay'."),
        ("split", ("pay", "Wages", "", ("a",)), "'a' is not filed under pay. There are: d, e."),
        ("split", ("pay", "Wages", "", ("d", "e")), "That would leave no article under pay."),
        ("split", ("pay", "Wages", "", (), ("d",)), "content/articles/d.md has 3 topics already."),
        ("retire", ("pay",), "That would leave 1 article without a topic: e. Say where"),
        ("retire", ("pay", "pay"), "pay can't go into itself."),
    ],
)  # fmt: skip
def test_what_can_not_be_is_refused_with_a_sentence_and_nothing_is_written(site, verb, args, said):
    site.write("redirects.toml", '"/help/old-one/" = "/about/"\n')
    before = site.all()

    assert getattr(site, verb)(*args).startswith(said)
    assert site.all() == before


def test_a_file_that_can_not_be_read_stops_the_change_since_it_may_name_the_topic(site):
    (site.folder / "content/articles/bad.md").write_bytes(b"Title: \xff\n")
    before = site.all()

    assert site.rename("pay", "Wages").startswith("content/articles/bad.md:1: byte 7 (0xFF)")
    assert site.all() == before


def test_a_dry_run_shows_every_line_that_would_change_and_writes_nothing(site):
    before = site.all()

    said = site.rename("pay", "Wages", dry_run=True)

    assert "-Topics: pay\n+Topics: wages\n" in said
    assert "-name = 'Pay'\n" in said
    assert said.endswith("Would be so: pay is now wages (Wages): 2 texts changed.")
    assert site.all() == before


def test_the_list_has_a_line_for_every_topic(site, capsys):
    assert topics(site.settings) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "slug          name          articles  also understood",
        "interviewing  Interviewing         4  job interview, panel",
    ]
    assert topics(site.settings, json=True) == 0
    assert json.loads(capsys.readouterr().out)[2] == {
        "slug": "pay",
        "name": "Pay",
        "articles": 2,
        "synonyms": [],
        "was": ["salary"],
    }


def test_the_site_is_built_after_each_change_and_old_addresses_lead_on(project):
    def invoke(*words):
        done = subprocess.run(
            [sys.executable, "-m", "invoke", *words], cwd=project, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr

    shutil.copy(ROOT / "tasks.py", project)  # the tasks belong to the project that is changed
    invoke("topic.rename", "interviewing", "Job interviews")
    invoke("topic.merge", "finding-openings", "networking")
    invoke("topic.split", "job-interviews", "Video", "--article", "do-well-in-a-video-interview")
    invoke("topic.retire", "keeping-your-spirits-up", "--into", "after-a-rejection")
    invoke("build")

    redirects = (project / "output/_redirects").read_text(encoding="utf-8").split("\n")
    for old, new in (
        ("interviewing", "job-interviews"),
        ("finding-openings", "networking"),
        ("keeping-your-spirits-up", "after-a-rejection"),
    ):
        for rest in ("", "feed.atom"):
            assert f"/help/{old}/{rest} /help/{new}/{rest} 301" in redirects
            assert (project / f"output/help/{new}/{rest or 'index.html'}").is_file()
    page = (project / "output/help/job-interviews/index.html").read_text(encoding="utf-8")
    assert 'data-pagefind-meta="words:' in page
    assert "Interviewing" in page.partition("data-pagefind-meta")[2][:400]
