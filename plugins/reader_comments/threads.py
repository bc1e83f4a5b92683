"""Who answers whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .comment import Comment, Discussion, Submission, Thread
from .problem import Problem, did_you_mean


def faults_between(submissions: Sequence[Submission]) -> Iterator[Problem]:
    """Yield what is wrong between the comments of one article.

    That is: an id that two of them have, a parent that is not there, answers in a circle.
    """
    first_with: dict[str, Submission] = {}
    for submission in submissions:
        first = first_with.setdefault(submission.id, submission)
        if first is not submission:
            what = f"the id '{submission.id}' is also that of {first.file}"
            cure = "Give one of the two another Id."
            yield Problem(submission.file, submission.id_line, what, cure)
    for submission in submissions:
        if submission.parent and submission.parent not in first_with:
            what = f"there is no comment '{submission.parent[:100]}' to answer"
            cure = "Name the id of a comment on the same article, or take the line out."
            hint = did_you_mean(submission.parent, first_with)
            yield Problem(submission.file, submission.parent_line, what, cure + hint)
    for circle in _circles(first_with):
        first = first_with[circle[0]]
        what = f"'{first.id}' answers itself"
        if len(circle) > 1:
            what += ", by way of " + ", ".join(f"'{id}'" for id in circle[1:])
        yield Problem(first.file, first.parent_line, what, "Take out one of the Parent lines.")


def arranged(submissions: Iterable[Submission]) -> Discussion | None:
    """Return the published comments in threads, or None where there are none.

    Threads and replies stand by date, and by id where dates are equal. What answers a comment that
    is still pending joins the thread above it, or begins one.
    Must be faultless: a circle of answers has no beginning.
    """
    by_id = {submission.id: submission for submission in submissions}
    heads: list[Comment] = []
    replies: defaultdict[str, list[Comment]] = defaultdict(list)
    for submission in by_id.values():
        if submission.comment is None:
            continue
        head = _head(submission, by_id)
        if head is submission:
            heads.append(submission.comment)
        else:
            replies[head.id].append(submission.comment)
    threads = [Thread(head, _by_date(replies[head.id])) for head in _by_date(heads)]
    return Discussion(tuple(threads)) if threads else None


def _head(submission: Submission, by_id: Mapping[str, Submission]) -> Submission:
    """Return the topmost published comment above `submission`, or itself."""
    head = above = submission
    while above.parent:
        above = by_id[above.parent]
        if above.comment is not None:
            head = above
    return head


def _by_date(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    return tuple(sorted(comments, key=lambda comment: (comment.date, comment.id)))


def _circles(by_id: Mapping[str, Submission]) -> Iterator[list[str]]:
    """Yield each circle of answers once, from its smallest id on, as each answers the next."""
    settled: set[str] = set()
    for start in sorted(by_id):
        path: list[str] = []
        while start in by_id and start not in settled:
            settled.add(start)
            path.append(start)
            start = by_id[start].parent
        if start in path:
            circle = path[path.index(start) :]
            smallest = circle.index(min(circle))
            yield circle[smallest:] + circle[:smallest]
