from reader_comments.typography import typographer


def test_text_is_set_as_pelican_sets_it():
    assert typographer((), (), "default")("<p>It's &quot;so&quot; -- or not</p>") == (
        "<p>It’s “so” — or&nbsp;not</p>".replace("’", "&#8217;")
        .replace("“", "&#8220;")
        .replace("”", "&#8221;")
        .replace("—", "&#8212;")
    )


def test_filters_can_be_left_out_and_tags_passed_over():
    typeset = typographer(["em"], ["widont", "caps"], "default")

    assert typeset("<p>NASA <em>NASA's</em> it</p>") == "<p>NASA <em>NASA's</em> it</p>"


def test_dashes_follow_the_setting_even_after_another_site_had_its_own():
    oldschool, default = typographer((), (), "oldschool"), typographer((), (), "default")

    assert [oldschool("a---b"), default("a--b"), oldschool("a--b")] == [
        "a&#8212;b",
        "a&#8212;b",
        "a&#8211;b",
    ]
