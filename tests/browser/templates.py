"""A page of every template, for what holds for all of them."""

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
