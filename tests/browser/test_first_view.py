"""What a first visit costs a reader: bytes, requests, scripts, and whether anything jumps."""

import pytest

from .templates import TEMPLATES

MOST_BYTES = 75_000  # with fonts
MOST_REQUESTS = 6
MOST_SCRIPT = 3_000
SHIFT = """() => new Promise((resolve) => {
  const jumped = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
      jumped.push([value, ...sources.map(({ node }) => node?.className ?? node?.nodeName)]);
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(jumped), 300);
})"""
PAINTED = """() => new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().length))
    .observe({ type: "paint", buffered: true });
  setTimeout(() => resolve(0), 8000);
})"""
# The search page loads its engine, the contact page what finds an answer before a question is sent.
LIGHT = {name: path for name, path in TEMPLATES.items() if name not in ("search", "contact")}


def first_view(page, url):
    """Visit `url` with nothing cached; return the kind of resource and the packed bytes of each request.

    A picture that the author put into the text is left out: it is what the reader came for.
    """
    loaded = []
    page.on("requestfinished", lambda done: loaded.append(done))
    page.goto(url)
    page.wait_for_load_state("networkidle")
    own = [each for each in loaded if "/pictures/" not in each.url]
    return [(each.resource_type, each.sizes()["responseBodySize"]) for each in own]


@pytest.mark.parametrize("template", LIGHT)
def test_a_first_view_is_light(open_in, address, template):
    view = first_view(open_in(width=390), address + LIGHT[template])

    assert len(view) <= MOST_REQUESTS
    assert sum(size for _, size in view) <= MOST_BYTES
    assert sum(size for kind, size in view if kind == "script") <= MOST_SCRIPT
    assert [kind for kind, _ in view].count("stylesheet") == 1


@pytest.mark.parametrize("late", [False, True], ids=["fonts in time", "fonts late"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_jumps(open_in, address, template, late):
    page = open_in(width=390)
    held = []
    if late:
        page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(address + TEMPLATES[template], wait_until="domcontentloaded")
    if late:
        page.wait_for_timeout(500)
        for route in held:
            route.continue_()
    page.wait_for_load_state("networkidle")

    assert page.evaluate(SHIFT) == []


@pytest.mark.parametrize("template", TEMPLATES)
def test_words_can_be_read_and_ways_used_while_the_fonts_never_arrive(open_in, address, template):
    page = open_in(width=320)
    page.route("**/*.woff2", lambda route: None)  # neither answered nor refused
    page.goto(address + TEMPLATES[template], wait_until="domcontentloaded")

    assert page.evaluate(PAINTED) > 0
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("link", name="Help by topic").first.click(no_wait_after=True)
    page.wait_for_url("**/help/", wait_until="commit")
