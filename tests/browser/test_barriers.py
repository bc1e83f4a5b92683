"""What would keep a reader out: axe on a page of every template, in one tab turned every way."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from .templates import TEMPLATES

WIDTHS = (320, 390, 768, 1280)
ZOOMED = 640  # what a window of 1,280 pixels has room for at 200 %
SCHEMES = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
# In forced colours the reader's own are drawn, and axe reads those of the stylesheet.
OPTIONS = {"forced": {"rules": {"color-contrast": {"enabled": False}}}}
QUICK = [("light", 390), ("dark", 1280), ("forced", 320), ("light", ZOOMED)]
EVERY = [(scheme, width) for scheme in SCHEMES for width in (*WIDTHS, ZOOMED)]


def look(open_in, request, template, ways):
    """Return what axe finds on a page, and how far it reaches beyond the window, in each of `ways`."""
    home = request.getfixturevalue("preview_address" if template == "patterns" else "address")
    page = open_in(bypass_csp=True)  # axe puts itself into the page
    page.goto(home + TEMPLATES.get(template, "/patterns/"))
    page.wait_for_load_state("networkidle")
    found = {}
    for scheme, width in ways:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(**SCHEMES[scheme])
        results = Axe().run(page, options=OPTIONS.get(scheme))
        if results.violations_count:
            found[scheme, width] = results.generate_report()
        if (reach := page.evaluate("document.documentElement.scrollWidth")) > width:
            found[scheme, width, "sideways"] = reach
    return found


@pytest.mark.parametrize("template", [*TEMPLATES, "patterns"])
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(open_in, request, template):
    assert look(open_in, request, template, QUICK) == {}


@pytest.mark.long
@pytest.mark.parametrize("template", [*TEMPLATES, "patterns"])
def test_nor_in_any_scheme_at_any_width(open_in, request, template):
    assert look(open_in, request, template, EVERY) == {}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_strict_policy_finds_nothing_to_block(open_in, address, template):
    page = open_in()
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))

    page.goto(address + TEMPLATES[template])
    page.wait_for_load_state("networkidle")

    assert messages == []
