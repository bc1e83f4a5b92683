"""Whoever comes with a problem of the day has its article at most two taps from the home page."""

import pytest

# What readers come with, the stop where they would look, and the article that is right for it.
COME_WITH = {
    "turned down this morning": ("after-a-rejection", "the-first-day-after-a-no"),
    "came second": ("after-a-rejection", "you-came-second"),
    "no answer to any application": ("after-a-rejection", "rejected-before-anyone-spoke-to-you"),
    "six months and nothing": ("keeping-your-spirits-up", "keep-going-in-month-six"),
    "laid off": ("knowing-what-you-want", "laid-off-the-first-two-weeks"),
    "is this posting a scam": ("finding-openings", "spot-a-job-scam-before-it-costs-you"),
    "a gap in the resume": ("resumes-and-applications", "explain-a-gap-in-your-resume"),
    "a cover letter today": ("resumes-and-applications", "write-a-cover-letter-in-four-paragraphs"),
    "an interview tomorrow": ("interviewing", "calm-your-nerves-before-an-interview"),
    "no answer after an interview": ("interviewing", "silence-after-an-interview"),
    "what do you want to earn": ("offers-and-negotiation", "answer-the-salary-question"),
    "they want an answer tonight": ("offers-and-negotiation", "ask-for-time-to-decide"),
}
# Where the stop is not what a reader would guess, the home page has to lead there itself.
IN_ONE = ("turned down this morning", "laid off", "an interview tomorrow", "six months and nothing")


def ways(page):
    return {a["href"].rpartition("/")[2].removesuffix(".html") for a in page.main.find_all("a")}


@pytest.mark.parametrize("problem", COME_WITH)
def test_the_article_for_a_problem_is_two_taps_from_home(open_page, problem):
    stop, article = COME_WITH[problem]

    assert open_page("/").find("a", href=f"./help/{stop}/")
    assert article in ways(open_page(f"/help/{stop}/"))


@pytest.mark.parametrize("problem", IN_ONE)
def test_and_one_tap_where_no_stop_says_so(open_page, problem):
    assert COME_WITH[problem][1] in ways(open_page("/"))
