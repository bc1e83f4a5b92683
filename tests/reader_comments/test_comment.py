import dataclasses

import pytest

from reader_comments.comment import Discussion, Thread
from tests.reader_comments.builders import comment


def test_a_comment_has_an_anchor_made_of_its_id():
    assert comment("17").anchor == "comment-17"


def test_a_discussion_counts_replies_as_well():
    threads = (Thread(comment("1"), (comment("2"), comment("3"))), Thread(comment("4")))

    assert Discussion(threads).count == 4


def test_what_was_said_can_not_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        comment().author = "Somebody else"
