"""Prints the e-mail that tells a reader where the answer is, or where it will be."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from commands.check.source import Source
from commands.questions.existing import published_articles
from commands.questions.ledger import Found, NotFound, find
from commands.questions.letter_box import message_of
from commands.questions.letters import Letter, Refused, letter_of


def reply(id: str, settings_file: Path, article: str = "") -> int:
    """Print the e-mail to send to whoever asked the question `id`; nothing is sent.

    `article` is the slug of one that answers it already, where no `Answers:` says so. Whom it goes
    to is known while the message is still in the box. Returns 0, or 1 with a sentence.
    """
    try:
        found = find(id, settings_file)
        named = _article(article, found) if article else found.answer
    except NotFound as error:
        print(error, file=sys.stderr)
        return 1
    print(as_mail(found, named, _letter(id)))
    return 0


def as_mail(found: Found, article: Source | None, letter: Letter | None) -> str:
    """Return the e-mail: headers, an empty line, and the text in the words of the theme."""
    from theme.filters import read_words

    words = read_words(Path(found.settings["THEME"]) / "words.toml")["reply"]
    site, base = found.settings["SITENAME"], found.settings["SITE_ADDRESS"]
    question = found.question
    own = f"{base}/{found.settings['QUESTION_URL'].format(id=question.id)}"
    if article is found.answer and article is not None:
        text = words["answered"].format(title=article.value("title"), address=own)
    elif article is not None:
        address = f"{base}/{_url(article, found)}"
        text = words["existing"].format(title=article.value("title"), address=address)
    else:
        text = words["shown" if question.shown else "waiting"].format(address=own)
    headers = [f"To: {letter.address if letter and letter.address else words['unknown']}"]
    headers.append(f"Subject: Re: {question.subject}")
    if letter and letter.message_id:
        headers += [f"In-Reply-To: {letter.message_id}", f"References: {letter.message_id}"]
    return "\n".join([*headers, "", words["thanks"].format(site=site), "", text, "", words["end"]])


def _article(slug: str, found: Found) -> Source:
    for source in published_articles(found.rules):
        if source.slug == slug:
            return source
    raise NotFound(f"There is no published article '{slug}'.")


def _url(article: Source, found: Found) -> str:
    when = datetime.fromisoformat(article.value("date"))
    return found.settings["ARTICLE_URL"].format(date=when, slug=article.slug)


def _letter(id: str) -> Letter | None:
    raw = message_of(id)
    try:
        return letter_of(raw) if raw else None
    except Refused:
        return None
