"""What a screen reader hears of each template: roles, names and landmarks, in files that a review shows.

The words of authors are taken out, so that a new article changes none of it.
"""

import re

import pytest

from tests.conftest import ROOT

from .templates import TEMPLATES

HEARD = ROOT / "tests/browser/heard"
# Leaves the frame: of each list of articles one, of each text a word, of each date and count a sign.
WITHOUT_AUTHORS_WORDS = """() => {
  const all = (selector) => document.querySelectorAll(selector);
  const lists = ".article-list, .title-list, .keep-going-picks, .start-here-steps, .answers-list, "
    + ".contents-sections, .situations-list";
  const titles = ".article-list-title a, .title-list a, .keep-going-picks a, .start-here-steps a, "
    + ".answers-article a, .contents-sections a, .situations a";
  const texts = ".prose, .lead, .line-summary, .article-list-summary, .start-here-summary, "
    + ".keep-going-reason, .question-words, .answers-question";
  for (const list of all(lists))
    while (list.children.length > 1) list.lastElementChild.remove();
  for (const link of all(titles)) link.textContent = "TITLE";
  for (const words of all(texts)) words.textContent = "WORDS";
  for (const day of all("time")) day.textContent = "DAY";
  for (const count of all(".line-count, .article-list-minutes, .search-status")) count.textContent = "COUNT";
  for (const topic of all(".article-list-place a")) topic.textContent = "TOPIC";
  if (document.querySelector(".article .prose")) document.querySelector("h1").textContent = "TITLE";
}"""


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_screen_reader_hears_what_was_reviewed(open_in, address, template):
    page = open_in(width=1280)
    page.goto(address + TEMPLATES[template])
    page.wait_for_load_state("networkidle")
    page.evaluate(WITHOUT_AUTHORS_WORDS)
    heard = page.locator("body").aria_snapshot()
    heard = re.sub(r"^ *- /(url|placeholder):.*\n", "", heard, flags=re.MULTILINE) + "\n"
    heard = re.sub(r"\d+ minute", "N minute", heard)
    file = HEARD / f"{template.replace(' ', '-')}.yaml"

    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_text(heard, encoding="utf-8")
        pytest.fail(f"{file.relative_to(ROOT)} is new. Read it, and run the test again.")

    assert heard == file.read_text(encoding="utf-8"), (
        f"What is heard has changed. If it is meant to, delete {file.relative_to(ROOT)}, "
        "run the test twice, and read the difference before you commit it."
    )
