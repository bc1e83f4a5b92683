from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader_comments.comment import Discussion, Thread
from reader_comments.threads import arranged, faults_between
from tests.reader_comments.builders import comment, submission


def test_a_reply_to_a_reply_joins_the_same_thread_by_date():
    said = [
        submission("late", 4, parent="first"),
        submission("deep", 3, parent="reply"),
        submission("other", 2),
        submission("reply", 2, parent="first"),
        submission("first", 1),
    ]

    assert arranged(said) == Discussion(
        (
            Thread(
                comment("first", 1), (comment("reply", 2), comment("deep", 3), comment("late", 4))
            ),
            Thread(comment("other", 2)),
        )
    )


def test_equal_dates_stand_by_id():
    said = [
        submission("b"),
        submission("c", parent="b"),
        submission("a", parent="b"),
        submission("1"),
    ]

    assert arranged(said) == Discussion(
        (Thread(comment("1")), Thread(comment("b"), (comment("a"), comment("c"))))
    )


def test_without_comments_there_is_no_discussion():
    assert arranged([]) is None
    assert arranged([submission("a", pending=True)]) is None


def test_what_answers_a_pending_comment_joins_the_thread_above_or_begins_one():
    said = [
        submission("first"),
        submission("held", parent="first", pending=True),
        submission("deep", parent="held"),
        submission("held-too", pending=True),
        submission("orphan", parent="held-too"),
    ]

    assert arranged(said) == Discussion(
        (Thread(comment("first"), (comment("deep"),)), Thread(comment("orphan")))
    )


def test_good_comments_have_no_faults():
    assert list(faults_between([submission("a"), submission("b", parent="a")])) == []


def test_an_id_twice_is_told_at_the_second_with_the_name_of_the_first():
    twice = [submission("a"), replace(submission("a"), file="b.md", id_line=3)]

    assert list(map(str, faults_between(twice))) == [
        "b.md:3: the id 'a' is also that of a.md. Give one of the two another Id."
    ]


def test_an_unknown_parent_is_told_with_the_one_that_was_probably_meant():
    said = [submission("first"), submission("b", parent="frist")]

    assert list(map(str, faults_between(said))) == [
        "b.md:3: there is no comment 'frist' to answer. "
        "Name the id of a comment on the same article, or take the line out. "
        "Did you mean 'first'?"
    ]


def test_a_faulty_or_pending_parent_is_no_fault_of_the_reply():
    faulty = replace(submission("a"), comment=None)
    said = [faulty, submission("b", parent="a"), submission("p", pending=True)]

    assert list(faults_between([*said, submission("q", parent="p")])) == []


def test_a_circle_of_answers_is_told_once():
    said = [
        submission("c", parent="a"),
        submission("a", parent="b"),
        submission("b", parent="c"),
        submission("outside", parent="b"),
        submission("self", parent="self"),
    ]

    assert list(map(str, faults_between(said))) == [
        "a.md:3: 'a' answers itself, by way of 'b', 'c'. Take out one of the Parent lines.",
        "self.md:3: 'self' answers itself. Take out one of the Parent lines.",
    ]


def test_a_very_long_line_of_answers_is_one_thread():
    said = [submission("0")] + [submission(str(n), parent=str(n - 1)) for n in range(1, 2000)]

    assert list(faults_between(said)) == []
    assert len(arranged(said).threads) == 1


@st.composite
def forests(draw):
    """Comments of which each may answer an earlier one, in any order."""
    said = []
    for number in range(draw(st.integers(1, 12))):
        parent = draw(st.sampled_from(["", *(s.id for s in said)]))
        day = draw(st.integers(1, 3))
        said.append(submission(str(number), day, parent, pending=draw(st.booleans())))
    return draw(st.permutations(said))


@given(forests())
def test_every_published_comment_is_shown_once_whatever_the_order_of_the_files(said):
    discussion = arranged(said)
    threads = discussion.threads if discussion else ()
    shown = [c for thread in threads for c in (thread.comment, *thread.replies)]

    assert list(faults_between(said)) == []
    assert sorted(c.id for c in shown) == sorted(s.id for s in said if not s.pending)
    assert discussion == arranged(sorted(said, key=lambda s: s.id))
