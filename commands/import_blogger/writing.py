"""An entry as a file of this project: front matter and Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from html import escape
from pathlib import Path

from commands.check.links import WANTS_WORDS
from commands.check.rendering import check_rendering, is_suspicious
from commands.check.report import count
from commands.check.source import Source
from commands.check.targets import fault_of
from commands.problem import ERROR
from old_addresses.address import fault_of_old

from .addresses import Place
from .albums import Album
from .comments import Comments
from .dates import local
from .entry import Entry, Kind
from .filing import Filing
from .front_matter import (
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    as_date,
    as_summary,
    as_tags,
    as_title,
    first_sentences,
    head,
    one_line,
    shortened,
)
from .ledger import digest_of
from .markdown import Conversion, Picture, convert
from .own_links import OwnLinks
from .report import Outcome
from .staging import FOLDER, Staging
from .survey import Survey, text_of_html
from .threads import Said

LARGEST = 400_000
"""Letters of HTML that become a page: ten times those of a very long article. One that takes Markdown
longer than two seconds could not be built."""
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_WORDLESS = re.compile(rf"\{{: \.{WANTS_WORDS}\b|<img\b[^>]*\b{WANTS_WORDS}\b")


class Writer:
    """Writes posts, pages and comments aside, and notes in their outcomes what became of them."""

    def __init__(
        self,
        settings,
        links: OwnLinks,
        album: Album,
        filing: Filing,
        zone: tzinfo,
        survey: Survey,
        staging: Staging,
    ) -> None:
        self._settings, self._links, self._album = settings, links, album
        self._filing, self._zone, self._survey, self._staging = filing, zone, survey, staging
        self._authors = {author.name for author in survey.authors if author.name}
        self._comments = Comments(settings, survey.authors, zone, staging.desk())

    # --- Posts and pages -------------------------------------------------------------------------

    def put_text(
        self, entry: Entry, place: Place, date: datetime, is_draft: bool, outcome: Outcome
    ) -> None:
        """Write a post or page to its place; where that can't be, its HTML is set aside."""
        kind = "article" if entry.kind is Kind.POST else "page"
        html = self._album.with_files(entry.html) + _beside(entry)
        if self._is_too_long(html, entry, outcome):
            return
        conversion = self._converted(html, place.file, outcome)
        text = self._front_matter(entry, place, date, is_draft, outcome) + self._body(
            entry, conversion, outcome
        )
        if fault := _too_slow(text, self._settings):
            self.set_aside(entry, outcome, fault)
            return
        self._staging.put(place.file, text, entry.id)
        outcome.file = place.file
        outcome.what = f"{kind}, draft" if is_draft else kind

    def _front_matter(
        self, entry: Entry, place: Place, date: datetime, is_draft: bool, outcome: Outcome
    ) -> str:
        title = self._title(entry, date, outcome)
        topics, tags = self._filing.articles.get(place.slug, ((), ()))
        said = text_of_html(entry.html[:20_000])
        summary = as_summary(entry.description or first_sentences(said)) or as_title(
            shortened(one_line(entry.title) or title, LONGEST_SUMMARY)
        )
        fields = [("Title", title), ("Date", as_date(date, self._zone))]
        if modified := self._modified(entry, date):
            fields.append(("Modified", modified))
        if entry.kind is Kind.POST:
            fields += [("Topics", ", ".join(topics)), ("Tags", as_tags(tags))]
            if len(self._authors) > 1:
                fields.append(("Author", as_title(re.sub("[,;]", " ", entry.author.name))))
        fields += [("Summary", summary), ("Status", "draft" if is_draft else "")]
        if place.url:
            fields += [("Url", place.url), ("Save_as", place.url)]
        if place.was and not is_draft:
            if fault := fault_of_old(place.was, "", ""):
                outcome.remark("Old addresses that can't be redirected", fault[0])
            else:
                fields.append(("Was", place.was.replace(",", "%2C")))
        if entry.kind is Kind.POST and re.fullmatch(r"tag:[\w.,:-]{1,200}", entry.id):
            fields.append(("Id", entry.id))
        if entry.place:
            outcome.remark("Places that are not kept", one_line(entry.place)[:100])
        return head(fields)

    def _title(self, entry: Entry, date: datetime, outcome: Outcome) -> str:
        title = as_title(entry.title)
        if not re.search(r"\w", title):
            words = shortened(text_of_html(entry.html[:5_000]), 60)
            title = as_title(words) if re.search(r"\w", words) else f"Untitled, {date:%Y-%m-%d}"
            outcome.remark("Titles made here, since there was none", title)
        elif len(title) > LONGEST_TITLE:
            outcome.remark("Titles cut", f"it had {len(title):,} letters, and begins the text now")
            title = shortened(title, LONGEST_TITLE)
        return title

    def _modified(self, entry: Entry, date: datetime) -> str:
        """Return when the entry was last changed, where that was a day or more after its date."""
        if entry.updated is None or (entry.updated - date).total_seconds() < 86_400:
            return ""
        changed = local(entry.updated, date.tzinfo, True)
        return as_date(changed, self._zone) if 1970 <= changed.year < 2200 else ""

    def _body(self, entry: Entry, conversion: Conversion, outcome: Outcome) -> str:
        body = conversion.markdown
        for kept in conversion.kept:
            outcome.remark("Parts that stay HTML", f"{kept.what}: {kept.why}")
        for sentence in conversion.removed:
            outcome.remark("Taken out of texts", sentence)
        if number := len(_WORDLESS.findall(body)):
            outcome.remark("Pictures that want words", count(number, "picture"))
        for address in sorted(set(_EMAIL.findall(body))):
            outcome.remark("E-mail addresses in texts", address)
        if not body.strip():
            outcome.remark("Texts of nothing", "there were no words in it")
        whole = as_summary(entry.title) if len(as_title(entry.title)) > LONGEST_TITLE else ""
        return f"{whole}\n\n{body}" if whole else body

    def _converted(self, html: str, file: str, outcome: Outcome) -> Conversion:
        def picture(source: str) -> Picture:
            fault = fault_of(source)
            is_none = fault is not None and fault[2] == ERROR
            found = Picture("") if is_none else self._album.picture(source)
            if fault or not found.source:
                outcome.remark("Pictures that were nowhere", source[:300])
            return found

        return convert(html, self._link_in(file, outcome), picture)

    def _link_in(self, file: str, outcome: Outcome) -> Callable[[str], str]:
        def link(href: str) -> str:
            new, dead = self._links.resolve(href, file)
            if dead and href.strip():
                outcome.remark("Links that lead nowhere", f"{href.strip()[:300]} {dead}")
            return self._album.original(new) if new == href.strip() else new

        return link

    # --- Comments --------------------------------------------------------------------------------

    def put_comment(self, said: Said, place: Place, dates, posts, outcome: Outcome) -> None:
        """Write a comment to the folder of its article."""
        entry = said.entry
        file = f"comments/{place.slug}/{said.id}.md"
        if said.note:
            outcome.remark("Comments that begin a thread now", said.note)
        markdown = ""
        if self._is_too_long(entry.html, entry, outcome):
            return
        if not said.is_placeholder:
            conversion = self._comment_converted(entry.html, place.file, outcome)
            for sentence in conversion.removed:
                outcome.remark("Taken out of texts", sentence)
            markdown = conversion.markdown
            for address in sorted(set(_EMAIL.findall(markdown))):
                outcome.remark("E-mail addresses in texts", address)
        date = dates[posts[entry.parent].number]
        text, fault = self._comments.file_of(said, markdown, date, place.slug)
        if fault:
            self.set_aside(entry, outcome, fault)
            return
        self._staging.put(file, text, entry.id)
        outcome.what = "placeholder for a removed comment" if said.is_placeholder else "comment"
        outcome.file = file

    def _comment_converted(self, html: str, file: str, outcome: Outcome) -> Conversion:
        def picture(source: str) -> Picture:
            outcome.remark("Pictures taken out of comments", source)
            return Picture("")

        return convert(html, self._link_in(file, outcome), picture, newlines_break=True)

    # --- What can't be shown ------------------------------------------------------------------------

    def _is_too_long(self, html: str, entry: Entry, outcome: Outcome) -> bool:
        if len(html) > LARGEST:
            why = f"its text has {len(html):,} letters, and a page can have {LARGEST:,}"
            self.set_aside(entry, outcome, why)
        return len(html) > LARGEST

    def set_aside(self, entry: Entry, outcome: Outcome, why: str) -> None:
        """Keep the HTML of an entry that can't become a file of the site, for its author to see to."""
        name = re.sub(r"[^A-Za-z0-9_-]", "-", entry.key)[-60:]
        file = f"{FOLDER}/set-aside/{entry.kind}-{name}.txt"
        if file in self._staging.by_fate:  # ids of two blogs may end alike
            name = digest_of(entry.id.encode())
            file = f"{FOLDER}/set-aside/{entry.kind}-{name}.txt"
        self._staging.put(file, f"{entry.title}\n\n{entry.html}", entry.id)
        outcome.what, outcome.file, outcome.why = "set aside", file, why


def _beside(entry: Entry) -> str:
    """Return the links that Blogger keeps beside a text, as HTML to stand below it."""
    links = (f'<p><a href="{escape(each)}">{escape(each)}</a></p>' for each in entry.related)
    return "".join(f"\n{link}" for link in dict.fromkeys(links))


def _too_slow(text: str, settings) -> str:
    if not is_suspicious(text):
        return ""
    source = Source(Path("entry.md"), "article", text)
    return next((problem.what for problem in check_rendering([source], settings["MARKDOWN"])), "")
