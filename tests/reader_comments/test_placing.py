import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader_comments.placing import placed, shows_comments
from tests.reader_comments.builders import write


@pytest.mark.parametrize(
    ("page", "result"),
    [
        ("<article>a</article><aside></aside>", "<article>aB\n</article><aside></aside>"),
        (
            "<article>a</article><ARTICLE>b</ARTICLE >",
            "<article>a</article><ARTICLE>bB\n</ARTICLE >",
        ),
        ("<main>a</main><main>b</main></body>", "<main>a</main><main>bB\n</main></body>"),
        ("<body>a</body>", "<body>aB\n</body>"),
        ("a", "aB\n"),
    ],
)
def test_the_block_goes_to_the_end_of_the_article_else_of_main_else_of_the_body(page, result):
    assert placed(page, "B") == result


def test_an_end_within_a_comment_or_a_script_is_none():
    page = "<article>a</article><!-- </article> --><script>'</article>'</script>"

    assert placed(page, "B") == (
        "<article>aB\n</article><!-- </article> --><script>'</article>'</script>"
    )


@given(st.text(alphabet="<>/!- articlemnbodyscp", max_size=60))
def test_nothing_of_the_page_is_lost(page):
    assert placed(page, "\nBLOCK\n").replace("BLOCK\n", "", 1) == page


@pytest.mark.parametrize(
    ("files", "shows"),
    [
        ({"article.html": "{{ article.content }}"}, False),
        ({"partials/talk.html": "{{ comments_by_article.get(article) }}"}, True),
        ({"article.html": '{% include "reader_comments/comments.html" %}'}, True),
        ({"reader_comments/comments.html": "{{ comments_by_article }}"}, False),
    ],
)
def test_a_theme_shows_comments_when_a_template_speaks_of_them(tmp_path, files, shows):
    theme = write(tmp_path / "theme", files)

    assert shows_comments([tmp_path / "none", theme]) == shows
