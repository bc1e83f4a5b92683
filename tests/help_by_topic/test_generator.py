"""The plugin at work in stock Pelican: other people's sites, with their themes and their labels."""

import pytest
from bs4 import BeautifulSoup

from tests.conftest import ROOT, run_pelican

WORDS = [
    "soil",
    "seed",
    "water",
    "loaf",
    "oven",
    "flour",
    "rail",
    "engine",
    "signal",
    "station",
    "code",
    "loop",
    "branch",
]


@pytest.fixture
def pelican(tmp_path):
    """Return a function that builds a site of {path: text} and gives its output folder."""

    def build(files, **settings):
        plugins = {"PLUGINS": ["help_by_topic", "reader_comments"]}
        build.result = run_pelican(tmp_path, files, plugins | settings)
        return tmp_path / "output"

    return build


def post(number, **fields):
    fields = {"Title": f"Post {number}", "Date": f"2024-01-{number % 28 + 1:02d}", **fields}
    head = "".join(f"{key}: {value}\n" for key, value in fields.items())
    body = " ".join(WORDS[(number * step) % len(WORDS)] for step in range(1, 40))
    return f"{head}\n{body}\n"


def page(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_200_posts_with_tags_and_nothing_of_ours_get_an_index_topics_and_related_links(pelican):
    tags = ["bread", "gardens", "trains", "code"]
    files = {f"p{n}.md": post(n, Tags=f"{tags[n % 4]}, {tags[(n + 1) % 4]}") for n in range(200)}

    output = pelican(files)

    assert pelican.result.returncode == 0, pelican.result.stderr
    index = page(output / "help/index.html")
    assert [h.get_text() for h in index.find_all("h2") if h.parent.name == "section"][-4:] == [
        *("bread", "code", "gardens", "trains")
    ]
    assert (output / "help/bread/index.html").is_file()
    assert (output / "help/bread/feed.atom").is_file()
    for number in range(200):
        block = page(output / f"post-{number}.html").find("aside", class_="help-by-topic")
        related, topics = block.find_all("ul")
        assert len(related.find_all("li")) == 4
        assert [a.get_text() for a in topics.find_all("a", attrs={"aria-current": True})] == sorted(
            {tags[number % 4], tags[(number + 1) % 4]}
        )


@pytest.mark.parametrize("theme", ["notmyidea", "simple"])
def test_every_theme_that_pelican_brings_takes_the_pages(pelican, theme):
    output = pelican({f"p{n}.md": post(n, Tags="bread") for n in range(3)}, THEME=theme)

    assert pelican.result.returncode == 0, pelican.result.stderr
    topic = page(output / "help/bread/index.html")
    assert topic.h1
    assert all(each.get_text(strip=True) for each in topic.find("section", "topic").find_all("p"))
    assert page(output / "post-1.html").find("aside", class_="help-by-topic")


def test_a_site_without_tags_has_its_categories_for_topics(pelican):
    output = pelican({"a.md": post(1, Category="Cooking"), "b.md": post(2, Category="Travel")})

    assert {path.name for path in (output / "help").iterdir() if path.is_dir()} == {
        *("cooking", "travel")
    }


def test_a_large_topic_has_further_pages_that_lead_to_each_other(pelican):
    output = pelican({f"p{n}.md": post(n, Tags="bread") for n in range(35)})

    first = page(output / "help/bread/index.html")
    second = page(output / "help/bread/index2.html")
    assert first.find("a", rel="next")["href"].endswith("/help/bread/index2.html")
    assert second.find("a", rel="prev")
    links = [a["href"] for p in (first, second) for a in p.find_all("a") if "/post-" in a["href"]]
    assert len(set(links)) == 35


def test_a_theme_that_shows_related_articles_is_left_to_do_it(pelican, tmp_path):
    templates = tmp_path / "theme/templates"
    templates.mkdir(parents=True)
    (templates / "article.html").write_text(
        "<article>{% for pick in related_articles[article] %}{{ pick.reason }};{% endfor %}</article>"
    )

    output = pelican(
        {"a.md": post(1, Tags="bread"), "b.md": post(2, Tags="bread")},
        THEME=str(tmp_path / "theme"),
    )

    text = (output / "post-1.html").read_text()
    assert "help-by-topic" not in text
    assert text.count(";") == 1


def test_drafts_and_translations_are_nobodys_related_article_and_in_no_topic(pelican):
    output = pelican(
        {
            "a.md": post(1, Tags="bread"),
            "b.md": post(2, Tags="bread"),
            "d.md": post(3, Tags="bread, secret", Status="draft"),
            "a-fr.md": post(4, Tags="bread", Slug="post-1", Lang="fr", Title="Billet"),
        }
    )

    assert pelican.result.returncode == 0, pelican.result.stderr
    assert not (output / "help/secret").exists()
    for path in [
        output / "help/index.html",
        output / "help/bread/index.html",
        output / "post-2.html",
    ]:
        assert "Post 3" not in path.read_text()
        assert "Billet" not in path.read_text()
    french = page(output / "post-1-fr.html").find("aside", class_="help-by-topic")
    assert french.ul.get_text(strip=True).startswith("Post 2")


def test_the_authors_choice_comes_first_with_that_as_its_reason(pelican):
    files = {f"p{n}.md": post(n, Tags="bread") for n in range(9)}
    files["p1.md"] = post(1, Tags="trains", Related="post-8, post-3")

    output = pelican(files)

    items = page(output / "post-1.html").find("aside", class_="help-by-topic").ul.find_all("li")
    assert [item.get_text() for item in items[:2]] == [
        *("Post 8 (The author’s choice)", "Post 3 (The author’s choice)")
    ]


# A plugin that notes who asks for a ranking, and has two processes render pages.
RANKINGS = """
import fast_build.workers
from help_by_topic.generator import TopicsGenerator

fast_build.workers._processors = lambda: 2
stock = TopicsGenerator._in_rows

def noted(*args):
    with open("asked.txt", "a") as file:
        file.write("once ")
    return stock(*args)

def register():
    TopicsGenerator._in_rows = noted
"""


def test_one_process_asks_for_the_ranking_however_many_render(pelican, tmp_path):
    (tmp_path / "rankings.py").write_text(RANKINGS, encoding="utf-8")
    templates = asking(tmp_path)

    for times in (1, 2):  # the second time another process has ranked
        output = pelican(
            {f"p{n}.md": post(n, Tags="bread", Summary=f"{times}") for n in range(60)},
            PLUGINS=["build_cache", "fast_build", "help_by_topic", "rankings"],
            PLUGIN_PATHS=[str(ROOT / "plugins"), str(tmp_path)],
            FAST_BUILD_AHEAD_FROM=1,
            FAST_BUILD_PURE=["help_by_topic"],
            RELATED_CACHE=str(tmp_path / "related"),
            THEME_TEMPLATES_OVERRIDES=[str(templates)],
        )

        assert len((output / "post-1.html").read_text().split()) == 1 + 4
        assert (tmp_path / "asked.txt").read_text() == "once " * times


def asking(folder):
    """Return a folder of templates whose article asks for what is related."""
    templates = folder / "templates"
    templates.mkdir()
    (templates / "article.html").write_text(
        "picks: {% for pick in related_articles[article] %}{{ pick.article.slug }} {% endfor %}"
    )
    return templates


def test_with_a_cache_the_pages_are_the_same_after_an_edit_too(pelican, tmp_path):
    files = {f"p{n}.md": post(n, Tags="bread") for n in range(9)}
    cache = str(tmp_path / "cache/related")
    pelican(files, RELATED_CACHE=cache)
    files["p4.md"] += "Flour and water in the oven, and a signal at the station.\n"

    def pages(output):
        return {path.name: path.read_text() for path in output.glob("*.html")}

    with_cache = pages(pelican(files, RELATED_CACHE=cache))
    assert (tmp_path / "cache/related").is_file()
    assert with_cache == pages(pelican(files, RELATED_CACHE=None))


def test_an_unknown_choice_stops_the_build_with_file_and_line(pelican):
    pelican({"a.md": post(1, Related="post-22"), "b.md": post(2)})

    assert pelican.result.returncode == 1
    # The log wraps its lines.
    said = " ".join(pelican.result.stdout.split() + pelican.result.stderr.split())
    assert "content/a.md:3: there is no article 'post-22'." in said
    assert "Did you mean 'post-2'?" in said


def test_a_source_of_topics_that_does_not_exist_is_named_with_the_choices(pelican):
    pelican({"a.md": post(1)}, TOPICS_FROM="authors")

    said = " ".join(
        pelican.result.stdout.split()
    )  # Pelican breaks its lines at the terminal's width
    assert pelican.result.returncode == 1
    assert "TOPICS_FROM: topics can't come from 'authors'." in said
