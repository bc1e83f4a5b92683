from help_by_topic.page_text import read_html


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
