"""Articles for the tests of related articles."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from help_by_topic.related import Document

NOON = datetime(2026, 11, 22, 12)

THEMES = {
    "Interviewing": "nerves panel recruiter handshake answers story pause thank note silence",
    "Networking": "coffee introduction alumni stranger message favour referral meetup contact reply",
    "Offers": "salary range counter deadline bonus pension letter figure market negotiation",
    "Résumés": "verb margin column heading duties results gap template keyword proofread",
}


def document(slug: str, text: str = "", *topics: str, **given) -> Document:
    return Document(
        slug,
        given.pop("title", slug.replace("-", " ")),
        text,
        topics,
        given.pop("date", NOON),
        **given,
    )


def collection(size: int, seed: int = 0, words: int = 60) -> list[Document]:
    """Articles that each keep to one theme, for the most part."""
    chance = random.Random(seed)
    everything = " ".join(THEMES.values()).split()
    made = []
    for number in range(size):
        theme = chance.choice(list(THEMES))
        own = THEMES[theme].split()
        text = [chance.choice(own if chance.random() < 0.8 else everything) for _ in range(words)]
        made.append(
            document(
                f"article-{number}",
                " ".join(text),
                theme,
                title=f"{text[0]} and {text[1]}",
                date=NOON - timedelta(days=chance.randrange(1000)),
            )
        )
    return made
