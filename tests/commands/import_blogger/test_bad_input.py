"""Exports that are broken or hostile: a clear line in the report, never a crash, never live script."""

import io
import random
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import markdown

from commands.check.report import count
from commands.check.rules import Rules
from commands.check.sources import check_sources
from commands.import_blogger import Refused
from commands.import_blogger.reading import Feed
from commands.problem import ERROR
from tests.commands.import_blogger.exports import comment, takeout, text


def live_script(source: str) -> list[str]:
    """Return what of an article, page or comment would run, or come from elsewhere, in a browser."""
    head, _, body = source.partition("\n\n")
    page = BeautifulSoup(f"{head}{markdown(body, extensions=['extra'])}", "html.parser")
    found = [
        str(tag) for tag in page.find_all(["script", "iframe", "object", "embed", "style", "form"])
    ]
    for tag in page.find_all(True):
        for name, value in tag.attrs.items():
            plain = re.sub(r"[\x00-\x20]", "", str(value)).lower()
            if name.startswith("on") or plain.startswith(("javascript:", "vbscript:", "data:")):
                found.append(str(tag))
    return found


BAD = {
    "a title of nothing": text(1, title=""),
    "a title of 10,000 letters": text(1, title="long " * 2_000),
    "a title that runs": text(1, title="<script>alert(1)</script> & \u202e co"),
    "a title of two lines": text(1, title="One\nTags: evil"),
    "a date before there were blogs": text(1, published="1901-05-01T10:00:00Z"),
    "a date to come": text(1, published="2199-05-01T10:00:00Z"),
    "no date": text(1, published="soon", path="/2010/12/one.html"),
    "a status of tomorrow": text(1, status="SCHEDULED"),
    "a script": text(1, "<p>Hi</p><script>alert(1)</script>"),
    "a handler": text(1, '<p onclick="alert(1)">Hi</p>'),
    "links that run": text(
        1, '<a href="javascript:alert(1)">a</a> <a href="data:text/html,x">b</a>'
    ),
    "a picture that runs": text(1, '<img src="x" onerror="alert(1)"><img src="data:text/html,x">'),
    "a film": text(1, '<p>See</p><iframe src="https://www.youtube.com/embed/abc"></iframe>'),
    "a path that leads out": text(1, path="/../../etc/passwd"),
    "a path with a command": text(1, path="/2010/12/$(rm -rf x).html"),
    "a path with no letters": text(1, path="/2010/12/%00%2e%2e.html", title="\u65e5\u672c"),
    "labels of signs": text(1, labels=("a, b", "c;d", "<b>", "...", '"', "\\")),
    "nothing at all": text(1, ""),
    "words that Markdown would take for marks": text(
        1, "# 1. *a* _b_ [c](d) <p>{filename}x.md</p>"
    ),
    "front matter in the text": text(1, "Title: other<br>Status: hidden"),
}


@pytest.mark.parametrize("entry", BAD.values(), ids=BAD)
def test_what_is_odd_is_imported_and_passes_the_check(site, entry):
    site.bring(takeout(entry, text(2)))

    problems = check_sources(Rules(site.content, markdown={}))
    assert [str(problem) for problem in problems if problem.severity == ERROR] == []
    for file, content in site.files().items():
        if file.endswith(".md") and "report" not in file:
            assert live_script(content.decode()) == [], file


def test_answers_in_a_circle_begin_one_thread(site):
    site.bring(
        takeout(
            text(1), comment(2, 1, answers=4), comment(3, 1, answers=2), comment(4, 1, answers=3)
        )
    )

    parents = [re.findall("Parent: (.*)", site.read(f"comments/post-1/{n}.md")) for n in (2, 3, 4)]
    assert parents == [[], ["2"], ["3"]]
    assert "in a circle" in site.read("blogger/report.md")


def test_two_entries_with_one_id_are_one(site):
    site.bring(takeout(text(1), text(1, "<p>Again.</p>"), comment(2, 1), comment(2, 1)))

    assert sorted(site.became().values()) == ["left out", "left out"]
    assert len(site.read("blogger/entries.csv").splitlines()) == 5


def test_two_comments_whose_ids_end_alike_are_two(site):
    other = comment(2, 1, "Another.").replace(":blog-42.post-2<", ":blog-43.post-2<")
    site.bring(takeout(text(1), comment(2, 1, "One."), other))

    said = {file: text for file, text in site.files().items() if file.startswith("comments/")}
    assert len(said) == 2
    assert said["comments/post-1/2.md"].endswith(b"One.\n")


def test_a_post_of_fifty_megabytes_is_set_aside(site):
    site.bring(takeout(text(1, "word " * 10_000_000), text(2)))

    assert site.became() == {"1": "set aside", "2": "article"}
    assert "blogger/set-aside/post-1.txt" in site.files()


def test_a_comment_that_cant_be_shown_is_set_aside(site):
    site.bring(
        takeout(text(1), comment(2, 1, "long " * 5_000), comment(3, 1, "<script>x</script>"))
    )

    assert site.became() == {"1": "article", "2": "set aside", "3": "set aside"}


def test_a_comment_on_a_page_is_set_aside(site):
    site.bring(takeout(text(1, kind="PAGE"), comment(2, 1, "Well said.")))

    assert site.became() == {"1": "page", "2": "set aside"}
    assert "Well said." in site.read("blogger/set-aside/comment-2.txt")


def test_two_comments_that_are_set_aside_and_whose_ids_end_alike_are_two(site):
    other = comment(2, 1, "Another.").replace(":blog-42.post-2<", ":blog-43.post-2<")
    site.bring(takeout(text(1, kind="PAGE"), comment(2, 1, "One."), other))

    assert sum(file.startswith("blogger/set-aside/") for file in site.files()) == 2


def test_no_address_of_a_person_gets_out_of_what_stands_beside_a_text(site):
    post = text(1, "<p>Write to me@home.example.</p>")
    post = post.replace("</author>", "<email>secret@home.example</email></author>")
    site.bring(takeout(post))

    assert b"secret@" not in b"".join(site.files().values())
    assert "articles/post-1.md: me@home.example" in site.read("blogger/report.md")


def test_a_table_that_names_no_topic_is_refused_by_line(site):
    (site.content / "blogger").mkdir()
    (site.content / "blogger/labels.toml").write_text('label."Rain" = "gardns"\n')

    with pytest.raises(Refused, match=r"labels.toml:1: there is no topic 'gardns'.* 'gardens'"):
        site.bring(takeout(text(1, labels=("Rain",))))


WHOLE = takeout(
    *(text(n, f"<p>Words <b>{n}</b></p>", labels=("Rain",)) for n in (1, 2, 3)),
    text(4, kind="PAGE"),
    text(5, status="DRAFT", path=""),
    *(comment(10 + n, 1, f"I say\n{n}", answers=9 + n) for n in range(4)),
)
PIECES = [
    b"<script>alert(1)</script>",
    b"&lt;script&gt;alert(1)&lt;/script&gt;",
    b"&lt;img src=x onerror=alert(1)&gt;",
    b"&lt;a href='javascript:alert(1)'&gt;x&lt;/a&gt;",
    b"</entry>",
    b"<entry>",
    b"]]>",
    b"<![CDATA[",
    b"&nbsp;",
    b"\xff\xfe",
    b"\x00",
    b"<!DOCTYPE x>",
    b"\n\nTitle: x\n",
    "\u202e\u65e5\u2028".encode(),
]


def mutated(raw: bytes, seed: int) -> bytes:
    """Return `raw` with a few bytes taken out, doubled, changed, or hostile pieces put in."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(raw))
        end = min(len(raw), at + chance.choice([1, 1, 5, 40, 400]))
        what = chance.randrange(5)
        if what == 0:
            raw = raw[:at] + raw[end:]
        elif what == 1:
            raw = raw[:at] + chance.choice(PIECES) + raw[at:]
        elif what == 2:
            raw = raw[:end] + raw[at:end] + raw[end:]
        elif what == 3:
            raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
        else:
            # Inside a text, where it does most.
            places = [
                match.end() for match in re.finditer(b"'html'>|<title>|filename>|term='", raw)
            ]
            at = chance.choice(places or [at])
            raw = raw[:at] + chance.choice(PIECES) + raw[at:]
        raw = raw or b"<feed/>"
    return raw


def hold_to_promises(site, seed: int) -> None:
    raw, refusal = mutated(WHOLE, seed), ""
    try:
        account = site.bring(raw)
    except Refused as refused:
        refusal = str(refused)
    if refusal:
        assert "sums" not in refusal
        assert not [file for file in site.files() if file.startswith("articles/")]
        return
    assert len(account.outcomes) == sum(1 for _ in Feed(io.BytesIO(raw)))
    for file, content in site.files().items():
        if file.startswith(("articles/", "pages/", "comments/")):
            assert live_script(content.decode()) == [], (seed, file)
    problems = check_sources(Rules(site.content, markdown={}))
    wrong = [str(problem) for problem in problems if problem.severity == ERROR]
    assert wrong == [], f"{count(len(wrong), 'problem')} with {seed}"


@pytest.fixture
def sites(tmp_path_factory, site):
    def another():
        folder = tmp_path_factory.mktemp("fuzz")
        return type(site)(folder / "content", folder)

    return another


@given(st.integers(0, 10**9))
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_mutated_export_is_imported_or_refused(sites, seed):
    hold_to_promises(sites(), seed)


@pytest.mark.long
@given(st.integers(0, 10**9))
@settings(
    max_examples=2_000,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_thousands_of_mutated_exports_are_imported_or_refused(sites, seed):
    hold_to_promises(sites(), seed)
