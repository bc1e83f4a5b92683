from commands.import_blogger.markdown import Conversion, Picture, convert


def as_markdown(html: str, **options) -> str:
    return convert(html, lambda href: href, Picture, **options).markdown


def test_an_empty_post_is_empty():
    assert convert("", str, Picture) == Conversion("")


def test_a_link_has_the_address_that_it_is_given():
    html = '<p>See <a href="http://blog.example/a.html">this</a>.</p>'
    assert convert(html, lambda _: "b.md", Picture).markdown == "See [this](b.md).\n"


def test_a_link_to_nowhere_leaves_its_words():
    assert (
        convert('<p>See <a href="#">this</a>.</p>', lambda _: "", Picture).markdown == "See this.\n"
    )


def test_no_script_is_left():
    assert as_markdown('<p onclick="x()">Hello<script>alert(1)</script></p>') == "Hello\n"


def test_a_bare_newline_breaks_the_line_where_it_is_said_to():
    assert as_markdown("One\nTwo", newlines_break=True) == "One  \nTwo\n"
