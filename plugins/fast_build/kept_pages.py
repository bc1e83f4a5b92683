"""Pages that stand as another build would write them: nothing that they were made of has changed.

A record of each page says what its template read (see `reads`) and how its file was left. Where all
that is read again comes to the same, and the file looks as it did, the page need not be rendered.
What was read of articles and pages is looked at once for all.
"""

from __future__ import annotations

import marshal
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from itertools import product, repeat
from operator import is_
from pathlib import Path
from struct import Struct
from struct import error as TooLarge
from typing import Any, NamedTuple

from jinja2.utils import missing

from .reads import CHANGES, KEYED, PageReads, Tracer, note
from .unchanged import TICK, looks_of
from .values import MAPPINGS, MISSING, Form, Unknown, is_mapping
from .whole_files import InTwoParts

_FEW = 1 / 4  # of the pages: as many as that may stand apart from the others in the record
_NOT_THERE = object()
_NO_FORM = object()  # where nothing can stand for a value: it is like no other
TEXT = "text without links"  # of an article: the same wherever it is shown

Names = tuple[tuple[str, Form], ...]
Kind = tuple[str, Names, Names]
# Of an article or page: names of attributes, and what stood for each.
Facts = tuple[tuple[str, ...], tuple[Form, ...]]
# Returns whether forms stand for attributes of an article or page; None where they have to be asked for
# one by one.
Compare = Callable[[Any, tuple[Form, ...]], bool | None]


class Kept(NamedTuple):
    """A page: what it read, and how its file looks. Numbers are places in `Tables`.

    `kind` is what it had in common with others; `contents` are articles and pages that stood for names
    of its own, `own` what stood for the others; `reads` are articles and pages of which it read
    attributes, under the `names` at the same place.
    """

    kind: int
    contents: tuple[tuple[str, int], ...]
    own: Names
    items: tuple[tuple[str, Form, Form], ...]  # a key is a text, a number, or an article in a tuple
    reads: tuple[int, ...]
    names: tuple[int, ...]
    looks: bytes = b""


_NAMES, _LOOKS = map(Kept._fields.index, ("names", "looks"))
_packed = Struct("=qqqQ").pack  # how a file looks, in a third of the memory


class Table(list):
    """Things that each have a number: one that is equal to another has the same."""

    _numbers: dict[Any, int] | None = None

    def number(self, thing: Any) -> int:
        """Return the number of a thing, which is a new one where it is not there yet."""
        if self._numbers is None:  # most builds ask for few
            self._numbers = {each: number for number, each in enumerate(self)}
        number = self._numbers.setdefault(thing, len(self))
        if number == len(self):
            self.append(thing)
        return number


class _Alike(dict[Any, Any]):
    """One of all things that are equal, such as the topics of many articles: it is kept once."""

    def one(self, thing: Any) -> Any:
        if type(thing) is tuple:
            with suppress(TypeError):  # a name of a plugin's own kind
                return self.setdefault(thing, thing)
        return thing


class Tables(NamedTuple):
    """What many pages share, by number: templates with what stood for names of the context that all
    have, and of the environment; names of attributes; articles and pages."""

    kinds: Table
    names: Table
    contents: Table

    @classmethod
    def of(cls, *things: Iterable) -> Tables:
        return cls(*map(Table, things or ((), (), ())))

    def sizes(self) -> tuple[int, ...]:
        return tuple(map(len, self))

    def since(self, sizes: Iterable[int]) -> tuple[list, ...]:
        """Return what has come since they were of these sizes."""
        return tuple(table[size:] for table, size in zip(self, sizes, strict=True))


def _renumbered(
    page: Kept,
    kind: Callable[[int], int],
    names: Callable[[int], int],
    content: Callable[[int], int],
) -> Kept:
    """Return the same page with the numbers that others come to."""
    items = [
        (name, (content(*key),) if isinstance(key, tuple) else key, form)
        for name, key, form in page.items
    ]
    return page._replace(
        kind=kind(page.kind),
        contents=tuple([(name, content(number)) for name, number in page.contents]),
        items=tuple(items),
        reads=tuple(map(content, page.reads)),
        names=tuple(map(names, page.names)),
    )


class KeptPages:
    """The pages of an earlier build, and those of this one for the next.

    `context` is what all pages have in common; `content_at` gives the article or page with a source,
    or None; `text_form` what stands for its text where that is known without reading it, or None;
    `text_digest` what stands for a text that is the same wherever it is shown, or None;
    `way_to_compare` what tells of one of a class whether these stand for attributes with these names,
    all in one go; None where it makes a difference when it is asked for them. `in_order` gives articles and
    pages in the order in which they lie in memory, about: by number they are looked at so, too, which takes
    a quarter less time than at random.
    """

    def __init__(
        self,
        path: Path,
        tracer: Tracer,
        output: str,
        context: Mapping[str, Any],
        content_at: Callable[[str], Any],
        text_form: Callable[[Any], Form | None],
        text_digest: Callable[[Any], Form | None] = lambda _content: None,
        way_to_compare: Callable[[type, tuple[str, ...]], Compare | None] = lambda _kind, _names: (
            None
        ),
        in_order: Callable[[], Iterable[Any]] = tuple,
    ) -> None:
        self._record = InTwoParts(path)
        self.tracer = tracer
        tracer.text_form = text_form or tracer.text_form
        self._below_output = os.path.join(output, "")
        self._context = context
        self._content_at = content_at
        self._text_form = text_form
        self._text_digest = text_digest
        self._way_to_compare = cache(way_to_compare)
        self._in_order = in_order
        self._before: dict[str, tuple] = {}  # each a `Kept`, as it was read
        self._now: dict[str, tuple] = {}
        self._tables = Tables.of()
        identity = tracer.values.identity
        self._number_of = cache(lambda content: self._tables.contents.number(identity(content)))
        # By number of an article or page: what was read of it, itself, and whether all is the same,
        # where that is known.
        self._facts: list[Facts] = []
        self._found: list[Any] | None = None
        self._whole: list[bool | None] = []
        self._same: dict[tuple[int, int], bool] = {}
        # By number of a kind: names of the context and what they have to be; None where it differs.
        self._kinds: dict[int, tuple[tuple[str, ...], tuple[Any, ...]] | None] = {}
        # Since the whole record was written: pages that have changed, of what sizes its tables were,
        # and of which articles more was read. None where it is to be written.
        self._since: tuple[set[str], tuple[int, ...], set[int]] | None = None
        self._twice: set[str] = set()
        # When the last page was rendered: what is written a tick later looks otherwise.
        self._last = 0.0
        # Why pages have to be rendered each time, and how many.
        self.unsure: Counter[str] = Counter()

    # --- What an earlier build left ---------------------------------------------------------------

    def go_on(self, token: str) -> bool:
        """Take what the build with this token kept; return whether there is something."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            whole, changes = self._record.read()
            its_token, pages, tables, facts = whole
            sizes = tuple(map(len, tables))
            came: dict[str, tuple] = {}
            read: dict[int, Facts] = {}
            if changes:
                its_token, came, more, read = changes
                pages.update(came)
                for table, things in zip(tables, more, strict=True):
                    table += things
                facts += repeat(((), ()), len(tables[-1]) - len(facts))
                for number, fact in read.items():
                    facts[number] = fact
            if its_token == token:
                self._before, self._tables, self._facts = pages, Tables.of(*tables), facts
                self._whole = [None] * len(facts)
                self._since = {*came}, sizes, {*read}
        if not self._before:
            for content in self._in_order():
                self._tables.contents.number(self.tracer.values.identity(content))
        return self.goes_on

    @property
    def goes_on(self) -> bool:
        """Whether an earlier build has left something."""
        return bool(self._before)

    def look_ahead(self) -> None:
        """Look at what pages read of articles before the first page comes, which may have to wait for
        something else that it reads: at all that is read of an article in one go."""
        way, whole = self._way_to_compare, self._whole
        found = self._contents()
        for number, (names, forms) in enumerate(self._facts):
            content = found[number]
            compare = content is not None and way(type(content), names)
            if compare:
                whole[number] = compare(content, forms)

    def stands(self, name: str, template: Any, context: Mapping[str, Any]) -> bool:
        """Return whether the page `name` of the output is what rendering it would come to."""
        kept = self._before.get(name)
        if kept is None or name in self._now or name in self._twice:
            return False
        kind, contents, own, items, reads, names, looks = kept
        if self._looks(name) != looks or not self._is_of_kind(kind, template, context):
            return False
        for key, number in contents:
            content = self._content(number)
            if content is None or context.get(key) is not content:
                return False
        if own and not self._are_the_same(own, context):
            return False
        for item in items:
            if not self._is_item_the_same(item, context):
                return False
        whole = self._whole
        for number, of in zip(reads, names, strict=True):
            if not whole[number] and not self._is_read_the_same(number, of):
                return False
        self._now[name] = kept
        return True

    def _looks(self, name: str) -> bytes:
        try:
            return _packed(*looks_of(os.stat(self._below_output + name)))
        except (OSError, TooLarge):
            return b""

    def _is_of_kind(self, kind: int, template: Any, context: Mapping[str, Any]) -> bool:
        """Return whether names that a page had in common with all say the same, and it still has."""
        its_template, shared, of_globals = self._tables.kinds[kind]
        if kind not in self._kinds:
            names = tuple([name for name, _ in shared])
            values = tuple([self._context.get(name, _NOT_THERE) for name in names])
            is_same = self._are_the_same(shared, self._context)
            self._kinds[kind] = (names, values) if is_same else None
        known = self._kinds[kind]
        if known is None or template.name != its_template:
            return False
        names, values = known
        return all(map(is_, map(context.get, names, repeat(_NOT_THERE)), values)) and (
            not of_globals or self._are_the_same(of_globals, template.globals)
        )

    def _are_the_same(self, names: Names, context: Mapping[str, Any]) -> bool:
        for name, form in names:
            value = context.get(name, _NOT_THERE)
            if form == KEYED:
                if not is_mapping(type(value)):
                    return False
            elif self._form(value) != form:
                return False
        return True

    def _is_item_the_same(self, item: tuple[str, Form, Form], context: Mapping[str, Any]) -> bool:
        name, key, form = item
        if isinstance(key, tuple):
            key = self._content(*key)
        held = context[name]
        if type(held) not in MAPPINGS:
            return (held.stands_for(key) or MISSING) == form
        return self._form(held.get(key, _NOT_THERE)) == form

    def _is_read_the_same(self, number: int, names: int) -> bool:
        """Return whether attributes of an article or page are as they were."""
        at = number, names
        if at not in self._same:
            content, facts = self._content(number), dict(zip(*self._facts[number], strict=True))
            of = self._tables.names[names]
            forms = [facts.get(name, CHANGES) for name in of]
            self._same[at] = content is not None and self._are_as_they_were(content, of, forms)
        return self._same[at]

    def _are_as_they_were(self, content: Any, names: Iterable[str], forms: Iterable[Form]) -> bool:
        """Return whether these stand for attributes; nobody asks for others, since that may do
        something."""
        for name, form in zip(names, forms, strict=True):
            if name == "content" and (its_form := self._text_form(content)) is not None:
                is_same = its_form == form
            elif name == TEXT:
                is_same = self._text_digest(content) == form
            else:
                value = getattr(content, name, _NOT_THERE)
                # A short text, as most are, stands for itself.
                is_same = (type(value) is str and value == form) or self._form(value) == form
            if not is_same:
                return False
        return True

    def _content(self, number: int) -> Any:
        """Return an article or page that an earlier build knew by this number; None where it is gone."""
        return self._contents()[number]

    def _contents(self) -> list[Any]:
        if self._found is None:
            at, forms = self._content_at, self._tables.contents
            found = [(at(source), kind) for _, kind, source in forms]
            self._found = [
                each if type(each).__qualname__ == kind else None for each, kind in found
            ]
            self.tracer.values.know(zip(self._found, forms, strict=False))
        return self._found

    def _form(self, value: Any) -> Form:
        if value is _NOT_THERE:
            return MISSING
        try:
            return self.tracer.values.of(value)
        except (Unknown, RecursionError):
            return _NO_FORM

    # --- What this one leaves ---------------------------------------------------------------------

    def page_of(
        self, context: Mapping[str, Any], contents: Iterable, names: Iterable[str]
    ) -> PageReads:
        """Return what is read to make a page without a template: a whole context, and attributes of
        articles, with `TEXT` for what is in it."""
        page, tracer = PageReads(context, {}), self.tracer
        page.names = {name: tracer.form_of(page, value) for name, value in context.items()}
        if page.unsure:  # perhaps for one of the contents, which are in the context too
            return page
        for content, name in product(contents, names):
            if name != TEXT:
                form = tracer.form_of(page, getattr(content, name, missing))
            elif (form := self._text_digest(content)) is None:
                page.unsure = page.unsure or "a feed shows a text that may have links"
            tracer.fact(page, content, name, form)
        return page

    def put(self, name: str, template: Any, page: PageReads) -> None:
        """Note what a page read that was rendered."""
        self._last = time.time()
        if name in self._now or name in self._twice:
            self._now.pop(name, None)
            self._twice.add(name)
            return
        if page.unsure:
            self.unsure[page.unsure] += 1
            return
        kinds, names, contents = self._tables
        shared, own, of_site = [], [], []
        for key, form in sorted(page.names.items()):
            value = page.context.get(key, _NOT_THERE)
            if value is self._context.get(key, _NOT_THERE):
                shared.append((key, form))
            elif type(value) in self.tracer.values.contents:
                of_site.append((key, contents.number(form)))
            else:
                own.append((key, form))
        self._now[name] = Kept(
            kinds.number((template.name, tuple(shared), tuple(sorted(page.of_globals.items())))),
            tuple(of_site),
            tuple(own),
            tuple(
                (of, (contents.number(key),) if isinstance(key, tuple) else key, form)
                for (of, key), form in page.items.items()
            ),
            tuple(map(self._number_of, page.reads)),
            tuple([names.number(read.names) for read in page.reads.values()]),
        )

    def said(self, unsure: Mapping[str, int]) -> bytes:
        """Return what this process has noted, for `hear` in another, which already knows of so many
        pages that were `unsure`."""
        noted = (
            {name: tuple(page) for name, page in self._now.items()},
            tuple(map(list, self._tables)),
            self.tracer.facts,
            dict(self.unsure - Counter(unsure)),
            sorted(self._twice),
            self.tracer.spoilt,
        )
        return marshal.dumps(noted)

    def hear_all(self, said: Iterable[bytes] | None) -> None:
        """Take what all other processes have noted; None where that of one is lost."""
        if said is None:
            self.tracer.spoilt = self.tracer.spoilt or "a process has ended before its time"
        for each in said or ():
            self.hear(each)

    def hear(self, said: bytes) -> None:
        """Take what another process has noted, which rendered a part of the pages."""
        self._last = time.time()
        pages, tables, facts, unsure, twice, spoilt = marshal.loads(said)
        numbers = [
            list(map(table.number, things)).__getitem__
            for table, things in zip(self._tables, tables, strict=True)
        ]
        self._now |= {name: _renumbered(Kept(*page), *numbers) for name, page in pages.items()}
        self._twice.update(twice)
        self.tracer.spoilt = self.tracer.spoilt or spoilt
        self.unsure.update(unsure)
        for identity, read in facts.items():
            known = self.tracer.facts.setdefault(identity, {})
            for name, form in read.items():
                note(known, name, form)

    def keep(self, token: str, written_by_others: Callable[[str], bool]) -> None:
        """Keep for the next build, under the token of this one, what the pages read.

        `written_by_others` returns whether something else has written a file after its page was.
        """
        if self.tracer.spoilt:
            return
        time.sleep(min(max(self._last + TICK - time.time(), 0), TICK))
        pages: dict[str, tuple] = {}
        alike = _Alike()
        for name, page in self._now.items():
            # One that stood looks as it did before others could write it, or does not stand again.
            if page is not self._before.get(name):
                if written_by_others(self._below_output + name):
                    continue
                page = (*page[:_NAMES], alike.one(page[_NAMES]), self._looks(name))
            if page[_LOOKS]:
                pages[name] = page
        with suppress(OSError):
            if changes := self._changes(pages):
                self._record.write_changes((token, *changes))
            else:
                self._record.write((token, *self._with_what_they_read(pages)))

    def _changes(self, pages: dict[str, tuple]) -> tuple[dict, tuple, dict[int, Facts]] | None:
        """Return what is to be kept apart from the whole record: pages, what has come to the tables, and
        what was read of articles; None where the whole is to be written anew."""
        if not self._since or not self._before.keys() <= pages.keys():
            return None
        names, sizes, numbers = self._since
        came = {
            name: page
            for name, page in pages.items()
            if name in names or page is not self._before.get(name)
        }
        if len(came) > _FEW * len(pages):
            return None
        facts = self._facts_by_now()
        numbers = {*numbers, *map(self._tables.contents.number, self.tracer.facts)}
        return came, self._tables.since(sizes), {number: facts[number] for number in numbers}

    def _facts_by_now(self) -> list[Facts]:
        """Return what was read of each article and page: today, or earlier where it is the same."""
        contents = self._tables.contents
        now = {contents.number(identity): read for identity, read in self.tracer.facts.items()}
        facts: list[Facts] = [*self._facts, *repeat(((), ()), len(contents) - len(self._facts))]
        alike = _Alike()
        for number, read in now.items():
            known = dict(zip(*facts[number], strict=True)) | read
            names = tuple(sorted(known))
            facts[number] = alike.one(names), tuple([alike.one(known[name]) for name in names])
        return facts

    def _with_what_they_read(self, pages: dict[str, tuple]) -> tuple[dict, tuple, list[Facts]]:
        """Return pages, the tables that their numbers are places in, and what was read of each article
        and page. What nobody reads any more may be among it until a page has gone."""
        facts = self._facts_by_now()
        if self._before.keys() <= pages.keys():
            return pages, tuple(map(list, self._tables)), facts
        tables = Tables.of()
        for form, content in zip(self._tables.contents, self._contents(), strict=False):
            if content is not None:
                tables.contents.number(form)
        numbers = [
            cache(lambda number, table=table, old=old: table.number(old[number]))
            for table, old in zip(tables, self._tables, strict=True)
        ]
        pages = {name: tuple(_renumbered(Kept(*page), *numbers)) for name, page in pages.items()}
        number = self._tables.contents.number
        return pages, tuple(map(list, tables)), [facts[number(each)] for each in tables.contents]
