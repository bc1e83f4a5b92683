"""Real sites, built by Pelican with its own themes and with small ones made here."""

import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import StrictUndefined

from reader_comments.problem import CommentsError
from tests.reader_comments.builders import text_of, write

ARTICLE = "Title: Keep the faith!\nDate: 2026-11-01\n\nDo.\n"
DRAFT = "Title: Not yet\nDate: 2026-11-02\nStatus: draft\n\nSoon.\n"
SITE = {
    "keep-the-faith.md": ARTICLE,
    "comments/keep-the-faith/1.md": text_of("*Yes.*", Date="2026-11-03"),
    "comments/keep-the-faith/2.md": text_of("Thanks.", Author="Ann", Date="2026-11-04", Parent="1"),
    "comments/keep-the-faith/3.md": text_of("Buy now.", Status="pending"),
}
ATOM = "{http://www.w3.org/2005/Atom}"


def comments_in(page) -> list[str]:
    """Return the anchors of the comments on a page, in order."""
    return re.findall(r'id="(comment-[^"]+)"', page.read_text(encoding="utf-8"))


def feed_of(output, name="comments/feed.atom"):
    return ElementTree.parse(output / name).getroot()


def titles_in(feed) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")]


@pytest.mark.parametrize("theme", ["notmyidea", "simple"])
def test_comments_stand_at_the_end_of_the_article_whatever_the_theme(build, theme):
    page = build(SITE, THEME=theme, AUTHOR="Ann") / "keep-the-faith.html"

    text = page.read_text(encoding="utf-8")
    block = text[text.index('<section class="comments"') : text.index("</article>")]
    assert comments_in(page) == ["comment-1", "comment-2"]
    assert block == (
        '<section class="comments" id="comments" aria-labelledby="comments-title">\n'
        '<h2 id="comments-title">2 comments</h2>\n'
        '<ol class="comment-threads">\n'
        "<li>\n"
        '<div class="comment" id="comment-1">\n'
        '<p class="comment-head"><bdi>Robin</bdi> said on <a href="#comment-1">'
        '<time datetime="2026-11-03T00:00:00+00:00">Tue 03 November 2026</time></a>:</p>\n'
        "<p><em>Yes.</em></p>\n"
        "</div>\n\n"
        '<ol class="comment-replies">\n'
        "<li>\n"
        '<div class="comment" id="comment-2">\n'
        '<p class="comment-head"><bdi>Ann</bdi> (author) said on <a href="#comment-2">'
        '<time datetime="2026-11-04T00:00:00+00:00">Wed 04 November 2026</time></a>:</p>\n'
        "<p>Thanks.</p>\n"
        "</div>\n\n"
        "</li>\n"
        "</ol>\n"
        "</li>\n"
        "</ol>\n"
        '<p><a href="https://example.org/comments/feed.atom" type="application/atom+xml">'
        "Feed of all comments</a></p>\n"
        "</section>\n"
    )


def test_strict_escaping_templates_show_the_same(build):
    strict = {"autoescape": True, "undefined": StrictUndefined}
    theme = {"article.html": "<article>{{ article.title }}</article>"}
    for name in ("index", "tags", "categories", "authors", "archives", "category", "author"):
        theme[f"{name}.html"] = "{{ comments_with_another_name|default('') }}"
    site = {**SITE, "comments/keep-the-faith/4.md": text_of(Author="Bob & Co", Date="2026-11-05")}

    output = build(site, THEME=str(written_theme(theme)), JINJA_ENVIRONMENT=strict)

    text = (output / "keep-the-faith.html").read_text(encoding="utf-8")
    assert "<bdi>Bob &amp; Co</bdi>" in text
    assert "<p><em>Yes.</em></p>" in text


def written_theme(templates: dict[str, str], name: str = "theme"):
    return write(Path.cwd() / name, {f"templates/{key}": text for key, text in templates.items()})


def test_a_theme_that_speaks_of_comments_shows_them_itself(build):
    shown = "{{ comments_by_article.get(article).count }} said{{ article.content }}"
    theme = written_theme({"article.html": shown})

    output = build(SITE, THEME=str(theme))

    assert (output / "keep-the-faith.html").read_text(encoding="utf-8") == "2 said<p>Do.</p>"


def test_a_theme_may_include_the_fallback_and_have_one_of_its_own(build):
    own = "{% set d = comments_by_article.get(article) %}{{ d.count if d }} of them"
    including = {"article.html": '<main>{% include "reader_comments/comments.html" %}</main>'}
    include = written_theme(including)
    override = written_theme({"reader_comments/comments.html": own}, "override")
    both = written_theme({**including, "reader_comments/comments.html": own}, "both")

    pages = {
        theme: build(SITE, folder=theme.name + "-site", THEME=str(theme)) / "keep-the-faith.html"
        for theme in (include, override, both)
    }

    assert comments_in(pages[include]) == ["comment-1", "comment-2"]
    assert "2 of them\n</article>" in pages[override].read_text(encoding="utf-8")
    assert pages[both].read_text(encoding="utf-8") == "<main>2 of them</main>"


def test_the_site_says_who_places_them(build):
    theme = str(written_theme({"article.html": "<main>{# comments_by_article #}</main>"}))

    silent = build(SITE, THEME="simple", COMMENTS_PLACE="theme") / "keep-the-faith.html"
    appended = build(SITE, "other", THEME=theme, COMMENTS_PLACE="append") / "keep-the-faith.html"

    assert comments_in(silent) == []
    assert comments_in(appended) == ["comment-1", "comment-2"]


def test_the_feed_has_an_entry_for_each_comment(build):
    output = build(SITE, AUTHOR="Ann", SITENAME="Wise")

    feed = feed_of(output)

    assert feed.findtext(f"{ATOM}title") == "Wise - Comments"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-04T00:00:00+00:00"
    entry = feed.findall(f"{ATOM}entry")[1]
    assert {child.tag.removeprefix(ATOM): child.text for child in entry} == {
        "title": "Robin on Keep the faith!",
        "link": None,
        "published": "2026-11-03T00:00:00+00:00",
        "updated": "2026-11-03T00:00:00+00:00",
        "author": None,
        "id": "tag:example.org,2026-11-03:/keep-the-faith.html/comment-1",
        "content": "<p><em>Yes.</em></p>",
    }
    assert entry.find(f"{ATOM}link").get("href") == (
        "https://example.org/keep-the-faith.html#comment-1"
    )
    assert titles_in(feed) == ["Ann on Keep the faith!", "Robin on Keep the faith!"]


def test_the_feed_keeps_to_the_settings_of_feeds(build):
    output = build(
        SITE,
        RELATIVE_URLS=True,
        SITEURL="https://example.org/some/path",
        FEED_APPEND_REF=True,
        FEED_MAX_ITEMS=1,
        COMMENTS_FEED_ATOM="said.xml",
        COMMENTS_FEED_ATOM_URL="said",
    )

    feed = feed_of(output, "said.xml")

    assert not (output / "comments").exists()
    assert [link.get("href") for link in feed.iter(f"{ATOM}link")] == [
        "https://example.org/some/path/",
        "https://example.org/some/path/said",
        "https://example.org/some/path/keep-the-faith.html?ref=feed#comment-2",
    ]
    assert [found.text for found in feed.iter(f"{ATOM}id")][1] == (
        "tag:example.org,2026-11-04:/some/path/keep-the-faith.html/comment-2"
    )
    assert 'href="./said"' in (output / "keep-the-faith.html").read_text(encoding="utf-8")


def test_a_site_without_comments_has_a_feed_that_is_always_the_same(build):
    site = {"a.md": ARTICLE, "b.md": DRAFT}

    first = (build(site) / "comments/feed.atom").read_bytes()
    second = (build(site, folder="again") / "comments/feed.atom").read_bytes()
    empty = feed_of(build({"empty.txt": ""}, folder="empty"))

    assert first == second
    assert b"<updated>2026-11-01T00:00:00+00:00</updated>" in first
    assert b"<entry>" not in first
    assert empty.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"


def test_a_site_may_do_without_the_feed(build):
    output = build(SITE, COMMENTS_FEED_ATOM=None)

    assert not (output / "comments").exists()
    assert "Feed of all" not in (output / "keep-the-faith.html").read_text(encoding="utf-8")


def test_comments_on_drafts_stand_under_them_and_in_no_feed(build):
    site = {
        **SITE,
        "not-yet.md": DRAFT,
        "comments/not-yet/1.md": text_of("Draft?"),
        "later.md": "Title: Later\nDate: 2999-01-01\n\nLater.\n",
        "comments/later/1.md": text_of("Later?"),
        "quiet.md": "Title: Quiet\nDate: 2026-11-01\nStatus: hidden\n\nHush.\n",
        "comments/quiet/1.md": text_of("Quiet?"),
    }

    output = build(site, WITH_FUTURE_DATES=False)

    assert len(titles_in(feed_of(output))) == 2
    for page in ("drafts/not-yet.html", "drafts/later.html", "quiet.html"):
        assert comments_in(output / page) == ["comment-1"]
    public = [path for path in output.rglob("*.html") if "drafts" not in path.parts]
    assert not any("Later?" in path.read_text(encoding="utf-8") for path in public)


def test_a_translation_has_comments_of_its_own(build):
    german = "Title: Nur Mut!\nDate: 2026-11-01\nLang: de\nSlug: keep-the-faith\n\nTu.\n"
    site = {**SITE, "mut.md": german, "comments/keep-the-faith-de/9.md": text_of("Ja.")}

    output = build(site)

    assert comments_in(output / "keep-the-faith.html") == ["comment-1", "comment-2"]
    assert comments_in(output / "keep-the-faith-de.html") == ["comment-9"]
    assert titles_in(feed_of(output))[0] == "Robin on Nur Mut!"


@pytest.mark.parametrize("paths", [[""], ["."]])
def test_comments_are_no_articles_pages_or_files(build, paths):
    output = build(SITE, ARTICLE_PATHS=paths, PAGE_PATHS=paths, STATIC_PATHS=paths)

    pages = {path.relative_to(output).as_posix() for path in output.rglob("*")}
    assert not {path for path in pages if path.startswith("comments/")} - {"comments/feed.atom"}
    assert "Buy now." not in "".join(
        path.read_text(encoding="utf-8") for path in output.rglob("*.*ml")
    )


def test_a_build_leaves_nothing_behind_for_the_next(build):
    build(SITE)
    without = build(SITE, folder="without", PLUGINS=[], ARTICLE_PATHS=["."])
    other = build({"other.md": ARTICLE.replace("Keep", "Lose")}, folder="other")
    again = build(SITE, folder="again")

    assert comments_in(without / "keep-the-faith.html") == []
    assert not (without / "comments").exists()
    assert titles_in(feed_of(other)) == []
    assert comments_in(again / "keep-the-faith.html") == ["comment-1", "comment-2"]


def test_everything_that_is_wrong_is_said_at_once_and_nothing_is_written(build, tmp_path):
    site = {
        **SITE,
        "comments/keep-the-fiath/1.md": text_of(),
        "comments/keep-the-faith/4.md": text_of(Auhtor="Robin"),
        "comments/keep-the-faith/5.md": text_of(Id="1", Parent="x7"),
        "comments/stray.md": text_of(),
    }

    with pytest.raises(CommentsError) as raised:
        build(site)

    here = "site/content/comments"
    assert raised.value.problems == (
        f"{here}/keep-the-faith/4.md:3: there is no key 'Auhtor'. "
        "Use Author, Date, Website, Id, Parent, Status, Role, Was, then an empty line. "
        "Did you mean 'Author'?",
        f"{here}/keep-the-faith/5.md:3: the id '1' is also that of {here}/keep-the-faith/1.md. "
        "Give one of the two another Id.",
        f"{here}/keep-the-faith/5.md:4: there is no comment 'x7' to answer. "
        "Name the id of a comment on the same article, or take the line out.",
        f"{here}/keep-the-fiath/1.md:1: there is no article 'keep-the-fiath' to comment on. "
        "Name the folder by the slug of an article, or take it away. "
        "Did you mean 'keep-the-faith'?",
        f"{here}/stray.md:1: lies in no article's folder. "
        "Move it into a folder named by the slug of its article.",
    )
    assert not (tmp_path / "site/output").exists()


HOSTILE = """</div></li></ol></section></article></body></html>
<script>alert("pwned")</script><img src=x onerror="alert('pwned')">
<a href="javascript:alert('pwned')" onmouseover="alert('pwned')" id="comments">"link"</a>

[md](javascript:alert(1)) ![pic](https://tracker.example/a.png) <https://example.org/?a="b"&c='d'>

<style>body { display: none }</style><iframe src="//tracker.example"></iframe>
<form action="//tracker.example"><input name=password></form>

{{ Siteurl }} {% raise %} {filename}secret.md |static|x &#8; &#xFFFE; \u202ereversed

<b onclick=x>"NASA" &amp; <!-- </article> --> AT&T</b>
"""


class Elements(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_a_hostile_comment_is_shown_and_does_nothing(build):
    site = {
        "keep-the-faith.md": ARTICLE,
        "comments/keep-the-faith/1.md": text_of(
            HOSTILE,
            Author='"><script>alert("pwned")</script> {{ SITEURL }} & <b>',
            Website="https://example.org/?\"'><script>alert(1)</script>&a={b}",
        ),
    }

    quiet = build({"keep-the-faith.md": ARTICLE}, TYPOGRIFY=True) / "keep-the-faith.html"
    before = Elements(quiet.read_text(encoding="utf-8")).found
    output = build(site, folder="hostile", TYPOGRIFY=True)

    page = (output / "keep-the-faith.html").read_text(encoding="utf-8")
    after = [element for element in Elements(page).found if element not in before]
    tags = {tag for tag, _ in after}
    assert tags <= {"section", "h2", "ol", "li", "div", "p", "bdi", "a", "time", "b", "br", "span"}
    assert {name for _, attributes in after for name in attributes} <= {
        *("class", "id", "aria-labelledby", "href", "rel", "datetime", "type"),
    }
    links = {attributes["href"] for tag, attributes in after if tag == "a"}
    assert links == {
        "#comment-1",
        "https://example.org/?%22%27%3E%3Cscript%3Ealert(1)%3C/script%3E&a={b}",
        "https://example.org/?a=\"b\"&c='d'",
        "https://example.org/comments/feed.atom",
    }
    assert page.count("</article>") == quiet.read_text(encoding="utf-8").count("</article>")
    assert "{{ Siteurl }} {% raise %} {filename}secret.md |static|x" in page
    assert "tracker.example" not in page
    entry = feed_of(output).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == (
        "”\u203a\u2039script\u203aalert(”pwned”)\u2039/script\u203a {{ SITEURL }} & \u2039b\u203a"
    ).replace("”\u203a", "“\u203a", 1)
    assert {tag for tag, _ in Elements(entry.findtext(f"{ATOM}content")).found} <= {
        *("p", "a", "b", "br", "span"),
    }
