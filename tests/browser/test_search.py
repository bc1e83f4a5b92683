"""The search, as readers use it: in a real Chromium, on the built site."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from benchmarks.search.__main__ import found, rank
from benchmarks.search.problems import HELD_OUT, TEN

SILENCE = "Get through the silence after an interview"


def result(page, number=0):
    return page.locator(".search-results > li").nth(number)


def search_for(page, home, query):
    page.goto(f"{home}/search/")
    page.locator(".search-box").fill(query)


@pytest.mark.parametrize("where", ["address", "address_below"])
def test_a_result_says_its_stop_its_title_and_the_sentence_that_matched(open_in, request, where):
    home = request.getfixturevalue(where)
    page = open_in()
    search_for(page, home, "they never called back")

    expect(result(page).get_by_role("heading")).to_have_text(SILENCE)
    expect(result(page).locator(".article-list-place")).to_have_text("Interviewing")
    expect(result(page).locator("mark")).to_have_text(["never", "called", "back"])
    expect(page.get_by_role("status")).to_have_text(page_count(page))
    result(page).get_by_role("link").click()
    expect(page).to_have_url(f"{home}/2026/11/silence-after-an-interview.html")
    expect(page.get_by_role("heading", level=1)).to_have_text(SILENCE)


def page_count(page):
    option = page.locator(".search-choice option").first.inner_text()
    return f"{option.partition('(')[2].rstrip(')')} results"


def test_a_stop_narrows_the_search_and_the_address_keeps_it(open_in, address):
    page = open_in()
    search_for(page, address, "salary")
    page.get_by_label("Where").select_option("Interviewing")

    expect(page).to_have_url(f"{address}/search/?q=salary&stop=Interviewing")
    option = page.locator(".search-choice option:checked").inner_text()
    count = int(option.partition("(")[2].rstrip(")"))
    assert count >= 2
    expect(page.get_by_role("status")).to_have_text(f"{count} results")
    page.reload()
    expect(page.get_by_role("status")).to_have_text(f"{count} results")
    expect(page.get_by_label("Where")).to_have_value("Interviewing")


def test_back_from_an_article_leads_to_the_same_results(open_in, address):
    page = open_in()
    search_for(page, address, "fake job check")
    first = result(page).get_by_role("link")
    title = first.inner_text()
    first.click()
    page.get_by_role("heading", level=1).wait_for()

    page.go_back()

    expect(page.locator(".search-box")).to_have_value("fake job check")
    expect(result(page).get_by_role("link")).to_have_text(title)


def test_more_results_come_at_the_press_of_a_key_and_the_reader_goes_on_from_there(
    open_in, address
):
    page = open_in()
    search_for(page, address, "interview")
    expect(page.locator(".search-results > li")).to_have_count(8)

    page.get_by_role("button", name="More results").press("Enter")

    expect(page.locator(".search-results > li")).to_have_count(16)
    expect(result(page, 8).get_by_role("link")).to_be_focused()


def test_where_nothing_is_found_the_line_and_the_way_to_ask_stand_open(open_in, address):
    page = open_in(width=390)
    search_for(page, address, "xylophone")

    expect(page.get_by_role("status")).to_have_text("Nothing found for “xylophone”")
    expect(page.locator(".search-nothing")).to_be_visible()
    expect(page.locator(".search-stops a")).to_have_count(10)
    expect(page.locator(".search-stops a").first).to_be_visible()
    expect(page.get_by_role("link", name="Ask a question").first).to_be_visible()
    page.locator(".search-box").fill("")
    expect(page.locator(".search-nothing")).to_be_hidden()
    expect(page.get_by_role("status")).to_have_text("")


def test_what_a_reader_types_is_text_and_never_markup(open_in, address):
    page = open_in()
    search_for(page, address, "<img src=xylophone onerror=xylophone>")

    expect(page.get_by_role("status")).to_contain_text("Nothing found for “<img src=x")
    assert page.locator(".search img").count() == 0


def test_with_the_keyboard_alone_from_the_home_page_to_an_article_about_a_typed_word(
    open_in, address
):
    page = open_in()
    page.goto(address)
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("counter-offer")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/search/?q=counter-offer")
    result(page).wait_for()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.search-results') !== null"):
            break

    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("counter-offer")


def test_on_a_phone_three_ways_stand_open_and_one_of_them_leads_to_the_search(open_in, address):
    page = open_in(width=390)
    page.goto(address)
    ways = page.get_by_role("navigation", name="Main").get_by_role("link")

    assert [way.inner_text() for way in ways.all()] == ["Help by topic", "Search", "Ask"]
    ways.nth(1).click()
    expect(page.get_by_label("What do you need help with?")).to_be_focused()


def test_without_scripts_the_box_leads_to_the_stops_and_to_words_for_a_search_engine(
    open_in, address
):
    page = open_in(scripts=False)
    page.goto(address)
    page.get_by_role("searchbox").fill("salary")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{address}/search/?q=salary")
    expect(page.locator(".search-elsewhere")).to_contain_text("site:example.org")
    expect(page.locator(".search-stops .line-stop a")).to_have_count(9)
    expect(page.locator(".search-form")).to_be_hidden()
    expect(page.locator(".search-nothing")).to_be_hidden()


@pytest.mark.parametrize("lost", ["stops.json", "pagefind-entry.json*", "wasm*", "pagefind.js"])
def test_an_index_that_does_not_come_leaves_what_stands_without_scripts_and_says_so(
    open_in, address, lost
):
    page = open_in()
    page.route(f"**/pagefind/{lost}", lambda route: route.abort())
    page.goto(f"{address}/search/?q=salary")

    expect(page.get_by_role("status")).to_have_text("The search could not be opened.")
    expect(page.locator(".search-elsewhere")).to_be_visible()
    expect(page.locator(".search-stops")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["salary", "xylophone"])
def test_axe_finds_no_violation_in_what_was_found_or_not(open_in, address, query, scheme, width):
    page = open_in(width=width, scheme=scheme, bypass_csp=True)  # axe puts itself into the page
    search_for(page, address, query)
    page.locator(".search-status:not(:empty)").wait_for()

    results = Axe().run(page)

    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_keeps_to_a_policy_that_lets_webassembly_run_and_nothing_leaves_the_host(
    open_in, address
):
    page = open_in()
    messages, requests = [], []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))

    search_for(page, address, "salary")
    result(page).wait_for()

    assert messages == []
    assert [url for url in requests if not url.startswith(address)] == []


def test_no_other_page_loads_anything_of_it(open_in, address):
    page = open_in()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    for path in ("/", "/2026/11/no-may-not-be-final.html", "/help/", "/404.html"):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")

    assert [url for url in requests if "pagefind" in url or "finder" in url] == []


def test_problems_in_a_readers_words_find_the_right_article_in_the_first_three(open_in, address):
    page = open_in()

    def right(problems):
        ranks = {query: rank(found(page, address, query), problems[query]) for query in problems}
        return {query for query, place in ranks.items() if place and place <= 3}

    assert len(right(TEN)) >= 9, set(TEN) - right(TEN)
    assert len(right(HELD_OUT)) >= 14, set(HELD_OUT) - right(HELD_OUT)
