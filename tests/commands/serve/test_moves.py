from commands.serve.moves import moves

DRAFT, ARTICLE = "drafts/a.html", "2026/11/a.html"


def test_a_page_moves_with_its_source():
    assert moves({}, {DRAFT: "a.md"}, {ARTICLE: "a.md"}) == {DRAFT: ARTICLE}


def test_a_file_renamed_is_one_that_went_where_one_came():
    assert moves({}, {"a.html": "a.md"}, {"b.html": "b.md"}) == {"a.html": "b.html"}


def test_where_more_went_and_came_nothing_is_guessed():
    before = {"a.html": "a.md", "b.html": "b.md"}

    assert moves({}, before, {"c.html": "c.md", "d.html": "d.md"}) == {}
    assert moves({}, before, {"c.html": "c.md"}) == {}


def test_moves_are_followed_and_end_where_the_address_is_taken_again():
    known = {DRAFT: ARTICLE}

    assert moves(known, {ARTICLE: "a.md"}, {"2026/12/a.html": "a.md"}) == {
        DRAFT: "2026/12/a.html",
        ARTICLE: "2026/12/a.html",
    }
    assert moves(known, {ARTICLE: "a.md"}, {DRAFT: "a.md"}) == {ARTICLE: DRAFT}
