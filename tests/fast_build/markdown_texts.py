"""What the tests of a quicker Markdown try it on, and how they ask it."""

from hypothesis import strategies as st

from tests.conftest import ROOT

ARTICLES = sorted((ROOT / "content/articles").glob("*.md"))


def html(markdown, text):
    return markdown.reset().convert(text)


def texts(indents, lines, ends):
    """Return a strategy for texts of such lines, or of any characters, each with an indent and an end."""
    line = st.tuples(
        st.sampled_from(indents),
        st.sampled_from(lines) | st.text(max_size=6),
        st.sampled_from(ends),
    )
    return st.lists(line.map("".join)).map("".join)
