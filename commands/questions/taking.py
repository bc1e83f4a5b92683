"""A message to what may be kept of it, before any author has looked at it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from commands.questions.cutting import own_words
from commands.questions.letters import Letter, Refused, letter_of
from commands.questions.striking import Strike, struck

_LETTERS = "23456789bcdfghjkmnpqrstvwxz"  # no vowels, so no words; none that looks like another
_ID_LENGTH = 6
_REPLY = re.compile(
    r"^(?:\s*(?:re|aw|fwd?|wg|sv|antw|tr|rv|res|vs)\s*(?:\[\d+\])?\s*[:：])+\s*", re.I
)
_LONGEST_SUBJECT = 100
_FEWEST_WORDS = 3
_MARK = re.compile(r"\[(?:e-mail address|link|account|number|postal address|name)\]")


@dataclass(frozen=True)
class Taken:
    """What may be kept of a message: `letter` is what came, the rest what is left of it."""

    id: str
    letter: Letter
    subject: str
    text: str
    date: date
    lang: str
    strikes: tuple[Strike, ...]
    cut: tuple[str, ...]


def take(raw: bytes, today: date, template: str = "", own_subject: str = "") -> Taken:
    """Return what may be kept of the message `raw`.

    `template` and `own_subject` are what the site itself puts into a letter: the lines of the one
    are taken out, and the other is no subject.
    Raises Refused, with one sentence, where there is no question in it.
    """
    letter = letter_of(raw)
    words = own_words(_without_template(letter.text, template))
    names = (*letter.names, *words.names)
    text, strikes = struck(words.text, names)
    subject = _REPLY.sub("", letter.subject).strip()
    subject, more = struck("" if subject == own_subject else subject, names)
    _refuse_nothing(text, words.text)
    return Taken(
        id=id_of(raw),
        letter=letter,
        subject=_subject(subject, text),
        text=text,
        date=_likely(letter.date, today),
        lang=letter.lang or _language_of(text),
        strikes=(*strikes, *more),
        cut=words.parts,
    )


def id_of(raw: bytes) -> str:
    """Return the id of a question: six letters and digits that say nothing, and the same for the same
    message, so that one that comes twice is noticed."""
    number = int.from_bytes(hashlib.sha256(raw).digest())
    letters = []
    for _ in range(_ID_LENGTH):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return "".join(letters)


def _without_template(text: str, template: str) -> str:
    lines = {line.strip() for line in template.splitlines()} - {""}
    return "\n".join(line for line in text.split("\n") if line.strip() not in lines)


def _refuse_nothing(text: str, before: str) -> None:
    if not before.strip():
        raise Refused("The message has nothing but what it quotes.")
    links = text.count("[link]")
    words = len(re.findall(r"[^\W\d_]+", _MARK.sub(" ", text)))
    # Scripts without spaces make few words of many letters.
    letters = sum(character.isalpha() for character in _MARK.sub("", text))
    if words < _FEWEST_WORDS and letters < 10:
        what = "links" if links else "an address or a name" if "[" in text else "a word or two"
        raise Refused(f"The message has nothing but {what}, and no question in it.")
    if links >= 3 and words < 12 * links:
        raise Refused("The message is mostly links, as spam is; paste the text if it is not.")


def _subject(subject: str, text: str) -> str:
    """Return the subject, or the beginning of the text where there is none that says anything."""
    subject = subject.strip()
    if len(_MARK.sub("", subject)) < 4:
        subject = _first_question(text)
    if len(subject) <= _LONGEST_SUBJECT:
        return subject
    return subject[:_LONGEST_SUBJECT].rpartition(" ")[0] + " …"


def _first_question(text: str) -> str:
    """Return the first sentence that asks something, else the first that is no greeting."""
    sentences = [each.strip() for each in re.split(r"(?<=[.!?？。])\s|\n", text) if each.strip()]
    asking = [each for each in sentences if each.endswith(("?", "？", "؟"))]
    saying = [each for each in sentences if not each.endswith((",", "!"))]
    return (asking or saying or sentences)[0]


def _likely(when: date | None, today: date) -> date:
    """Return the day of the message; today, where it says none or one that can't be."""
    return when if when and date(2000, 1, 1) <= when <= today else today


def _language_of(text: str) -> str:
    from help_by_topic.related.words import likeliest_language, words

    return likeliest_language([words(text)])
