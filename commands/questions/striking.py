"""What a pattern can tell is struck out of a reader's words: where they live, how to reach them, who
they are as the headers have it. It rather takes too much: the author sees all of it.

A library for telephone numbers (phonenumbers) has to be told a country, which a letter does not say:
docs/decisions/2026-11-25-reading-letters-ourselves.md has what was seen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_TLD = (
    r"com|org|net|edu|gov|info|biz|io|co|me|app|dev|ai|eu|uk|us|ca|au|nz|ie|in|za|de|at|ch|fr|be|nl|lu|es|pt|it|"
    r"se|no|dk|fi|pl|cz|sk|hu|ro|bg|gr|tr|ua|ru|il|ae|sa|eg|ng|ke|jp|kr|cn|hk|tw|sg|my|id|ph|th|vn|br|mx|ar|cl|"
    r"example|test|invalid|localhost"
)
_AT = r"(?:\s*[(\[{<]\s*(?:at|ät|arroba|@)\s*[)\]}>]\s*|\s+(?:at|AT)\s+)"
_DOT = r"(?:\s*[(\[{<]\s*(?:dot|punkt|\.)\s*[)\]}>]\s*|\s+(?:dot|DOT)\s+|\.)"
_MAIL = re.compile(
    r"(?:mailto:)?[^\s<>()\[\]{},;:\"'“”‘’|/\\@]{1,80}@(?:[\w-]{1,63}\.){1,6}\w{2,24}"
    rf"|\b[\w.+-]{{1,64}}{_AT}(?:[\w-]{{1,63}}{_DOT}){{1,4}}(?:{_TLD})\b"
)
_LINK = re.compile(
    r"\b(?:https?|ftps?|file|data|javascript|tel|skype|whatsapp)://?[^\s<>\"“”]{1,2000}"
    r"|\b(?:tel|skype|sms):\S{3,100}"
    r"|\bwww\.[^\s<>\"“”]{1,2000}"
    rf"|(?<![\w@.-])(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:{_TLD})\b(?:/[^\s<>\"“”]{{0,2000}})?",
    re.I,
)
_ACCOUNT = re.compile(r"(?<![\w@])@[A-Za-z_][\w.]{2,40}\b")
_NUMBER = re.compile(
    r"(?<![\w.,€$£¥])(?:\+|00)?[(\d][\d()./ \u00a0\u2009\u2011\u2013-]{5,40}\d(?!\w)"
)
_DATE = re.compile(
    r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\s?\d{1,2}[-./]\s?(?:19|20)?\d\d"
    r"|(?:19|20)\d\d ?[-–/.] ?(?:19|20)\d\d|(?:(?:19|20)\d\d[ ./-]+)+(?:19|20)\d\d)"
)
_MONEY = re.compile(r"\d{1,3}(?:[. \u00a0\u2009]\d{3})+(?:\.\d\d)?")
_MONEY_AFTER = re.compile(
    r"\s?(?:€|\$|£|¥|eur|usd|gbp|chf|dollars?|euros?|pounds?|francs?|k\b)", re.I
)

_STREET = (
    r"street|avenue|road|lane|drive|boulevard|court|terrace|close|square|highway|parkway|crescent|"
    r"gardens|row|alley|plaza|place|way|st|ave|rd|ln|dr|blvd|ct|sq|hwy|pkwy|cres"
)
_WORD = r"(?-i:[A-ZÀ-ÖØ-Þ])[\w'’-]{0,40}"
_TOWN = (  # after a street
    rf"(?:,?\s+{_WORD}(?: {_WORD}){{0,2}},?\s+[A-Z]{{2}}\s+\d{{5}}(?:-\d{{4}})?"  # Springfield, IL 62704
    rf"|,?\s+(?:[A-Z]{{1,2}}-)?\d{{4,5}}\s+{_WORD}(?:[ -]{_WORD}){{0,2}}"  # 10115 Berlin
    rf"|,?\s+{_WORD}(?: {_WORD}){{0,2}},?\s+[A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}})"  # Leeds LS1 4AP
)
_POST = re.compile(
    rf"\b\d{{1,5}}[a-zA-Z]?(?:[-/]\d{{1,4}})? (?:(?:[NSEW]|{_WORD}|\d{{1,3}}(?:st|nd|rd|th)) ){{1,4}}"
    rf"(?:{_STREET}|(?:{_STREET.title()}))\b\.?"
    rf"(?:,? ?(?:apt|apartment|unit|flat|suite|no|#)\.? ?#?\w{{1,6}})?{_TOWN}?"
    rf"|\b{_WORD}(?:stra(?:ß|ss)e|str\.|weg|gasse|platz|allee|ufer|damm|straat|laan|gatan|vägen)"
    rf" \d{{1,4}} ?[a-z]?\b{_TOWN}?"
    rf"|\b\d{{1,4}}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|allée|chemin|impasse|place|quai|route) "
    rf"(?:(?:de|du|des|la|le|les|l['’]|d['’]) ?)*{_WORD}(?:[ -]{_WORD}){{0,3}}{_TOWN}?"
    rf"|\b(?:calle|avenida|via|viale|piazza|plaza|rua|ulica|ul\.)\s(?:(?:de|del|della|la|el|da|do) )*"
    rf"{_WORD}(?: {_WORD}){{0,3}},? (?:n[.º°]{{0,2}} ?)?\d{{1,4}}\b{_TOWN}?"
    rf"|\bp\.? ?o\.? ?box \d{{1,6}}\b{_TOWN}?|\bpostfach \d[\d ]{{1,8}}{_TOWN}?"
    rf"|(?-i:\b[A-Z]{{1,2}}\d[A-Z\d]? \d[A-Z]{{2}}\b)"  # a British postcode alone
    rf"|(?-i:\b{_WORD}(?: {_WORD}){{0,2}}, [A-Z]{{2}} \d{{5}}(?:-\d{{4}})?\b)",
    re.I,
)
# Names that are words too: struck out beside the rest of the name, or on a line of their own.
_SAID = """\
april art august bill brook chance chase christian crystal dawn day drew faith fall frank gene
glen grace grant green guy harmony heather hope hunter ivy jack jade joy june king law lane lee
long mark mason may max merry miles miss mr mrs ms nick pat paris penny pearl price rich rob rock
rose ruby sky sterling summer sue sunny van von de la di da del dos the tim violet ward wade will
wise wood work young"""
_WORDS_TOO = frozenset(_SAID.split())
_HELD = re.compile(r"\[(?:e-mail address|link|account|number|postal address|name)\]")


@dataclass(frozen=True)
class Strike:
    """One thing that was struck out: what kind of thing, and the words themselves."""

    kind: str
    words: str


def struck(
    text: str, names: Iterable[str] = (), spared: Iterable[str] = ()
) -> tuple[str, tuple[Strike, ...]]:
    """Return `text` with a word in brackets for each thing struck out, and what these were.

    `names` are the sender's, as the headers or the form have them; `spared` are kinds of things
    that may stay.
    """
    spared = frozenset(spared)
    strikes: list[Strike] = []
    for kind, pattern, counts in _patterns(names):
        if kind in spared:
            continue
        text = pattern.sub(_replacing(kind, counts, strikes), text)
    return text, tuple(strikes)


def strike_words(text: str, words: Iterable[str]) -> str:
    """Return `text` without any of `words`, in whatever letters, as an author asked for."""
    for word in sorted({word.strip() for word in words} - {""}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "[…]", text, flags=re.I)
    return text


def _replacing(kind: str, counts: Callable, strikes: list[Strike]) -> Callable[[re.Match], str]:
    def replace(match: re.Match) -> str:
        words = match[0].rstrip(".,;:!?)") if kind == "link" else match[0]
        if _HELD.search(words) or not counts(match):
            return match[0]
        strikes.append(Strike(kind, words))
        return f"[{kind}]{match[0][len(words) :]}"

    return replace


def _patterns(names: Iterable[str]) -> Iterator[tuple[str, re.Pattern, Callable]]:
    always = lambda _match: True  # noqa: E731
    yield "e-mail address", _MAIL, always
    yield "link", _LINK, always
    yield "account", _ACCOUNT, always
    yield "postal address", _POST, always
    yield "number", _NUMBER, _is_number
    for pattern in _names(names):
        yield "name", pattern, always


def _is_number(match: re.Match) -> bool:
    """Tell whether digits are a telephone number or the like: no date, no span of years, no money."""
    found = match[0].strip()
    digits = sum(character.isdigit() for character in found)
    if not 7 <= digits <= 24 or _DATE.fullmatch(found):
        return False
    after = match.string[match.end() : match.end() + 12]
    return not (_MONEY.fullmatch(found) and _MONEY_AFTER.match(after))


def _names(names: Iterable[str]) -> Iterator[re.Pattern]:
    """Yield what finds the sender's name: whole, in either order, and each part of it alone."""
    for name in names:
        parts = [part for part in re.split(r"[\s,;\"'()<>]+", name) if len(part.strip(".")) > 1]
        if "@" in name:
            parts = [part for part in re.split(r"[\W\d_]+", name.split("@")[0]) if len(part) > 2]
        if not parts:
            continue
        between = r"[\s,.]+(?:\w\.?\s+)?"
        spelt = [_spelt(part) for part in parts]
        if len(parts) > 1:
            both = between.join(spelt), between.join(reversed(spelt))
            yield _word("|".join(both))
        for part, letters in zip(parts, spelt, strict=True):
            if part.casefold() in _WORDS_TOO:
                beside = rf"(?:\[name\]\s+{letters}|{letters}(?=\s+\[name\]))"
                alone = rf"(?:(?<=\n)|^)\s*{letters}[.,!]?\s*(?=\n|$)"
                yield re.compile(f"{alone}|{beside}", re.I)
            else:
                yield _word(letters)


def _word(letters: str) -> re.Pattern:
    # Scripts without spaces have no word boundary to look for.
    unspaced = re.search(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", letters)
    return re.compile(letters if unspaced else rf"(?<!\w)(?:{letters})(?:['’]s)?(?!\w)", re.I)


def _spelt(part: str) -> str:
    """Return a pattern for `part` with its accents or without them: "José" is found as "Jose"."""
    letters = []
    for letter in unicodedata.normalize("NFC", part):
        bare = unicodedata.normalize("NFD", letter)[0]
        letters.append(re.escape(letter) if bare == letter else f"[{letter}{bare}]")
    return "".join(letters)
