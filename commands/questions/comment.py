"""Files a comment that came by e-mail, held back until it is approved: a text file and a commit.

"Reply by email" under an article puts two lines into the letter: the name to publish, and the
article. A letter without a name to publish is a letter, and not published.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from commands.check.rules import rules_of
from commands.check.source import Source
from commands.problem import as_typed, visible
from commands.questions.ask import read_message, suffix_of
from commands.questions.cutting import own_words
from commands.questions.existing import published_articles
from commands.questions.letter_box import keep_message
from commands.questions.letters import Letter, Refused, letter_of
from commands.questions.striking import Strike, struck
from commands.questions.taking import id_of

_PENDING = "Status: pending\n"
_ADDRESS = re.compile(r"/([\w-]+)\.html")


@dataclass(frozen=True)
class Said:
    """What a letter says as a comment: under which article, by whom, and what was struck out."""

    article: str
    name: str
    text: str
    strikes: tuple[Strike, ...]


def comment(file: str, settings_file: Path, article: str = "", name: str = "") -> int:
    """File the comment in the message `file` as pending. Returns 0, or 1 with a sentence.

    `article` is the slug and `name` the name to publish, where the letter does not say them.
    """
    from pelican.settings import read_settings

    from theme.filters import read_words

    settings = read_settings(str(settings_file))
    rules = rules_of(settings)
    words = read_words(Path(settings["THEME"]) / "words.toml")["comments"]
    try:
        raw = read_message(file)
        letter = letter_of(raw)
        lines = words["name_line"], words["about_line"]
        said = said_in(letter, published_articles(rules), lines, article, name)
    except Refused as refused:
        print(f"Refused: {refused}", file=sys.stderr)
        return 1
    folder = rules.content / settings.get("COMMENTS_PATH", "comments") / said.article
    path = folder / f"{id_of(raw)}.md"
    if path.exists():
        print(f"This comment was filed before: {as_typed(path)}", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    day = letter.date if letter.date and letter.date <= rules.now.date() else rules.now.date()
    path.write_text(
        f"Author: {said.name}\nDate: {day}\n{_PENDING}\n{said.text}\n",
        encoding="utf-8",
        newline="\n",
    )
    keep_message(raw, path.stem, suffix_of(file))
    print(path.read_text(encoding="utf-8"))
    for strike in said.strikes:
        print(f"Struck out: {strike.kind:15} {visible(strike.words)}")
    print(f"{as_typed(path)} waits. Read it, then: ./invoke comment {path.stem} --approve")
    return 0


def approve(id: str, settings_file: Path) -> int:
    """Let the comment `id` (or the file of that path) be published by the next build.

    Returns 0, or 1 with a sentence.
    """
    from pelican.settings import read_settings

    settings = read_settings(str(settings_file))
    comments = Path(settings["PATH"]) / settings.get("COMMENTS_PATH", "comments")
    paths = {path.stem: path for path in sorted(comments.glob("*/*.md"))}
    path = paths.get(Path(id).stem)
    if path is None:
        close = get_close_matches(id, paths, n=1)
        print(f"There is no comment '{id}'." + (f" Did you mean '{close[0]}'?" if close else ""))
        return 1
    head, line, body = path.read_text(encoding="utf-8").partition(_PENDING)
    if not line or "\n\n" in head:
        print(f"{as_typed(path)} is not waiting: it is published already.")
        return 1
    path.write_text(head + body, encoding="utf-8", newline="\n")
    print(f"{as_typed(path)} is approved; the next build publishes it.")
    return 0


def said_in(
    letter: Letter,
    articles: Iterable[Source],
    lines: tuple[str, str],
    article: str = "",
    name: str = "",
) -> Said:
    """Return what a letter says as a comment. Raises Refused where it can't be one.

    `lines` are how the two lines begin that name the author and the article.
    """
    published = {source.slug: source for source in articles}
    name = " ".join((name or _after(lines[0], letter.text)).split())
    if not name:
        raise Refused(
            "The letter names nobody to publish it under, so it is a letter and no comment: "
            "where the reader did say a name, add --name."
        )
    slug = article or _article_of(letter, published)
    if slug not in published:
        close = get_close_matches(slug, published, n=1) if slug else []
        meant = f" Did you mean '{close[0]}'?" if close else ""
        raise Refused(f"Which article it is about can't be told: add --article SLUG.{meant}")
    starts = tuple(line[:40] for line in lines)
    own = [line for line in letter.text.split("\n") if not line.lstrip("> ").startswith(starts)]
    cut = own_words("\n".join(own))
    others = [each for each in letter.names if each.casefold() != name.casefold()]
    text, strikes = struck(cut.text, others, spared=("link", "account"))
    if not text.strip():
        raise Refused("The letter says nothing but what it quotes.")
    return Said(slug, name, text, strikes)


def _after(label: str, text: str) -> str:
    match = re.search(rf"^{re.escape(label)}[^\S\n]*(.*)$", text, re.M)
    return match[1] if match else ""


def _article_of(letter: Letter, published: dict[str, Source]) -> str:
    """Return the slug of the article whose address stands in the letter, or whose title its subject has."""
    for slug in _ADDRESS.findall(letter.text):
        if slug in published:
            return slug
    subject = re.sub(r"\W+", " ", letter.subject).casefold()
    for slug, source in published.items():
        title = re.sub(r"\W+", " ", source.value("title")).strip().casefold()
        if title and title in subject:
            return slug
    return ""
