"""A reader whose browser runs no scripts."""

from urllib.parse import urldefrag, urljoin

import pytest


@pytest.mark.parametrize("where", ["address", "address_below"])
def test_every_page_can_be_read_every_link_leads_somewhere_and_no_request_leaves_the_host(
    open_in, request, where, site
):
    home = request.getfixturevalue(where) + "/"
    page = open_in(width=390, scripts=False)
    requests = []
    page.on("request", lambda sent: requests.append(sent.url))
    waiting, seen, failed = [home], {home}, []

    while waiting:
        url = waiting.pop()
        response = page.goto(url)
        if response.status != 200:
            failed.append((url, response.status))
            continue
        if "html" not in response.headers["content-type"]:
            continue
        assert page.locator("h1").inner_text().strip(), url
        assert len(page.locator("main").inner_text().split()) > 10, url
        for link in page.locator("a[href], link[rel=alternate]").all():
            target = urldefrag(urljoin(url, link.get_attribute("href"))).url
            is_page = target.startswith(home) and not target.endswith((".atom", ".xml"))
            if is_page and target not in seen:
                seen.add(target)
                waiting.append(target)

    assert failed == []
    assert {url for url in requests if not url.startswith(home)} == set()
    assert len(seen) >= sum(1 for _ in site.rglob("*.html")) - 3  # 404 and old archives: unlinked


def test_feeds_and_the_not_found_page_are_there_too(open_in, address):
    page = open_in(scripts=False)

    assert page.goto(f"{address}/404.html").status == 200
    assert page.locator("h1").inner_text().strip()
    hrefs = [link.get_attribute("href") for link in page.locator("a[href^='/']").all()]
    for href in hrefs:
        assert page.request.get(f"{address}{href}").status == 200, href
