import re

from hypothesis import given
from hypothesis import strategies as st

from help_by_topic.page_text import _parsed, read_html


def test_words_of_one_block_stay_together_and_blocks_apart():
    text, links = read_html(
        "<h2>One</h2><p>Two <em>th</em>ree&nbsp;&amp; <a href='x.md'>four</a>.</p>"
    )

    assert text == "One\nTwo three & four."
    assert links == ("x.md",)


def test_what_no_reader_sees_is_left_out():
    assert read_html("<style>p{}</style><script>alert(1)</script><p>Seen</p>") == ("Seen", ())


def test_broken_html_gives_what_can_be_read():
    assert read_html("<p>open <b>bold </i> end <!-- never closed")[0].startswith("open bold end")


# With "_" for a space, so that each is a word.
PIECES = re.findall(
    r"\S+",
    """<p> </p> <b> </b> <br> <br/> <a_href="x&amp;y"> <A_HREF="z"> <a_title="t"_href=""> </a>
    <a_href='q'> &#8217; &#8220;; &not &nbsp; &#160; <script> </script> <title> </title> <!-- --> < > & &amp;
    &am p; " x""",
)


@given(st.lists(st.sampled_from([*PIECES, "\n"]) | st.characters()).map("".join))
def test_any_html_is_read_as_the_parser_of_python_reads_it(html):
    html = html.replace("_", " ")

    assert read_html(html) == _whole(html)


def _whole(html):
    text, links = _parsed(html)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line), tuple(links)
