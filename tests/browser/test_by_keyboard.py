"""A reader who uses the keyboard alone."""

ARTICLE = "/2026/11/no-may-not-be-final.html"


def focused(page):
    return page.evaluate("document.activeElement.textContent.trim()")


def test_the_first_key_offers_to_skip_to_the_text_and_takes_the_reader_there(open_in, address):
    page = open_in(width=390)
    page.goto(address + ARTICLE)

    page.keyboard.press("Tab")
    skip = page.locator(".skip-link")
    assert skip.evaluate("link => link === document.activeElement")
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_every_stop_of_the_tab_key_can_be_seen(open_in, address):
    page = open_in(width=1280)
    page.goto(address + ARTICLE)
    links = page.locator("a:visible, button:visible, [tabindex='0']:visible").count()

    for _ in range(links):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            """() => {
                const style = getComputedStyle(document.activeElement);
                return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            }"""
        )
        assert outline, focused(page)


def test_a_script_is_copied_and_that_is_said(open_in, address):
    page = open_in(width=390, permissions=["clipboard-read", "clipboard-write"])
    page.goto(address + ARTICLE)
    panel = page.locator(".admonition.script").first
    button = panel.get_by_role("button", name="Copy")
    assert button.bounding_box()["height"] >= 44

    button.focus()
    page.keyboard.press("Enter")

    page.get_by_role("status").get_by_text("Copied").first.wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    title = panel.locator(".admonition-title").inner_text()
    first = panel.locator("p:not(.admonition-title)").first.inner_text()
    # The page ties the last words of a line; in an email such a space would only be odd.
    assert copied.startswith(first.replace("\xa0", " "))
    assert "\xa0" not in copied
    assert title not in copied.splitlines()


def test_without_scripts_there_is_no_button_to_wonder_about(open_in, address):
    page = open_in(width=390, scripts=False)
    page.goto(address + ARTICLE)

    assert page.locator("button").count() == 0
