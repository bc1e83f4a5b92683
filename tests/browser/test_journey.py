"""One reader's way through the site with the keyboard alone, from a word to a question."""

LOOK = """element => {
  const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element);
  return [outlineStyle, outlineWidth, outlineColor, boxShadow].join(" ");
}"""


def tab_to(page, target, most=120):
    """Press Tab until `target` has the focus; each element on the way must look other than without it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() == 0:
            continue  # the browser's own
        with_focus = focused.evaluate(LOOK)
        unfocused = focused.evaluate(
            f"element => {{ element.blur(); const look = ({LOOK})(element);"
            " element.focus({ focusVisible: true }); return look; }"
        )
        assert with_focus != unfocused, focused.evaluate("element => element.outerHTML")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {target}")


def test_from_a_word_to_an_article_its_script_the_next_one_and_a_question(open_in, address):
    page = open_in(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/")

    tab_to(page, page.get_by_role("searchbox", name="Search the advice"))
    page.keyboard.type("final no")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=final*")
    result = page.locator(".search-results a", has_text="may not be final")
    result.wait_for()
    tab_to(page, result)
    page.keyboard.press("Enter")
    page.wait_for_url("**/no-may-not-be-final.html")

    tab_to(page, page.get_by_role("button", name="Copy").first)
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("Copied").first.wait_for(state="attached")
    assert "Dear [name]" in page.evaluate("navigator.clipboard.readText()")

    following = page.locator(".keep-going-picks a").first
    title = following.inner_text()
    tab_to(page, following)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "no-may-not-be-final" not in url)
    assert (
        page.locator("h1").inner_text().replace("\xa0", " ").casefold()
        == title.replace("\xa0", " ").casefold()
    )

    tab_to(page, page.get_by_role("link", name="Ask a question").first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/contact/")
    assert page.locator("h1").is_visible()
