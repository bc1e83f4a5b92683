"""The pictures that one article or page shows, and what is wrong with them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from .finding import Finder, name_in
from .kitchen import Kitchen
from .markup import Attributes
from .picture import Fault, Shown, Unreadable
from .source_text import SourceText

WANTS_WORDS = "wants-words"
"""The class of a picture that came without a text, and may be silent until somebody writes one."""


class Collector:
    """Notes the pictures of one article or page, and what is wrong with them."""

    def __init__(self, content: Any, finder: Finder, kitchen: Kitchen) -> None:
        self._content, self._finder, self._kitchen = content, finder, kitchen
        self._times: dict[str, int] = {}
        self.shown: dict[str, Shown] = {}
        self.faults: list[Fault] = []

    @cached_property
    def _source(self) -> SourceText:
        return SourceText(Path(self._content.source_path))

    def note(self, attributes: Attributes, within: bool) -> None:
        """Note one `<img>`; the tag stays as it is for now."""
        address = attributes.get("src") or ""
        name = name_in(address)
        nth = self._times.setdefault(name, 0)
        self._times[name] += 1

        def fault(what: str, cure: str) -> None:
            line = self._source.line_of(name, nth)
            self.faults.append(Fault(self._source.file, line, what, cure))

        alt = attributes.get("alt")
        # docutils gives a picture without a text its address for one.
        says_nothing = not (alt or "").strip() or alt in (address, name)
        if says_nothing and not (alt == "" and self._may_be_silent(attributes)):
            fault(
                f"the picture {name} has no text for those who can't see it.",
                "Say what it shows between the brackets: ![What it shows](...).",
            )
        if within or "srcset" in attributes:
            return
        try:
            static = self._finder.find(self._content, address)
            if static is not None:
                path = Path(static.source_path)
                line = self._source.line_of(name, nth)
                picture = self._kitchen.read(path)
                self.shown.setdefault(address, Shown(path, picture, self._source.file, line))
        except FileNotFoundError:
            fault(f"there is no picture {name}.", "Mend the name, or put the file there.")
        except Unreadable as error:
            what, cure = error.args
            fault(f"the picture {name} {what}", cure)
        except ValueError:
            fault(f"'{address}' is no address.", "Mend it.")

    def _may_be_silent(self, attributes: Attributes) -> bool:
        """Whether a picture decorates, or is marked as one whose text has yet to be written."""
        marks = (attributes.get("class") or "").split()
        return WANTS_WORDS in marks or self._source.is_decoration(attributes.get("src") or "")
