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


def test_a_text_that_would_take_markdown_minutes_stays_html():
    conversion = convert("<p>" + "[" * 100_000 + "</p>", str, Picture)
    assert conversion.markdown == f"<div>\n<p>{'[' * 100_000}</p>\n</div>\n"
    assert conversion.kept[0].what == "the whole text"


def test_a_very_long_text_stays_html_and_whole():
    conversion = convert("<p>One word more.</p>" * 10_000, str, Picture)

    assert conversion.markdown.count("One word more.") == 10_000
    assert [kept.what for kept in conversion.kept] == ["the whole text"]


def test_elements_a_million_deep_are_no_trouble():
    assert convert("<div>" * 50_000 + "deep" + "</div>" * 50_000, str, Picture).markdown == "deep\n"


def test_what_is_taken_out_is_said():
    conversion = convert('<p onclick="x()">a<script>b</script><style>c</style></p>', str, Picture)
    assert conversion.removed == (
        "1 script taken out.",
        "1 style sheet taken out.",
        "1 event handler taken out.",
    )


def test_what_markdown_can_not_bring_back_stays_html_and_is_said():
    conversion = convert("<ul><li><pre>a\n\nb</pre>c</li></ul>", str, Picture)
    assert conversion.kept
    assert conversion.markdown.startswith("<ul>")
