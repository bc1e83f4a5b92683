"""What would keep a reader out: axe on a page of every template, in each scheme and at each width."""

import pytest
from axe_playwright_python.sync_playwright import Axe

TEMPLATES = {
    "home": "/",
    "article": "/2026/11/no-may-not-be-final.html",
    "article with a table": "/2026/11/compare-two-offers-on-one-page.html",
    "article with a question": "/2026/11/silence-after-an-interview.html",
    "page": "/about/",
    "contact": "/contact/",
    "topic index": "/help/",
    "topic": "/help/interviewing/",
    "answers": "/answers/",
    "archive": "/archive/",
    "month": "/2026/11/",
    "search": "/search/",
    "not found": "/404.html",
}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("template", [*TEMPLATES, "patterns"])
def test_axe_finds_no_violation(open_in, request, template, scheme, width):
    preview = template == "patterns"
    home = request.getfixturevalue("preview_address" if preview else "address")
    page = open_in(width=width, scheme=scheme, bypass_csp=True)  # axe puts itself into the page
    page.goto(home + TEMPLATES.get(template, "/patterns/"))

    results = Axe().run(page)

    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("template", [*TEMPLATES, "patterns"])
def test_nothing_scrolls_sideways_on_the_narrowest_phone(open_in, request, template):
    preview = template == "patterns"
    home = request.getfixturevalue("preview_address" if preview else "address")
    page = open_in(width=320, scripts=True)
    page.goto(home + TEMPLATES.get(template, "/patterns/"))

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_strict_policy_finds_nothing_to_block(open_in, address, template):
    page = open_in()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))

    page.goto(address + TEMPLATES[template])
    page.wait_for_load_state("networkidle")

    assert messages == []
