"""What is not the reader's own question is cut: threads that are quoted, and signatures.

Written here because the libraries for it fail on what strangers send: mail-parser-reply runs for
minutes on thirty kilobytes of "On On On", quotequail loses what is written below a quotation and
keeps the address above it, email-reply-parser is from 2020 and knows English alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTED = re.compile(r"\s*[>|»]")
# "On Monday ... Robin <robin@example.org> wrote:", in the languages that people write to us in.
_WROTE = re.compile(
    r"(?:wrote|schrieb|(?:a )?écrit|escribió|ha scritto|schreef|skrev|napisał(?:\(a\))?|escreveu)"
    r"[^\n]{0,60}:\s*$",
    re.I,
)
_ORIGINAL = re.compile(
    r"\s*[-_=*]{2,}\s*(?:original(?: message| appointment)|ursprüngliche nachricht|forwarded message|"
    r"message d'origine|mensaje original|messaggio originale|weitergeleitete nachricht)\s*[-_=*]*\s*$"
    r"|begin forwarded message:\s*$",
    re.I,
)
_FROM = re.compile(r"\s*\**(?:from|von|de|da|van|från|fra|od|发件人|差出人)\**\s*:\**\s*\S", re.I)
_OTHER = re.compile(
    r"\s*\**(?:sent|to|subject|date|cc|gesendet|an|betreff|datum|envoyé|à|objet|enviado|para|asunto|"
    r"inviato|oggetto|verzonden|aan|onderwerp)\**\s*:",
    re.I,
)
_DEVICE = re.compile(
    r"\s*(?:sent from my|sent from (?:mail|outlook|yahoo|proton)|get outlook for|von meinem .{1,30} gesendet"
    r"|gesendet (?:von|mit)|envoyé de(?:puis)? mon|enviado desde mi|inviato da|verzonden (?:vanaf|met))\b",
    re.I,
)
_DASHES = re.compile(r"\s*(?:--|—|__+|\*\*+)\s*$")
_GOODBYE = re.compile(
    r"\s*(?:(?:many |kind |best |warm |kindest |warmest )?(?:regards|wishes|thanks)|best|cheers|"
    r"thank you(?: (?:so|very) much)?|thanks (?:a lot|so much|in advance|again)|(?:yours )?(?:sincerely|"
    r"faithfully|truly)|(?:all )?the best|all the best|love|hugs|greetings|mit freundlichen grüßen|mfg|"
    r"(?:viele|liebe|beste|herzliche) grüße|danke|cordialement|bien à vous|merci(?: beaucoup)?|saludos|"
    r"atentamente|gracias|un saludo|cordiali saluti|grazie|met vriendelijke groet(?:en)?|groeten|mvh|"
    r"med vänlig hälsning|pozdrawiam|z poważaniem|atenciosamente|obrigad[oa])[\s,.!–-]*$",
    re.I,
)
_SIGNATURE_LINES = 8
_SHORT = 60  # letters; a longer line is a sentence
_ABOVE = 3  # lines that "On ... wrote:" may run over


@dataclass(frozen=True)
class Cut:
    """The reader's own words; what was cut, in words for the author; who wrote a forwarded letter."""

    text: str
    parts: tuple[str, ...]
    names: tuple[str, ...] = ()


def own_words(text: str) -> Cut:
    """Return the reader's own words in the text of a letter, and what was cut away from them.

    Where nothing would be left the letter is a forwarded one, and the quoted words are the question.
    """
    lines, names = _without_heading(text.strip("\n").split("\n"))
    kept, quoted = _without_quotations(lines)
    if not any(map(_is_own, kept)):
        kept, quoted = [_unquoted(line) for line in lines if not _heads_thread(line)], 0
    kept, signed = _without_signature(kept)
    parts = [_counted(quoted, "line", "of a quoted thread")] * bool(quoted)
    parts += [_counted(signed, "line", "of a signature")] * bool(signed)
    return Cut(re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip(), tuple(parts), names)


def _without_heading(lines: list[str]) -> tuple[list[str], tuple[str, ...]]:
    """Return the lines of a forwarded letter without the heading above it, and whom that names."""
    if not _begins_thread(lines, 0):
        return lines, ()
    end = next((n for n, line in enumerate(lines) if line.strip() and not _heads_thread(line)), 0)
    named = (line.partition(":")[2].partition("<")[0] for line in lines[:end] if _FROM.match(line))
    return lines[end:], tuple(name.strip(" *\"'") for name in named if name.strip())


def _counted(number: int, noun: str, rest: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'} {rest}"


def _without_quotations(lines: list[str]) -> tuple[list[str], int]:
    """Return the lines that are not quoted, and how many were."""
    end = next(
        (
            number
            for number, line in enumerate(lines)
            if _begins_thread(lines, number) and any(_is_own(each) for each in lines[:number])
        ),
        len(lines),
    )
    cut = sum(bool(line.strip()) for line in lines[end:])
    kept: list[str] = []
    for line in lines[:end]:
        if _QUOTED.match(line):
            cut += _drop_attribution(kept) + 1
        else:
            kept.append(line)
    return kept, cut


def _is_own(line: str) -> bool:
    return bool(line.strip()) and not _QUOTED.match(line) and not _heads_thread(line)


def _drop_attribution(kept: list[str]) -> int:
    """Take the lines "On ... wrote:" from the end of `kept`, whatever language they are in."""
    end = len(kept)
    while end and not kept[end - 1].strip():
        end -= 1
    if not end or not kept[end - 1].rstrip().endswith((":", "：")):
        return 0
    for start in range(end - 1, max(end - 1 - _ABOVE, -1), -1):
        if not kept[start].strip():
            return 0
        said = " ".join(kept[start:end])
        if ("@" in said or _WROTE.search(said)) and re.search(r"\d", said):
            cut = end - start
            del kept[start:]
            return cut
    return 0


def _begins_thread(lines: list[str], number: int) -> bool:
    """Tell whether all from this line on is another message, set below without quotation marks."""
    line = lines[number]
    if _ORIGINAL.match(line):
        return True
    if _FROM.match(line):
        return sum(bool(_OTHER.match(each)) for each in lines[number + 1 : number + 6]) >= 2
    if _WROTE.search(line) and ("@" in line or re.search(r"\d", line)):
        following = next((each for each in lines[number + 1 :] if each.strip()), "")
        return not _QUOTED.match(following)
    return False


def _heads_thread(line: str) -> bool:
    bare = _unquoted(line)
    return bool(
        _ORIGINAL.match(bare) or _WROTE.search(bare) or _FROM.match(bare) or _OTHER.match(bare)
    )


def _unquoted(line: str) -> str:
    return re.sub(r"^(?:\s*[>|»])+ ?", "", line)


def _without_signature(lines: list[str]) -> tuple[list[str], int]:
    """Return the lines above the signature, and how many were in it."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    body = lines[:end]
    for number, line in enumerate(body):
        above = any(each.strip() for each in body[:number])
        rest = [each for each in body[number + 1 :] if each.strip()]
        if not above:
            continue
        if _DEVICE.match(line) and len(rest) <= _SIGNATURE_LINES:
            return body[:number], 1 + len(rest)
        short = len(rest) <= _SIGNATURE_LINES and all(len(each) <= _SHORT for each in rest)
        if short and rest and (_DASHES.match(line) or _GOODBYE.match(line)):
            return body[:number], 1 + len(rest)
        if line.strip() == "--":  # the mark that mail programs agree on, however long it gets
            return body[:number], 1 + len(rest)
    return body, 0
