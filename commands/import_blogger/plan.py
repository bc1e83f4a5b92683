"""What is decided before the first file is written: which entries are kept, when each was published,
which file it becomes and which comment answers which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from commands.check.report import count

from .addresses import Place, places
from .dates import dated
from .entry import Entry, Kind, State
from .old_blog import OldBlog
from .report import Outcome
from .threads import Said, threads

_LEFT_OUT = {
    Kind.TEMPLATE: "it is the blog's theme",
    Kind.SETTING: "it is a setting of the blog",
    Kind.UNKNOWN: "it is of no kind that is known",
}
_STATES_LEFT_OUT = {State.TRASHED: "it was in the trash"}


@dataclass(frozen=True)
class Plan:
    """`kept` are the posts and pages that are imported; `texts` are all, by their ids, whatever becomes
    of them. `dates` and `said`, the comments that are kept, are by the numbers of the entries."""

    kept: tuple[Entry, ...]
    texts: Mapping[str, Entry]
    dates: Mapping[int, datetime]
    placed: Mapping[str, Place]
    drafts: frozenset[str]
    """The files of those that readers are not to see."""
    said: Mapping[int, Said]

    @property
    def live_posts(self) -> list[Entry]:
        return [e for e in self.kept if e.kind is Kind.POST and e.state is State.LIVE]


def planned(
    blog: OldBlog,
    zone: tzinfo,
    taken: Mapping[str, set[str]],
    earlier: Mapping[str, str],
    outcomes: Mapping[int, Outcome],
) -> Plan:
    """Return the plan for a blog, and note in `outcomes`, by the numbers of entries, what it leaves out.

    `zone` is that of the site; `taken` and `earlier` are what `places` wants to know.
    """
    survey = blog.survey
    all_texts = survey.of(Kind.POST, Kind.PAGE)
    for entry in survey.of(*_LEFT_OUT):
        outcomes[entry.number].leave_out(_LEFT_OUT[entry.kind])
    kept = _kept(all_texts, outcomes)
    dates, undated = {}, set()
    for entry in kept:
        dates[entry.number], sure = dated(entry, blog.zone or zone, blog.zone is not None)
        if not sure:
            undated.add(entry.number)
            outcomes[entry.number].remark("Dates to look at", "its date can't be meant")
    placed = places(kept, dates, taken, earlier)
    for entry in kept:
        if lost := placed[entry.id].lost:
            outcomes[entry.number].remark("Old addresses that another entry has", lost)
    hidden = (e for e in kept if e.state is not State.LIVE or e.number in undated)
    texts = {entry.id: entry for entry in reversed(all_texts)}
    said, out = threads(survey.of(Kind.COMMENT), texts, placed)
    for number, why in out.items():
        outcomes[number].leave_out(why)
    _compare_counts(texts, said, outcomes)
    drafts = frozenset(placed[entry.id].file for entry in hidden)
    return Plan(tuple(kept), texts, dates, placed, drafts, said)


def _kept(texts: list[Entry], outcomes: Mapping[int, Outcome]) -> list[Entry]:
    kept: dict[str, Entry] = {}
    for entry in texts:
        if entry.state in _STATES_LEFT_OUT:
            outcomes[entry.number].leave_out(_STATES_LEFT_OUT[entry.state])
        elif entry.id in kept:
            outcomes[entry.number].leave_out("another entry with its id comes before it")
        else:
            kept[entry.id] = entry
    return [*kept.values()]


def _compare_counts(
    texts: Mapping[str, Entry], said: Mapping[int, Said], outcomes: Mapping[int, Outcome]
) -> None:
    here = Counter(comment.post for comment in said.values() if not comment.is_placeholder)
    for id, entry in texts.items():
        if entry.replies is not None and entry.replies != here[id]:
            sentence = f"the blog counted {count(entry.replies, 'comment')}, here are {here[id]}"
            heading = "Comments that the export lacks or has more of"
            outcomes[entry.number].remark(heading, sentence)
