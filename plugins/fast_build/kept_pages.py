"""Pages that stand as another build would write them: nothing that they were made of has changed.

A record of each page says what its template read (see `reads`) and how its file was left. Where all
that is read again comes to the same, and the file looks as it did, the page need not be rendered.
What was read of articles and pages is looked at once for all.
"""

from __future__ import annotations

import marshal
import os
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from itertools import chain, product
from pathlib import Path
from typing import Any, NamedTuple

from jinja2.utils import missing

from .reads import CHANGES, KEYED, Facts, PageReads, Tracer
from .unchanged import looks_of
from .values import MAPPINGS, MISSING, Form, Unknown, is_mapping
from .whole_files import InTwoParts

_FEW = 1 / 4  # of the pages: as many as that may stand apart from the others in the record
_TICK = 0.02  # seconds: longer than the clock of a file system takes for a step
_NOT_THERE = object()
_NO_FORM = object()  # where nothing can stand for a value: it is like no other
TEXT = "text without links"  # of an article: the same wherever it is shown

Names = tuple[tuple[str, Form], ...]
Read = tuple[Form, tuple[str, ...]]


class Kept(NamedTuple):
    """A page: what it read, and how its file looks.

    `shared` is what stood for names that all pages have in common, `own` for those of this page;
    `reads` are numbers in a list of what pages read of articles, most of which many pages do.
    """

    template: str
    shared: Names
    of_globals: Names
    own: Names
    items: tuple[tuple[str, Form, Form], ...]
    reads: tuple[int, ...]
    looks: tuple[int, ...] = ()


_READS = Kept._fields.index("reads")


class KeptPages:
    """The pages of an earlier build, and those of this one for the next.

    `context` is what all pages have in common; `content_at` gives the article or page with a source,
    or None; `text_form` what stands for its text where that is known without reading it, or None;
    `text_digest` what stands for a text that is the same wherever it is shown, or None;
    `is_always_the_same` whether it makes no difference when it is asked for attributes.
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
        is_always_the_same: Callable[[Any, tuple[str, ...]], bool] = lambda _content, _names: False,
    ) -> None:
        self._record = InTwoParts(path)
        self.tracer = tracer
        self._below_output = os.path.join(output, "")
        self._context = context
        self._content_at = content_at
        self._text_form = text_form
        self._text_digest = text_digest
        self._is_always_the_same = is_always_the_same
        self._before: dict[str, Kept] = {}
        self._facts_before: Facts = {}
        # Since the whole record was written: pages that have changed, of how many reads it tells, and
        # what else was read of which articles. None where it is to be written.
        self._since: tuple[set[str], int, set[Form]] | None = None
        self._now: dict[str, Kept] = {}
        self._twice: set[str] = set()
        self._reads: list[Read] = []
        self._numbers: dict[Read, int] = {}
        # By the number of what an earlier build read: whether it is the same, where that is known.
        self._same: list[bool | None] = []
        self._shared: dict[Names, bool] = {}
        # When the last page was rendered: what is written a tick later looks otherwise.
        self._last = 0.0
        self._kinds: dict[Names, Names] = {}
        # Why pages have to be rendered each time, and how many.
        self.unsure: Counter[str] = Counter()

    # --- What an earlier build left ---------------------------------------------------------------

    def go_on(self, token: str) -> bool:
        """Take what the build with this token kept; return whether there is something."""
        with suppress(OSError, ValueError, EOFError, TypeError):
            whole, changes = self._record.read()
            its_token, pages, reads, facts = whole
            came, since = {}, len(reads)
            their_facts: Facts = {}
            if changes:
                its_token, came, more, their_facts = changes
                pages.update(came)
                reads += more
                facts.update(their_facts)
            if its_token == token:
                self._before = {name: Kept(*page) for name, page in pages.items()}
                self._reads, self._facts_before = reads, facts
                self._same = [None] * len(reads)
                self._since = {*came}, since, {*their_facts}
        return self.goes_on

    @property
    def goes_on(self) -> bool:
        """Whether an earlier build has left something."""
        return bool(self._before)

    def look_ahead(self) -> None:
        """Look at what pages read of articles before the first page comes, which may have to wait for
        something else that it reads: at all that is read of an article in one go, and at one after
        the other where something differs."""
        of_contents: defaultdict[Form, list[int]] = defaultdict(list)
        for number in range(len(self._same)):  # what was read today comes after them
            of_contents[self._reads[number][0]].append(number)
        for identity, numbers in of_contents.items():
            content = self._content(identity)
            kinds = tuple([self._reads[number][1] for number in numbers])
            if content is None:
                continue
            if self._is_same_ahead(content, identity, _together(kinds)):
                for number in numbers:
                    self._same[number] = True
            else:
                for number, names in zip(numbers, kinds, strict=True):
                    self._same[number] = self._is_same_ahead(content, identity, names)

    def _is_same_ahead(self, content: Any, identity: Form, names: tuple[str, ...]) -> bool | None:
        """Return whether attributes are as they were; None where they are not to be asked yet."""
        if self._is_always_the_same(content, names):
            return self._is_read_the_same(content, identity, names)
        return None

    def stands(self, name: str, template: Any, context: Mapping[str, Any]) -> bool:
        """Return whether the page `name` of the output is what rendering it would come to."""
        kept = self._before.get(name)
        if kept is None or name in self._now or name in self._twice:
            return False
        if template.name != kept.template or self._looks(name) != kept.looks:
            return False
        if not (
            self._is_shared_the_same(kept.shared, context)
            and self._are_the_same(kept.own, context)
            and self._are_the_same(kept.of_globals, template.globals)
            and all(self._is_item_the_same(item, context) for item in kept.items)
            and self._are_reads_the_same(kept.reads)
        ):
            return False
        self._now[name] = kept
        return True

    def _looks(self, name: str) -> tuple[int, ...]:
        try:
            return tuple(looks_of(os.stat(self._below_output + name)))
        except OSError:
            return ()

    def _is_shared_the_same(self, names: Names, context: Mapping[str, Any]) -> bool:
        """Return whether names that a page had in common with all say the same, and it still has."""
        known = self._shared.get(names)
        if known is None:
            known = self._shared[names] = self._are_the_same(names, self._context)
        return known and all(
            context.get(name, _NOT_THERE) is self._context.get(name, _NOT_THERE)
            for name, _ in names
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
            key = self._content(key)
        held = context[name]
        if type(held) not in MAPPINGS:
            return (held.stands_for(key) or MISSING) == form
        return self._form(held.get(key, _NOT_THERE)) == form

    def _are_reads_the_same(self, numbers: tuple[int, ...]) -> bool:
        same = self._same
        for number in numbers:
            if same[number] is None:
                identity, names = self._reads[number]
                content = self._content(identity)
                same[number] = self._is_read_the_same(content, identity, names)
            if not same[number]:
                return False
        return True

    def _is_read_the_same(self, content: Any, identity: Form, names: tuple[str, ...]) -> bool:
        """Return whether attributes are as they were; nobody asks for others, since that may do
        something."""
        facts = self._facts_before.get(identity, {})
        for name in names:
            form = facts.get(name, CHANGES)
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

    def _content(self, identity: Form) -> Any:
        content = self._content_at(identity[2])
        return content if type(content).__qualname__ == identity[1] else None

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
        shared, own = [], []
        for key in sorted(page.names):
            common = page.context.get(key, _NOT_THERE) is self._context.get(key, _NOT_THERE)
            (shared if common else own).append((key, page.names[key]))
        self._now[name] = Kept(
            template.name,
            self._one(tuple(shared)),
            self._one(tuple(sorted(page.of_globals.items()))),
            tuple(own),
            tuple((*at, form) for at, form in page.items.items()),
            tuple(
                self._number((identity, self._one(tuple(sorted(names)))))
                for identity, names in page.reads.items()
            ),
        )

    def _one(self, names: tuple) -> tuple:
        """Return one and the same tuple for all that are equal: it is kept once, and looked at once."""
        return self._kinds.setdefault(names, names)

    def _number(self, read: Read) -> int:
        """Return the number of what a page read, the same for all pages."""
        if len(self._numbers) != len(self._reads):  # the first: others are of an earlier build
            self._numbers = {read: number for number, read in enumerate(self._reads)}
        number = self._numbers.setdefault(read, len(self._reads))
        if number == len(self._reads):
            self._reads.append(read)
        return number

    def said(self, unsure: Mapping[str, int]) -> bytes:
        """Return what this process has noted, for `hear` in another, which already knows of so many
        pages that were `unsure`."""
        pages = {name: tuple(page) for name, page in self._now.items()}
        noted = (
            pages,
            self._reads,
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
        pages, its_reads, facts, unsure, twice, spoilt = marshal.loads(said)
        numbers = [self._number((identity, self._one(names))) for identity, names in its_reads]
        for name, page in pages.items():
            template, shared, of_globals, own, items, reads, looks = page
            reads = tuple(map(numbers.__getitem__, reads))
            self._now[name] = Kept(
                template, self._one(shared), self._one(of_globals), own, items, reads, looks
            )
        self._twice.update(twice)
        self.tracer.spoilt = self.tracer.spoilt or spoilt
        self.unsure.update(unsure)
        for identity, read in facts.items():
            known = self.tracer.facts.setdefault(identity, {})
            for name, form in read.items():
                known[name] = form if known.get(name, form) == form else CHANGES

    def keep(self, token: str, written_by_others: Callable[[str], bool]) -> None:
        """Keep for the next build, under the token of this one, what the pages read.

        `written_by_others` returns whether something else has written a file after its page was.
        """
        if self.tracer.spoilt:
            return
        time.sleep(min(max(self._last + _TICK - time.time(), 0), _TICK))
        pages = {}
        for name, page in self._now.items():
            # One that stood looks as it did before others could write it, or does not stand again.
            if not page.looks:
                if written_by_others(self._below_output + name):
                    continue
                page = page._replace(looks=self._looks(name))
            if page.looks:
                pages[name] = page
        with suppress(OSError):
            if changes := self._changes(pages):
                self._record.write_changes((token, *changes))
            else:
                self._record.write((token, *self._with_what_they_read(pages)))

    def _changes(self, pages: dict[str, Kept]) -> tuple[dict, list[Read], Facts] | None:
        """Return what is to be kept apart from the whole record, as `_with_what_they_read` returns all
        of it; None where that is to be written anew."""
        if not self._since or not self._before.keys() <= pages.keys():
            return None
        names, reads, identities = self._since
        came = {
            name: tuple(page)
            for name, page in pages.items()
            if name in names or page is not self._before.get(name)
        }
        if len(came) > _FEW * len(pages):
            return None
        return came, self._reads[reads:], self._facts_of({*identities, *self.tracer.facts})

    def _facts_of(self, identities: Iterable[Form]) -> Facts:
        """Return what was read of articles and pages: today, or earlier where it is the same."""
        before, now = self._facts_before, self.tracer.facts
        return {each: before.get(each, {}) | now.get(each, {}) for each in identities}

    def _with_what_they_read(self, pages: dict[str, Kept]) -> tuple[dict, list[Read], Facts]:
        """Return pages, the list that their `reads` are numbers of, and what was read of each article
        and page. What nobody reads any more may be among it until a page has gone."""
        if self._before.keys() <= pages.keys():
            facts = self._facts_of({**self._facts_before, **self.tracer.facts})
            return {name: tuple(page) for name, page in pages.items()}, self._reads, facts
        used = sorted({number for page in pages.values() for number in page[_READS]})
        number_now = {number: place for place, number in enumerate(used)}.__getitem__
        reads = [self._reads[number] for number in used]
        renumbered = {
            name: (*page[:_READS], tuple(map(number_now, page[_READS])), *page[_READS + 1 :])
            for name, page in pages.items()
        }
        return renumbered, reads, self._facts_of(dict.fromkeys(identity for identity, _ in reads))


@cache
def _together(kinds: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Return all names that are in any of them."""
    return tuple(sorted(set(chain.from_iterable(kinds))))
