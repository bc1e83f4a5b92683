"""What a template may do to a value, and the reading of the theme's words.

Pure: nothing here knows Pelican. `FILTERS` are the filters with this theme's own words.
"""

import html
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import smartypants

WORDS_A_MINUTE = 230
"""How fast advice is read on a screen: a calm adult pace."""

LONG = 7
"""How many sections an article has that gets a table of contents. A third of the collection has as many: of
those, one section fills a phone's screen, and who looks for the script passes half a dozen screens."""

_SECTION = re.compile(r"""<h2\b[^>]*?\bid=(["']?)([^"'\s>]+)\1[^>]*>(.*?)</h2>""", re.DOTALL)
_UNSEEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"""</?[a-z](?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
# Elements that stand inside a word or a line; any other parts the words around it.
_INLINE = re.compile(
    r"</?(a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|su[bp]"
    r"""|time|u|var|wbr)\b(?:[^>"']|"[^"]*"|'[^']*')*>""",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """Return the plain text of a piece of HTML, on one line.

    Entities become characters, tags and comments go, every run of white space (no-break
    spaces too) becomes one space. Elements other than inline ones part the words around them.
    """
    without_tags = _TAG.sub(" ", _INLINE.sub("", _UNSEEN.sub(" ", text)))
    return " ".join(html.unescape(without_tags).split())


def curly(text: str) -> str:
    """Return plain text with the quotes, dashes and ellipses that typogrify sets elsewhere.

    For what authors write outside the text of an article: a question, say.
    """
    return html.unescape(
        smartypants.smartypants(html.escape(text, quote=False), smartypants.Attr.set1)
    )


def minutes(text: str) -> int:
    """Return how many whole minutes a piece of HTML takes to read; at least one."""
    return max(1, round(len(plain(text).split()) / WORDS_A_MINUTE))


def contents(text: str) -> list[tuple[str, str]]:
    """Return the sections of a long piece of HTML, each as its anchor and its title in plain text.

    They begin at an `<h2>` with an id. A piece with fewer than LONG of them has no contents: [].
    """
    found = [(match[2], plain(match[3])) for match in _SECTION.finditer(_UNSEEN.sub(" ", text))]
    return found if len(found) >= LONG else []


def dated(text: str) -> date:
    """Return the date that front matter such as "2026-11-22 09:00" names; the check lets no other in."""
    return date.fromisoformat(text[:10])


def day(when: date, months: Sequence[str]) -> str:
    """Return a date as a reader says it, "12 November 2026".

    `months` are the names of the twelve months, January first: the words are the theme's,
    not the machine's, so that a build reads the same on every machine.
    """
    return f"{when.day} {months[when.month - 1]} {when.year}"


def iso(when: date) -> str:
    """Return a date, or a date with its time, in ISO 8601, as machines read it."""
    return when.isoformat()


def address(output_file: str) -> str:
    """Return the path under which a written file is visited: "help/index.html" is "help/"."""
    path = output_file.replace("\\", "/")
    folder, _, name = path.rpartition("/")
    if name != "index.html":
        return path
    return f"{folder}/" if folder else ""


def filters(words: Mapping[str, Any]) -> dict[str, Callable[..., Any]]:
    """Return every filter by the name that templates call it by.

    `words` are those of `read_words`: the names of the months come from there.
    """
    return {
        "plain": plain,
        "curly": curly,
        "minutes": minutes,
        "contents": contents,
        "dated": dated,
        "day": partial(day, months=words["dates"]["months"]),
        "iso": iso,
        "address": address,
    }


class FaultyWords(ValueError):
    """The words can't be read; `problems` says where, why, and what to do."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        self.problems = (f"{path}:{line}: {what}",)
        super().__init__(*self.problems)


def read_words(path: Path) -> Mapping[str, Any]:
    """Return the words of the interface: each table of `words.toml` by its name.

    Raises FaultyWords for a file that is no TOML, and for a name that a template could not reach:
    `say.x.copy` would be the method of that name that every mapping has.
    """
    try:
        # Some editors put a mark before the text, which TOML has no place for.
        words = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:  # no UTF-8 is none either
        line = re.search(r"line (\d+)", str(error))
        what = f"this is no TOML ({error}). Mend it at that place."
        raise FaultyWords(path, int(line[1]) if line else 1, what) from error
    for name in _names(words):
        if hasattr(words, name):
            what = f'a template cannot reach "{name}". Give it another name.'
            raise FaultyWords(path, 1, what)
    return words


def _names(table: Mapping[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        yield name
        if isinstance(value, dict):
            yield from _names(value)


FILTERS = filters(read_words(Path(__file__).with_name("words.toml")))
