"""Does what typogrify does, to the byte, in about a twentieth of the time.

typogrify runs dozens of patterns over every piece of text between two tags, most of which hold
nothing to change. Here the text is parted at its tags once; all that is to be curled is put
together, with a boundary that no pattern can see past, so that a pattern is run once for all of it,
and only where there is a character that could matter. What remains is done by typogrify and
smartypants themselves; the things done here are curling a quote that stands by itself, which is
decided by its neighbours, and keeping the last two words of a block together.
tests/fast_build/test_typography.py compares the two on the articles and on generated text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import smartypants
from typogrify import filters

Attr = smartypants.Attr
# typogrify's own, even where its module is made to hand out another one for a while.
_typogrify = filters.typogrify
_FILTERS = ("amp", "smartypants", "caps", "initial_quotes", "widont")

_TAG = re.compile(r"(<[^>]*>)")
_SKIPPED_BY_SMARTYPANTS = smartypants._tags_to_skip_regex()
_SKIPPED_BY_CAPS = re.compile(r"<(/)?(?:kbd|script)[^>]*>", re.IGNORECASE)
_MAY_BE_AMP = re.compile(r"&(?:amp;|#38;)?(?:\s|&nbsp;)")
_MAY_BE_CAPS = re.compile(r"[A-Z](?:\d*[A-Z]|\.)")
_MAY_BE_CODE = re.compile("<(?:pre|code)", re.IGNORECASE)


def quotes_now() -> int:
    """Return what smartypants is set to do at this moment: a setting of the whole process."""
    return smartypants.Attr.default


def typogrify(text: str, ignore_tags: Sequence[str] | None = None, **wanted: bool) -> str:
    """Return what `typogrify.filters.typogrify` returns for the same arguments."""
    quotes = quotes_now()
    if quotes & ~Attr.w != Attr.set1 or not wanted.keys() <= set(_FILTERS):
        return _typogrify(text, ignore_tags, **wanted)
    on = {name: wanted.get(name, True) for name in _FILTERS}
    pieces = _parted(text, tuple(ignore_tags or ()))
    return "".join(
        _set(piece, on, bool(quotes & Attr.w)) if odd else piece for piece, odd in pieces
    )


def _parted(text: str, ignore_tags: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Part `text` as typogrify does: what is to be set, and what (code, by default) is not."""
    if not ignore_tags and not _MAY_BE_CODE.search(text):
        return [(text, True)] if text else []
    return filters.process_ignores(text, ignore_tags)


def _set(text: str, on: dict[str, bool], convert_quot: bool) -> str:
    if "<!--" in text or "\0" in text:  # smartypants reads some comments as text
        for name in _FILTERS:
            text = getattr(filters, name)(text) if on[name] else text
        return text
    if on["amp"] and "&" in text and _MAY_BE_AMP.search(text):
        text = filters.amp(text)
    parts = _TAG.split(text)  # text, tag, text, tag, ... text
    if on["smartypants"]:
        _curl_all(parts, convert_quot)
    text = "".join(parts)
    if on["caps"] and _may_be_caps(text):
        _wrap_caps(parts)
        text = "".join(parts)
        parts = _TAG.split(text)
    if not text.count("<") == text.count(">") == len(parts) // 2:  # some are no tag's
        for name in _FILTERS[-2:]:
            text = getattr(filters, name)(text) if on[name] else text
        return text
    if on["initial_quotes"]:
        _wrap_initial_quotes(parts)
    if on["widont"]:
        _keep_last_words_together(parts)
    return "".join(parts)


def _kind(code: int) -> str:
    if code > 127:
        return "0"  # of a digit, perhaps
    character = chr(code)
    return "A" if character.isupper() else "0" if character.isdigit() else character


_KINDS = "".join(map(_kind, range(256))).encode()
_KINDS_OF_CAPS = re.compile(b"A[A0.]")


def _may_be_caps(text: str) -> bool:
    """Return whether there can be something that typogrify takes for capitals.

    Most texts have none: that is seen soonest where all capitals are one, and all digits.
    """
    kinds = text.encode("utf-8", "surrogatepass").translate(_KINDS)
    return bool(_KINDS_OF_CAPS.search(kinds) and _MAY_BE_CAPS.search(text))


# --- smartypants ----------------------------------------------------------------------------------

_BOUNDARY = "{\0{"  # to the patterns below, a brace is what the beginning and the end of a text are
_MAY_BE_CURLED = re.compile(r"""["'\\]|&quot;|--|\.\.\.|\. \. \.|``""")
_PLAIN_TAGS = frozenset(
    tag
    for name in ("p", "ul", "ol", "li", "h2", "h3", "em", "strong", "blockquote", "a")
    for tag in (f"<{name}>", f"</{name}>")
)
_ELLIPSIS = re.compile(r"\.(?:\.\.| \. \.)")
# Where single quotes touch others, the order of smartypants' patterns decides.
_TOUCHING = re.compile(r"""'(?:(?<="')|(?=["']|s'|[^\S \t\r\n]'))""")

# These begin with a character, for which a text is searched quickly; then what is before it counts.
_AFTER_SPACE = (  # the first of these is true of all that the others look for
    r"""(?<=[\s;\-]{0})"""
    r"""(?:(?<=\s{0})|(?<=&nbsp;{0})|(?<=--{0})|(?<=&[mn]dash;{0})|(?<=&&\#x201[34];{0}))"""
)
_OF_A_WORD = re.compile(r"'(?:(?<=[^\s;\[{(\-]')(?!\d)|(?<=\w')(?=\d\ds))")  # or of a decade: '80s
_OPENING_SINGLE = re.compile(r"'(?=\w)" + _AFTER_SPACE.format("'"))
_CLOSING_SINGLE = re.compile(r"'(?<=[^ \t\r\n\[{(\-]')(?!\d)")
_BEFORE_A_MARK = re.compile(r""""(?=[!-%'-/:-@\[-`{-~])(?:(?<=\A")|(?<=\0{"))""")
_OPENING_DOUBLE = re.compile(r'"(?=\w)' + _AFTER_SPACE.format('"'))
_PLAINLY_CLOSING_DOUBLE = re.compile(r'"(?:(?=\s)|(?<=[^\s;\[{(\-"]")(?!"))')
_DOUBLES = re.compile('""+')
_CLOSING_DOUBLE = re.compile(r'"(?<=[^ \t\r\n\[{(\-]")')
_OPENS_AFTER = frozenset(" \t\r\n[{(-")


def _curl_all(parts: list[str], convert_quot: bool) -> None:
    """Do to the parts of a text what smartypants does, in place."""
    places = _places_to_curl(parts)
    together = _BOUNDARY.join([parts[place] for place in places])
    if not _MAY_BE_CURLED.search(together):
        return
    curled = _curled(together, convert_quot).split(_BOUNDARY)
    for place, part in zip(places, curled, strict=True):
        if part in ('"', "'"):  # by itself: the end of the text before it decides
            before = "".join(parts[:place:2])[-1:]
            opening, closing = ("&#8220;", "&#8221;") if part == '"' else ("&#8216;", "&#8217;")
            part = closing if before and not before.isspace() else opening
        parts[place] = part


def _places_to_curl(parts: list[str]) -> Sequence[int]:
    """Return where among the parts there is text that smartypants does not skip."""
    if not _SKIPPED_BY_SMARTYPANTS.search("".join(set(parts[1::2]) - _PLAIN_TAGS)):
        return range(0, len(parts), 2)
    skipped: list[str] = []
    places = [0]
    for place in range(1, len(parts), 2):
        if tag := _SKIPPED_BY_SMARTYPANTS.match(parts[place]):
            if not tag[1]:
                skipped.append(tag[2].lower())
            elif skipped and skipped[-1] == tag[2].lower():
                skipped.pop()
        if not skipped:
            places.append(place + 1)
    return places


def _curled(text: str, convert_quot: bool) -> str:
    """Return texts, with boundaries between them, as smartypants sets each; but a quote that is a
    text by itself stays as it is."""
    if "\\" in text:
        text = smartypants.process_escapes(text)
    if convert_quot and "&quot;" in text:
        text = text.replace("&quot;", '"')
    if "-" in text and "--" in text:  # a character is found much sooner than two
        text = smartypants.convert_dashes(text)
    if _ELLIPSIS.search(text):
        text = smartypants.convert_ellipses(text)
    are_touching = _are_touching(text)
    if "`" in text or are_touching:
        text = smartypants.convert_backticks(text)
        are_touching = _are_touching(text)
    texts = text.split(_BOUNDARY)
    if not (are_touching or '"' in texts or "'" in texts):
        return _curled_by_neighbours(text)
    aside = {
        place: smartypants.convert_quotes(text) if len(text) > 1 else text
        for place, text in enumerate(texts)
        if text in ('"', "'") or _are_touching(text)
    }
    for place in aside:
        texts[place] = ""
    texts = _curled_by_neighbours(_BOUNDARY.join(texts)).split(_BOUNDARY)
    for place, text in aside.items():
        texts[place] = text
    return _BOUNDARY.join(texts)


def _are_touching(text: str) -> bool:
    return bool(_TOUCHING.search(text)) or ("\\" in text and "\\B" in text)


def _curled_by_neighbours(text: str) -> str:
    """Return a text with its quotes curled, none of which touches another, unless both are double."""
    # First what is decided by the character before it, as most are: then often none is left.
    if "'" in text:
        text = _OF_A_WORD.sub("&#8217;", text)
    if "'" in text:
        text = _OPENING_SINGLE.sub("&#8216;", text)
        text = _CLOSING_SINGLE.sub("&#8217;", text)
        text = text.replace("'", "&#8216;")
    if '"' in text:
        text = _PLAINLY_CLOSING_DOUBLE.sub("&#8221;", text)
        text = _OPENING_DOUBLE.sub("&#8220;", text)
    if '"' in text:
        text = _BEFORE_A_MARK.sub("&#8221;", text)
        text = _DOUBLES.sub(_curled_doubles, text)
        text = _CLOSING_DOUBLE.sub("&#8221;", text)
        text = text.replace('"', "&#8220;")
    return text


def _curled_doubles(quotes: re.Match[str]) -> str:
    """Return double quotes that touch, curled: to smartypants one of two is what stands before the
    other, which closes; but the first closes, too, after what is no space or bracket."""
    start, size = quotes.start(), len(quotes[0])
    if start and quotes.string[start - 1] not in _OPENS_AFTER:
        return "&#8221;" + ("&#8220;&#8221;" * size)[: 7 * (size - 1)]
    return ("&#8220;&#8221;" * size)[: 7 * size]


# --- typogrify's own ------------------------------------------------------------------------------

_QUOTES = ('"', "&ldquo;", "&#8220;", "'", "&lsquo;", "&#8216;")
_INLINE = ("a", "em", "span", "strong", "i", "b")
_BEGINS_INLINE = re.compile("<(?:a|em|span|strong|i|b)")
_BEGINS_BLOCK = re.compile("<(?:p|h[1-6]|li|dt|dd)")
_BLOCK_ENDS = frozenset(
    f"</{name}>" for name in ("p", "li", "dt", "dd", *(f"h{n}" for n in "123456"))
)
_INLINE_ENDS = frozenset(f"</{name}>" for name in _INLINE)
_INLINE_TAG = re.compile(f"</?(?:{'|'.join(_INLINE)})")


def _wrap_caps(parts: list[str]) -> None:
    """Do to the parts of a text what typogrify's `caps` does, in place."""
    skipping = False
    for place, part in enumerate(parts):
        if place % 2:
            tag = _SKIPPED_BY_CAPS.match(part)
            skipping = bool(tag and tag[1] is None)
        elif not skipping and _MAY_BE_CAPS.search(part):
            parts[place] = filters.caps(part)


def _wrap_initial_quotes(parts: list[str]) -> None:
    """Do to the parts of a text what typogrify's `initial_quotes` does, in place."""
    for place in range(len(parts) - 1, -1, -2):
        if not parts[place].lstrip().startswith(_QUOTES):
            continue
        start = place
        while start and _BEGINS_INLINE.match(parts[start - 1]) and not parts[start - 2].strip():
            start -= 2
        before = "".join(parts[start - 1 if start else 0 : place])
        if not start or _BEGINS_BLOCK.match(before):
            whole = filters.initial_quotes(before + parts[place])
            parts[place : place + 1] = _TAG.split(whole.removeprefix(before))


def _keep_last_words_together(parts: list[str]) -> None:
    """Do to the parts of a text what typogrify's `widont` does, in place."""
    for end in range(1, len(parts) + 1, 2):
        if end < len(parts) and parts[end] not in _BLOCK_ENDS:
            continue
        place = end - 1
        while place and not parts[place].strip() and parts[place - 1] in _INLINE_ENDS:
            place -= 2
        text = parts[place].rstrip()
        space = parts[place][len(text) :]
        match text.rsplit(None, 1):
            case [before, word]:
                parts[place] = f"{before}&nbsp;{word}{space}"
            case [word] if text != word and place and _INLINE_TAG.match(parts[place - 1]):
                parts[place] = f"&nbsp;{word}{space}"
