from hypothesis import given
from hypothesis import strategies as st

from responsive_pictures.markup import addresses_in, attributes_of, tag, with_pictures


def seen(html):
    found = []
    with_pictures(html, lambda attributes, within: found.append((attributes["src"], within)))
    return found


def test_every_picture_is_found_however_it_is_written():
    html = """<p><img src="a.jpg" alt="1 > 0"><IMG alt='' src='b.jpg' /></p><img\nsrc=c.jpg>"""

    assert seen(html) == [("a.jpg", False), ("b.jpg", False), ("c.jpg", False)]


def test_what_stands_in_comments_and_scripts_is_no_picture():
    html = '<!-- <img src="a"> --><script>"<img src=b>"</script><template><img src="c"></template>'

    assert seen(html) == []


def test_a_picture_with_forms_of_the_authors_own_is_told_apart():
    html = '<picture><source srcset="a.avif"><img src="a.jpg"></picture><img src="b.jpg">'

    assert seen(html) == [("a.jpg", True), ("b.jpg", False)]


def test_a_tag_is_replaced_or_left_as_it_is():
    html = '<img src="a">, <img src="b">'

    replaced = with_pictures(html, lambda at, _: "<b>" if at["src"] == "a" else None)

    assert replaced == '<b>, <img src="b">'


def test_attributes_keep_their_order_and_the_first_of_two_equal_ones_counts():
    attributes = attributes_of('<img alt="a &amp; b" src="x" hidden src="y">')

    assert list(attributes.items()) == [("alt", "a & b"), ("src", "x"), ("hidden", None)]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"])))
def test_a_tag_that_was_written_reads_as_it_was_meant(text):
    assert attributes_of(tag("img", {"alt": text, "width": 3})) == {"alt": text, "width": "3"}


def test_the_addresses_of_links_are_found():
    html = """<a href="{static}/a.jpg">x</a><video poster='b.jpg' src="c.mp4"></video>"""

    assert addresses_in(html) == ["{static}/a.jpg", "b.jpg", "c.mp4"]
