from reader_comments.comment import Discussion, Thread
from reader_comments.feed import FeedItem, feed_items, with_reference_before_anchor
from tests.reader_comments.builders import FakeArticle, comment

FAITH = FakeArticle()
OFFERS = FakeArticle(title="Offers", url="2026/10/offers.html")


def test_an_item_leads_to_its_comment_and_says_who_said_it_and_on_what():
    said = comment("1", author="Bob & Co", html="<p>R&amp;D</p>")
    items = feed_items({FAITH: Discussion((Thread(said),))})

    assert items == (
        FeedItem(
            title="Bob &amp; Co on Keep the faith!",
            url="2026/11/keep-the-faith.html#comment-1",
            date=said.date,
            author="Bob & Co",
            summary="<p>R&amp;D</p>",
        ),
    )
    assert items[0].get_content("https://example.org") == items[0].summary
    assert type(items[0].summary) is str


def test_the_newest_comes_first_and_equal_dates_stand_by_address():
    items = feed_items(
        {
            FAITH: Discussion((Thread(comment("2", 1), (comment("1", 1), comment("3", 3))),)),
            OFFERS: Discussion((Thread(comment("9", 1)),)),
        }
    )

    assert [item.url for item in items] == [
        "2026/11/keep-the-faith.html#comment-3",
        "2026/10/offers.html#comment-9",
        "2026/11/keep-the-faith.html#comment-1",
        "2026/11/keep-the-faith.html#comment-2",
    ]


def test_a_site_words_titles_its_own_way():
    items = feed_items(
        {OFFERS: Discussion((Thread(comment(author="{title}")),))}, "{title}: {author}"
    )

    assert [item.title for item in items] == ["Offers: {title}"]


def test_the_mark_of_the_feed_stands_before_the_anchor_and_not_in_the_id():
    entry = {
        "link": "https://e.org/a.html#comment-1?ref=feed",
        "unique_id": "tag:1?ref=feed",
        "x": 1,
    }

    assert with_reference_before_anchor(entry) == {
        "link": "https://e.org/a.html?ref=feed#comment-1",
        "unique_id": "tag:1",
        "x": 1,
    }
