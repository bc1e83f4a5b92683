from old_addresses.blogger import feed_rules, label_rules, month_rules, page_rules


def ways(rules):
    return {rule.old: rule.new for rule in rules}


def test_a_label_leads_to_the_topic_of_that_name_or_synonym():
    rules = list(
        label_rules(
            {
                "help/networking/": ["Networking", "cold email", "TV/radio: 50% *new*"],
                "help/offers/": ["Offers", "cold email"],
            }
        )
    )

    assert ways(rules) == {
        "/search/label/Networking": "/help/networking/",
        "/search/label/cold%20email": "/help/networking/",
        "/search/label/TV/radio:%2050%25%20%2Anew%2A": "/help/networking/",
        "/search/label/Offers": "/help/offers/",
    }
    assert all(rule.made for rule in rules)


def test_a_months_archive_leads_to_that_month_where_there_is_one():
    months = {"2010/12/": (2010, 12), "2011/01/": (2011, 1), "2011/02.html": (2011, 2)}
    pages = ["2010/12/index.html", "2011/02.html"]

    assert ways(month_rules(pages, months)) == {
        "/2010_12_01_archive.html": "/2010/12/",
        "/2011_02_01_archive.html": "/2011/02.html",
    }


def test_a_page_leads_on_from_where_blogger_has_pages():
    urls = ["about/", "contact.html", "deep/down/", "p/kept.html"]

    assert ways(page_rules(urls)) == {
        "/p/about.html": "/about/",
        "/p/contact.html": "/contact.html",
    }


def test_every_feed_of_a_blog_leads_to_the_feed():
    assert ways(feed_rules("atom.xml")) == {
        "/feeds/posts/default": "/atom.xml",
        "/feeds/posts/summary": "/atom.xml",
        "/rss.xml": "/atom.xml",
    }
