from social_cards.card import Card, Cards, Words

SITE = Card("cards/site.png", 1200, 630, "The site")


def test_the_words_of_a_card_are_said_in_one_line():
    words = Words("From “A”\nto\u00a0“B”", site="The site", label="First stop")

    assert words.spoken == "From “A” to “B” · First stop · The site"
    assert Words("Alone").spoken == "Alone"


def test_cards_are_looked_up_and_the_site_has_one_of_its_own():
    own = Card("cards/a.png", 1200, 630, "A")
    cards = Cards(SITE, {"article": own})

    assert cards.get("article", cards.site) is own
    assert cards.get("draft", cards.site) is SITE
    assert list(cards) == ["article"]
    assert len(cards) == 1
