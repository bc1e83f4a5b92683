import pytest

from commands.check.markup import check_markup


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<div>\n<p>one\n<p>two\n</div>\n", []),
        ("a < b and <3\n", []),
        ("`<script>`\n\n<!-- <script> -->\n", []),
        ("<table><tr><td>one<td>two</table>\n", []),
        ("<script>x</script>\n", ["6:1: warning: <script> runs something in the reader's browser"]),
        ('x <iframe src="y"></iframe>\n', ["6:3: warning: <iframe> runs something"]),
        ("<b onmouseover=alert(1)>hi</b>\n", ["6:1: warning: the attribute onmouseover runs"]),
        ("</article></main>\n", ["6:1: warning: </article> closes what was not opened",
                                 "6:11: warning: </main> closes what was not opened"]),
        ("x\n<div>\n", ["7:1: warning: <div> is not closed. Add </div>"]),
        ("<body>\n", ["6:1: warning: <body> belongs to the page", "6:1: warning: <body> is not clo"]),
        ("Dear <name>,\n", ["6:6: warning: <name> is no element of HTML"]),
        ("x <!-- y\n", ["6:3: warning: this comment is not closed"]),
        ("```py\nx\n", ["6:1: this code block is not closed: the rest of the text would be code."]),
        ('``` {.py style="color:red"}\nx\n```\n', ["6:1: a code block can't have the attribute st"]),
    ],
)  # fmt: skip
def test_what_breaks_out_of_the_page_or_runs_is_told(article, body, said):
    found = [str(problem).removeprefix("a.md:") for problem in check_markup(article(body))]

    assert [line[: len(start)] for line, start in zip(found, said, strict=True)] == said


@pytest.mark.parametrize(
    "body",
    [
        "<" * 50_000,
        "<!-- " * 20_000,
        "<div>" * 5_000,
        "<a b='" * 10_000,
        "</p>" * 20_000,
        "a" * 50_000,
    ],
)
def test_hostile_markup_takes_no_time(article, body):
    list(check_markup(article(body + "\n")))
