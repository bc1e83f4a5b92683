"""What holds for any post: it comes back whole, and nothing in it runs."""

import re

import pytest
from hypothesis import HealthCheck, given, settings

from commands.import_blogger.markdown import Picture, convert, facts_of
from commands.import_blogger.markdown.addressing import address_all
from commands.import_blogger.markdown.cleaning import cleaned
from commands.import_blogger.markdown.harmless import is_harmless
from commands.import_blogger.markdown.rendering import rendered
from tests.commands.import_blogger.markdown.builders import hostile, posts

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
THOROUGH = settings(QUICK, max_examples=2000)


def check_whole(html):
    tree, _ = cleaned(html)
    address_all(tree, str, Picture)
    before, after = facts_of(str(tree)), facts_of(rendered(convert(html, str, Picture).markdown))
    assert after.words == before.words
    assert after.pictures == before.pictures
    assert joined(after.links) == joined(before.links)


def joined(links):
    """The words of each address together: a link around two paragraphs becomes two."""
    return [
        (address, re.sub(r"\s", "", "".join(words for each, words in links if each == address)))
        for address in dict.fromkeys(address for address, _ in links)
    ]


@QUICK
@given(posts)
def test_a_post_comes_back_whole(html):
    check_whole(html)


@QUICK
@given(hostile)
def test_nothing_runs(html):
    assert is_harmless(rendered(convert(html, str, Picture).markdown))


@pytest.mark.long
@THOROUGH
@given(posts)
def test_thousands_of_posts_come_back_whole(html):
    check_whole(html)


@pytest.mark.long
@THOROUGH
@given(hostile)
def test_in_thousands_of_hostile_posts_nothing_runs(html):
    assert is_harmless(rendered(convert(html, str, Picture).markdown))
