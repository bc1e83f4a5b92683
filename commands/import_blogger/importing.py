"""The way through an import: two readings of the export, one account, and all files at once."""

from __future__ import annotations

import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from filelock import FileLock

from commands.check.report import count
from commands.check.rules import Rules
from commands.check.sources import read_sources
from commands.problem import as_typed
from commands.publish.progress import Progress
from help_by_topic.catalogue import read_catalogue
from help_by_topic.topic import Topic, TopicError

from .addresses import places
from .albums import Album
from .dates import dated
from .entry import Entry, Kind, State
from .filing import Filing, filed_here
from .ledger import digest_of
from .own_links import OwnLinks, blog_of
from .reading import Feed
from .redirects import FILE as REDIRECTS
from .redirects import label_addresses, month_addresses, with_addresses
from .refused import Refused
from .report import Account, Outcome, as_csv, as_markdown
from .shapes import Export, recognise
from .staging import FOLDER, Fate, Staging, recover
from .survey import Survey, identified, surveyed
from .threads import ON_A_PAGE, threads
from .wishes import Wishes
from .writing import Writer

_LEFT_OUT = {
    Kind.TEMPLATE: "it is the blog's theme",
    Kind.SETTING: "it is a setting of the blog",
    Kind.UNKNOWN: "it is of no kind that is known",
}
_STATES_LEFT_OUT = {State.TRASHED: "it was in the trash"}


def import_export(path: Path, settings, rules: Rules, wishes: Wishes) -> Account:
    """Bring the export at `path` into `rules.content`, and return the account of it.

    Raises Refused, with nothing written, where that can't be done, or where the sums don't add up.
    """
    into = rules.content
    export = recognise(path, wishes.blog)
    if not into.is_dir():
        raise Refused(
            f"{into}: there is no such folder. Say --into and the folder of your content."
        )
    with ExitStack() as stack:
        stack.enter_context(only_one(into))
        recover(into)
        staging = Staging(into)
        stack.callback(staging.discard)
        run = _Run(export, settings, rules, wishes, staging)
        account = run.account()
        if faults := account.faults(run.survey.seen, run.files):
            raise Refused("The sums do not add up, so nothing was written: " + "; ".join(faults))
        run.put_beside(account)
        if not wishes.dry_run:
            staging.commit()
    _tell(account, staging, wishes.dry_run, into)
    return account


class _Run:
    """One import, from what is known to what is written."""

    def __init__(self, export: Export, settings, rules: Rules, wishes: Wishes, staging: Staging):
        self.export, self.settings, self.rules, self.wishes = export, settings, rules, wishes
        self.staging = staging
        self.before = dict(staging.records)  # as the last import left them
        self.files: set[str] = set()
        self.remarks: list[tuple[str, str]] = []

    # --- What is known before the first file ------------------------------------------------------

    @cached_property
    def survey(self) -> Survey:
        found = surveyed_with_bar(self.export)
        _refuse_what_is_no_blog(self.export.name, found)
        return found

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """The blog's time zone; None where its dates say their own."""
        said = (
            self.wishes.time_zone
            or self.export.settings.get("blog_time_zone", "")
            or self.survey.settings.get("BLOG_TIME_ZONE", "")
        )
        try:
            return ZoneInfo(said) if said else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            if self.wishes.time_zone:
                cure = "Write it as Europe/Berlin or America/New_York."
                raise Refused(f"There is no time zone '{said}'. {cure}") from None
            return None

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        try:
            return read_catalogue(self.rules.content / "topics.toml")
        except FileNotFoundError:
            return ()
        except TopicError as error:
            raise Refused("\n".join(error.problems)) from None

    def account(self) -> Account:
        """Write every entry aside, and return what became of each."""
        survey, zone = self.survey, ZoneInfo(self.settings["TIMEZONE"])
        texts = survey.of(Kind.POST, Kind.PAGE)
        outcomes = {entry.number: Outcome(entry) for entry in survey.entries}
        for entry in survey.entries:
            outcomes[entry.number].remarks += [("Odd in the export", odd) for odd in entry.odd]
        kept: dict[str, Entry] = {}
        for entry in texts:
            if entry.state in _STATES_LEFT_OUT:
                _leave_out(outcomes[entry.number], _STATES_LEFT_OUT[entry.state])
            elif entry.id in kept:
                _leave_out(outcomes[entry.number], "another entry with its id comes before it")
            else:
                kept[entry.id] = entry
        for entry in survey.of(*_LEFT_OUT):
            _leave_out(outcomes[entry.number], _LEFT_OUT[entry.kind])

        dates, undated = {}, set()
        for entry in kept.values():
            dates[entry.number], sure = dated(entry, self.zone or zone, self.zone is not None)
            if not sure:
                undated.add(entry.number)
                outcomes[entry.number].remark("Dates to look at", "its date can't be meant")
        sources, _ = read_sources(self.rules)
        ours = {self.rules.content / file for file in self.before}
        others = [source for source in sources if source.path not in ours]
        earlier = {
            record.id: file
            for file, record in self.before.items()
            if file.startswith(("articles/", "pages/"))
        }
        taken = {
            folder: {source.slug for source in others if source.kind == kind}
            for folder, kind in (("articles", "article"), ("pages", "page"))
        }
        placed = places([*kept.values()], dates, taken, earlier)
        for entry in kept.values():
            if lost := placed[entry.id].lost:
                outcomes[entry.number].remark("Old addresses that another entry has", lost)
        drafts = {
            placed[e.id].file
            for e in kept.values()
            if e.state is not State.LIVE or e.number in undated
        }
        by_id = {entry.id: entry for entry in reversed(texts)}
        said, out = threads(survey.of(Kind.COMMENT), by_id, placed)
        for number, why in out.items():
            _leave_out(outcomes[number], why)

        filing = filed_here(
            self.topics,
            self.rules.content,
            others,
            [(e, placed[e.id]) for e in kept.values()],
            survey,
        )
        self._note_home(outcomes)
        links = OwnLinks(
            {e.path: placed[e.id].file for e in kept.values() if e.path},
            self._hosts,
            {each.entry.key: each.id for each in said.values()},
            lambda file: file not in drafts and self._is_there(file),
            frozenset(placed[each.post].file for each in said.values()),
        )
        album = Album(self.export, self.rules.content, self.staging)
        writer = Writer(self.settings, links, album, filing, zone, survey, self.staging)
        with self.export.open() as stream:
            for entry in map(identified, self._watched(Feed(stream))):
                outcome = outcomes[entry.number]
                if outcome.why == ON_A_PAGE:
                    writer.set_aside(entry, outcome, ON_A_PAGE)
                    self.files.add(outcome.file)
                if outcome.what:
                    continue
                if entry.kind is Kind.COMMENT:
                    comment = said[entry.number]
                    where = placed[comment.post]
                    writer.put_comment(replace(comment, entry=entry), where, dates, by_id, outcome)
                else:
                    is_draft = placed[entry.id].file in drafts
                    writer.put_text(entry, placed[entry.id], dates[entry.number], is_draft, outcome)
                if outcome.file:
                    self.files.add(outcome.file)
        self._note_counts(said.values(), outcomes, by_id)
        self._put_redirects(filing, kept.values(), dates, drafts, others)
        self.staging.put_own(f"{FOLDER}/labels.toml", filing.table.text) if self.topics else None
        self.staging.put_own(f"{FOLDER}/images-to-fetch.txt", album.list_to_fetch())
        self.remarks += album.remarks
        self.remarks += [
            ("Mended in the file", f"{what} ({number:,})") for what, number in survey.faults.items()
        ]
        return Account(
            Path(self.export.name.partition(":")[0]).name, list(outcomes.values()), self.remarks
        )

    @cached_property
    def _hosts(self) -> frozenset[str]:
        said = [
            self.wishes.old_site,
            self.survey.head.home,
            self.export.settings.get("blog_domain", ""),
        ]
        if name := self.export.settings.get("blog_subdomain", ""):
            said.append(name if "." in name else f"{name}.blogspot.com")
        return frozenset(filter(None, map(blog_of, filter(None, said))))

    def _note_home(self, outcomes) -> None:
        if not self._hosts:
            cure = "Say --old-site http://NAME.blogspot.com, and links to labels are found too."
            self.remarks.append(("Not told by the export", f"the blog's address. {cure}"))
        if self.zone is None and any(
            o.entry.published and o.entry.published.tzname() == "UTC" for o in outcomes.values()
        ):
            cure = "Say --time-zone Europe/Berlin, or wherever the blog was written."
            self.remarks.append(("Not told by the export", f"the blog's time zone. {cure}"))

    def _is_there(self, file: str) -> bool:
        """Whether an import will leave `file` in its place: an author may have taken it away."""
        return file not in self.before or (self.rules.content / file).exists()

    def _watched(self, feed: Feed) -> Iterator[Entry]:
        progress = Progress(self.export.size)
        feed.watch(progress.add)
        yield from feed
        progress.end()

    # --- What is written beside the texts ------------------------------------------------------------

    def _note_counts(self, said, outcomes, by_id) -> None:
        here = Counter(comment.post for comment in said if not comment.is_placeholder)
        for id, entry in by_id.items():
            if entry.replies is not None and entry.replies != here[id]:
                sentence = (
                    f"the blog counted {count(entry.replies, 'comment')}, here are {here[id]}"
                )
                outcomes[entry.number].remark(
                    "Comments that the export lacks or has more of", sentence
                )

    def _put_redirects(self, filing: Filing, kept, dates, drafts, others) -> None:
        path = self.rules.content / REDIRECTS
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        live = [e for e in kept if e.kind is Kind.POST and e.state is State.LIVE]
        there = {f"{dates[e.number]:%Y/%m}" for e in live}
        there |= {
            source.value("date")[:7].replace("-", "/")
            for source in others
            if source.kind == "article" and source.status(self.rules.now) == "published"
        }
        old = {match[1] for e in live if (match := re.match(r"/(\d{4}/\d\d)/", e.path))}
        addresses = month_addresses(old, there, self.settings.get("ARCHIVES_URL", "archives.html"))
        if self.topics:
            topic_url = self.settings.get("TOPIC_URL", "help/{slug}/")
            index_url = self.settings.get("TOPIC_INDEX_URL", "help/")
            addresses |= label_addresses(filing.topic_by_label, topic_url, index_url)
        new, left = with_addresses(text, addresses)
        self.remarks += [("Old addresses that can't be redirected", address) for address in left]
        if new != text:
            self.staging.put_own(REDIRECTS, new)

    def put_beside(self, account: Account) -> None:
        """Put the report aside, beside all else."""
        self.staging.put_own(f"{FOLDER}/report.md", as_markdown(account))
        self.staging.put_own(f"{FOLDER}/entries.csv", as_csv(account))


def only_one(into: Path) -> FileLock:
    """Return the lock that an import into a folder holds. It lies outside: a lock file stays."""
    name = digest_of(str(into.resolve()).encode())
    return FileLock(Path(tempfile.gettempdir(), f"import-blogger-{name}.lock"))


def surveyed_with_bar(export: Export) -> Survey:
    progress = Progress(export.size)
    with export.open() as stream:
        found = surveyed(Feed(stream, progress.add))
    progress.end()
    return found


def _refuse_what_is_no_blog(name: str, survey: Survey) -> None:
    if survey.of(Kind.POST, Kind.PAGE):
        return
    if survey.of(Kind.COMMENT):
        raise Refused(
            f"{name}: these are comments without the posts they stand under: what the account wrote "
            "on any blog, or a feed of comments. Wanted is Takeout/Blogger/Blogs/NAME/feed.atom."
        )
    if survey.of(Kind.TEMPLATE, Kind.SETTING):
        raise Refused(f"{name}: it holds the blog's theme and settings, but no post and no page.")
    raise Refused(f"{name}: there is no post in it. Download the export again.")


def _leave_out(outcome: Outcome, why: str) -> None:
    outcome.what, outcome.why = "left out", why


def _tell(account: Account, staging: Staging, dry_run: bool, into: Path) -> None:
    width = max(len(kind) for kind, _, _ in account.table())
    for kind, what, number in account.table():
        print(f"{number:7,}  {kind:{width}}  {what}")
    print(f"{len(account.outcomes):7,}  entries, all accounted for")
    for fate in Fate:
        if number := staging.fates[fate]:
            print(f"{count(number, 'file')}: {fate}")
    for file, fate in sorted(staging.by_fate.items()):
        if fate is Fate.OFFERED:
            print(
                f"{as_typed(into / file)} has your edits, and stays. The new version is {file}.new."
            )
    if dry_run:
        print("This was a trial: nothing was written.", file=sys.stderr)
    else:
        print(
            f"{as_typed(into / FOLDER)}/report.md says what to look at, and labels.toml files the articles."
        )
