"""The way through an import: two readings of the export, one account, and all files at once."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from filelock import FileLock

from commands.check.report import count
from commands.check.rules import Rules
from commands.check.source import Source
from commands.check.sources import read_sources
from commands.problem import as_typed
from commands.publish.progress import Progress
from help_by_topic.catalogue import read_catalogue
from help_by_topic.topic import Topic, TopicError

from .albums import Album
from .entry import Entry, Kind
from .filing import Filing, filed_here
from .ledger import digest_of
from .old_blog import OldBlog
from .own_links import OwnLinks
from .plan import Plan, planned
from .reading import Feed
from .redirects import FILE as REDIRECTS
from .redirects import label_addresses, month_addresses, with_addresses
from .refused import Refused
from .report import Account, Outcome, as_csv, as_markdown
from .shapes import Export, recognise
from .staging import FOLDER, Fate, Staging, recover
from .survey import identified
from .threads import ON_A_PAGE
from .wishes import Wishes
from .writing import Writer


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
        if faults := account.faults(run.blog.survey.seen, run.files):
            raise Refused("The sums do not add up, so nothing was written: " + "; ".join(faults))
        staging.put_own(f"{FOLDER}/report.md", as_markdown(account))
        staging.put_own(f"{FOLDER}/entries.csv", as_csv(account))
        if not wishes.dry_run:
            staging.commit()
    _tell(account, staging, wishes.dry_run, into)
    return account


class _Run:
    """One import, from what is known to what is written."""

    def __init__(self, export: Export, settings, rules: Rules, wishes: Wishes, staging: Staging):
        self.blog = OldBlog(export, wishes)
        self._settings, self._rules, self._staging = settings, rules, staging
        self._before = dict(staging.records)  # as the last import left them
        self.files: set[str] = set()

    def account(self) -> Account:
        """Write every entry aside, and return what became of each."""
        survey, zone = self.blog.survey, ZoneInfo(self._settings["TIMEZONE"])
        outcomes = {entry.number: Outcome(entry) for entry in survey.entries}
        for entry in survey.entries:
            outcomes[entry.number].remarks += [("Odd in the export", odd) for odd in entry.odd]
        topics, others = self._topics(), self._others()
        plan = planned(self.blog, zone, _slugs(others), self._earlier(), outcomes)
        posts = [(entry, plan.placed[entry.id]) for entry in plan.kept]
        filing = filed_here(topics, self._rules.content, others, posts, survey)
        album = Album(self.blog.export, self._rules.content, self._staging)
        links = self._links(plan)
        writer = Writer(self._settings, links, album, filing, zone, survey, self._staging)
        self._write(plan, writer, outcomes)
        left = self._put_redirects(filing, plan, topics, others)
        if topics:
            self._staging.put_own(f"{FOLDER}/labels.toml", filing.table.text)
        self._staging.put_own(f"{FOLDER}/images-to-fetch.txt", album.list_to_fetch())
        name = Path(self.blog.export.name.partition(":")[0]).name
        remarks = [*self.blog.remarks(), *left, *album.remarks]
        return Account(name, list(outcomes.values()), remarks)

    # --- What stands here already -----------------------------------------------------------------

    def _topics(self) -> tuple[Topic, ...]:
        try:
            return read_catalogue(self._rules.content / "topics.toml")
        except FileNotFoundError:
            return ()
        except TopicError as error:
            raise Refused("\n".join(error.problems)) from None

    def _others(self) -> list[Source]:
        """Return the articles and pages that no import wrote."""
        ours = {self._rules.content / file for file in self._before}
        return [source for source in read_sources(self._rules)[0] if source.path not in ours]

    def _earlier(self) -> dict[str, str]:
        """Return the file that an earlier import gave to each post and page, by its id."""
        return {
            record.id: file
            for file, record in self._before.items()
            if file.startswith(("articles/", "pages/"))
        }

    def _is_there(self, file: str) -> bool:
        """Whether an import will leave `file` in its place: an author may have taken it away."""
        return file not in self._before or (self._rules.content / file).exists()

    # --- What is written --------------------------------------------------------------------------

    def _links(self, plan: Plan) -> OwnLinks:
        return OwnLinks(
            {e.path: plan.placed[e.id].file for e in plan.kept if e.path},
            self.blog.hosts,
            {each.entry.key: each.id for each in plan.said.values()},
            lambda file: file not in plan.drafts and self._is_there(file),
            frozenset(plan.placed[each.post].file for each in plan.said.values()),
        )

    def _write(self, plan: Plan, writer: Writer, outcomes: Mapping[int, Outcome]) -> None:
        with self.blog.export.open() as stream:
            for entry in map(identified, self._watched(Feed(stream))):
                outcome = outcomes[entry.number]
                if outcome.why == ON_A_PAGE:
                    writer.set_aside(entry, outcome, ON_A_PAGE)
                elif outcome.what:
                    continue
                elif entry.kind is Kind.COMMENT:
                    comment = replace(plan.said[entry.number], entry=entry)
                    place = plan.placed[comment.post]
                    writer.put_comment(comment, place, plan.dates, plan.texts, outcome)
                else:
                    place, date = plan.placed[entry.id], plan.dates[entry.number]
                    writer.put_text(entry, place, date, place.file in plan.drafts, outcome)
                if outcome.file:
                    self.files.add(outcome.file)

    def _watched(self, feed: Feed) -> Iterator[Entry]:
        progress = Progress(self.blog.export.size)
        feed.watch(progress.add)
        yield from feed
        progress.end()

    def _put_redirects(
        self, filing: Filing, plan: Plan, topics: Sequence[Topic], others: Iterable[Source]
    ) -> list[tuple[str, str]]:
        """Put the redirects of labels and months aside; return a remark for each that can't be one."""
        path = self._rules.content / REDIRECTS
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        live = plan.live_posts
        there = {f"{plan.dates[entry.number]:%Y/%m}" for entry in live}
        there |= {
            source.value("date")[:7].replace("-", "/")
            for source in others
            if source.kind == "article" and source.status(self._rules.now) == "published"
        }
        old = {match[1] for e in live if (match := re.match(r"/(\d{4}/\d\d)/", e.path))}
        addresses = month_addresses(old, there, self._settings.get("ARCHIVES_URL", "archives.html"))
        if topics:
            topic_url = self._settings.get("TOPIC_URL", "help/{slug}/")
            index_url = self._settings.get("TOPIC_INDEX_URL", "help/")
            addresses |= label_addresses(filing.topic_by_label, topic_url, index_url)
        new, left = with_addresses(text, addresses)
        if new != text:
            self._staging.put_own(REDIRECTS, new)
        return [("Old addresses that can't be redirected", address) for address in left]


def _slugs(sources: Iterable[Source]) -> dict[str, set[str]]:
    """Return the slugs that are taken, by the folders they are taken in."""
    found: dict[str, set[str]] = {"articles": set(), "pages": set()}
    for source in sources:
        found[f"{source.kind}s"].add(source.slug)
    return found


def only_one(into: Path) -> FileLock:
    """Return the lock that an import into a folder holds. It lies outside: a lock file stays."""
    name = digest_of(str(into.resolve()).encode())
    return FileLock(Path(tempfile.gettempdir(), f"import-blogger-{name}.lock"))


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
