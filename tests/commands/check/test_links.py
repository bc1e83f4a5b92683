from datetime import UTC, datetime

import pytest

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("[x](../../help/)", None),
        ("[x](https://example.org/a(b))", None),
        ("[x](mailto:questions@example.org)", None),
        ("`[x]({filename}none.md)`", None),
        ("![Words]({static}/images/line.png)", None),
        ("[x]({filename}b.md#one-heading)", None),
        ("[x](#here)\n\n## Here", None),
        ("[x]({filename}none.md)", "6:5: the link leads to none.md, which does not exist."),
        ("[x](|filename|none.md)", "6:5: the link leads to none.md, which does not exist."),
        ("[x][r]\n\n[r]: {filename}none.md", "8:6: the link leads to none.md"),
        ('<a href="{filename}none.md">x</a>', "6:1: the link leads to none.md"),
        ("[x]({filename}http://[)", "6:5: 'http://[' is not the name of a file."),
        ("[x]({slug}b)", "6:5: '{slug}' is no kind of link. Use {filename}"),
        ("[x]({filename}../../../etc/passwd)", "6:5: the link leads to ../../../etc/passwd"),
        ("[x]({filename}b.md#none)", "6:5: content/articles/b.md has no heading or place '#none'."),
        ("[x](#her)\n\n## Here", "6:5: content/articles/a.md has no heading or place '#her'. Did y"),
        ("[x]()", "6:5: the link leads nowhere. Add its address."),
        ("[x](b.md)", "6:5: 'b.md' is a file here, and not an address of the site. Write {filename}"),
        ("[x](javascript:alert(1))", "6:5: the link 'javascript:alert(1' runs a program"),
        ("<JavaScript:alert(1)>", "6:2: the link 'JavaScript:alert(1)' runs a program"),
        ('<a href="java&#10;script:x">y</a>', "6:1: the link 'java\\nscript:x' runs a program"),
        ("[x](data:text/html,<b>)", "6:5: the link 'data:text/html,<b' runs a program"),
        ("![](https://example.org/x.png)", "6:5: the picture has no words. Say in"),
        ("![](https://example.org/x.png){: .wants-words }", ""),
        ("![](https://example.org/x%20(1).png){: .wants-words }", ""),
        ("![](https://example.org/x.png) ![](https://example.org/y.png){: .wants-words }",
         "6:5: the picture has no words. Say in"),
        ("![](https://example.org/x.png){: .wide }", "6:5: the picture has no words. Say in"),
        ('<img src="https://example.org/x.png">', "6:1: the picture has no words."),
        ('<img src="https://example.org/x.png" alt="">', ""),
        ("![x](line.png)", "6:6: the picture 'line.png' would be looked for beside the page."),
        ("![x]({static}/images/none.png)", "6:6: the link leads to /images/none.png, which does"),
        ("![x](data:image/png;base64,AAAA)", "6:6: warning: a picture of 26 characters stands"),
    ],
)  # fmt: skip
def test_a_link_is_good_or_said_to_be_wrong(content, problems, change, link, said):
    with (content / "articles/b.md").open("a", encoding="utf-8") as file:
        file.write("\n## One *heading*\n")
    change("[b]({filename}b.md)", link)

    found = problems(now=NOW)

    assert bool(found) == bool(said), found
    if said:
        lines = [line.removeprefix("content/articles/a.md:") for line in found]
        assert any(line.startswith(said) for line in lines), found


@pytest.mark.parametrize(
    ("status", "published", "preview"),
    [
        ("Status: draft\n", "is not published (draft): the link would", "(status: draft)"),
        ("Status: skip\n", "is not published (skip): the link would", "is not published (skip)"),
        ("Status: hidden\n", "warning: content/articles/b.md is not for every", "(status: hidden)"),
    ],
)
def test_a_link_to_what_readers_can_not_open_is_told(content, problems, status, published, preview):
    path = content / "articles/b.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Topics", f"{status}Topics"), encoding="utf-8")

    (line,) = problems(now=NOW)
    assert published in line
    (line,) = problems(now=NOW, drafts_are_written=True)
    assert preview in line


def test_a_link_to_a_scheduled_article_leads_nowhere_until_then(content, problems):
    (line,) = problems_at(problems, datetime(2026, 11, 1, tzinfo=UTC), content)

    assert "content/articles/b.md is not published (scheduled)" in line


def problems_at(problems, now, content):
    path = content / "articles/a.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2026-11-22", "2026-10-22"), encoding="utf-8")
    return problems(now=now)


def test_a_huge_picture_is_named_with_its_size(content, problems, change):
    (content / "images/line.png").write_bytes(bytes(2_500_000))
    change("[b]({filename}b.md)", "![A line]({static}/images/line.png)")

    assert problems(now=NOW) == [
        "content/articles/a.md:6:11: warning: the picture /images/line.png has 2.5 MB. "
        "Save it smaller, below 1 MB."
    ]


def test_a_link_to_a_comment_finds_its_file(content, problems, change):
    comment = content / "comments/b/17.md"
    comment.parent.mkdir(parents=True)
    comment.write_text("Author: A\nDate: 2026-11-22\n\nHi.\n", encoding="utf-8")
    with (content / "articles/a.md").open("a", encoding="utf-8") as file:
        file.write("\n[x]({filename}b.md#comment-17) [y]({filename}b.md#comment-18)\n")

    said = [str(problem) for problem in problems() if "comment-" in str(problem)]
    assert len(said) == 1
    assert "comment-18" in said[0]
