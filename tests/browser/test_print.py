"""What comes out of a printer: the advice and its address, and nothing that can only be pressed."""

import pytest

from .templates import TEMPLATES

TO_PRESS = "nav, form, button, textarea, details, .site-footer, .keep-going, .discussion, .rail"
ARTICLES = [name for name in TEMPLATES if name.startswith("article")]


def printed(open_in, url):
    page = open_in(width=794)  # A4, at 96 dots an inch
    page.goto(url)
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("template", [*ARTICLES, "page", "contact"])
def test_a_sheet_has_its_title_and_address_and_nothing_to_press(open_in, address, template):
    page = printed(open_in, address + TEMPLATES[template])

    assert page.locator("h1").is_visible()
    assert page.locator(".prose").is_visible()
    assert TEMPLATES[template] in page.locator(".printed-from").inner_text()
    assert [each for each in page.locator(TO_PRESS).all() if each.is_visible()] == []


def test_a_script_is_on_the_sheet_whole(open_in, address):
    page = printed(open_in, address + TEMPLATES["article"])
    script = page.locator(".admonition.script").first

    assert "Dear [name]," in script.inner_text().replace("\u00a0", " ")
    assert script.evaluate("it => getComputedStyle(it).breakInside") == "avoid"


def test_a_way_to_another_site_shows_its_address(open_in, address):
    page = printed(open_in, f"{address}/2026/11/ask-for-adjustments.html")
    shown = "it => getComputedStyle(it, '::after').content"

    assert page.locator(".prose a[href^=http]").first.evaluate(shown).startswith('" (')
    assert page.locator(".prose a:not([href^=http])").first.evaluate(shown) == "none"
