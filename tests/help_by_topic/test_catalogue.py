import re

import pytest

from help_by_topic.catalogue import faults_of_start_here, read_catalogue
from help_by_topic.topic import Topic, TopicError

GOOD = """
[[topic]]
slug = "networking"
name = "Networking"
summary = "People first."
start_here = ["write-to-a-stranger"]
synonyms = ["contacts"]
introduction = '''
Talk to **people**.
'''

[[topic]]
slug = "interviewing"
name = "Interviewing"
"""


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """Write a catalogue, and return its path as an author would type it."""
    monkeypatch.chdir(tmp_path)

    def write(text):
        (tmp_path / "topics.toml").write_text(text, encoding="utf-8")
        return (tmp_path / "topics.toml").relative_to(tmp_path)

    return write


def problems_of(path):
    with pytest.raises(TopicError) as raised:
        read_catalogue(path)
    return raised.value.problems


def test_topics_come_in_the_order_of_the_file(catalogue):
    assert read_catalogue(catalogue(GOOD)) == (
        Topic(
            "networking",
            "Networking",
            "People first.",
            "Talk to **people**.",
            "",
            ("write-to-a-stranger",),
            ("contacts",),
        ),
        Topic("interviewing", "Interviewing"),
    )


def test_a_duplicate_slug_is_refused_with_the_line_of_both(catalogue):
    path = catalogue(GOOD.replace('"interviewing"', '"networking"'))

    assert problems_of(path) == (
        "topics.toml:13: the slug 'networking' already leads to the topic at line 2. "
        "Give this topic another one.",
    )


def test_a_synonym_that_is_another_topics_name_is_refused(catalogue):
    path = catalogue(GOOD.replace('"contacts"', '"interviewing"'))

    assert problems_of(path) == (
        "topics.toml:13: the slug 'interviewing' already leads to the topic at line 2. "
        "Give this topic another one.",
        "topics.toml:14: the name 'Interviewing' already leads to the topic at line 2. "
        "Give this topic another one.",
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "topics.toml:1: no topic in it."),
        ('[[topic]]\nname = "X"', "topics.toml:1: this topic has no slug."),
        ('[[topic]]\nslug = "x"', "topics.toml:1: this topic has no name."),
        (
            '[[topic]]\nslug = "x"\nname = "X"\nsumary = "y"',
            "topics.toml:4: a topic has no key 'sumary'.",
        ),
        ('[[topic]]\nslug = "x"\nname = 3', "topics.toml:3: name is not text."),
        (
            '[[topic]]\nslug = "x"\nname = "X"\nsynonyms = "y"',
            "topics.toml:4: synonyms is not a list",
        ),
        ('[[topic]]\nslug = "A b"\nname = "X"', "topics.toml:2: 'A b' can't be an address."),
        ('[[topic]]\nslug = "x\nname = "X"', "topics.toml:2: "),
    ],
)
def test_a_malformed_catalogue_is_refused_with_file_line_and_cure(catalogue, text, problem):
    (found,) = problems_of(catalogue(text))

    assert found.startswith(problem)
    assert re.search(r"\. [A-Z].*\.?$", found)


def test_a_mark_before_the_text_does_no_harm(catalogue):
    assert len(read_catalogue(catalogue(f"\ufeff{GOOD}"))) == 2


def test_what_is_no_text_file_is_refused(catalogue):
    path = catalogue("")
    path.write_bytes(b"name = '\xe9'")
    assert problems_of(path) == (
        "topics.toml:1: byte 8 is not UTF-8. Save the file again with the encoding UTF-8.",
    )
    path.unlink()
    path.mkdir()
    assert problems_of(path) == ("topics.toml:1: this is a folder. Put a file in its place.",)


def test_every_fault_is_reported_not_only_the_first(catalogue):
    text = '[[topic]]\nslug = "A b"\ncolour = "red"\n'

    assert len(problems_of(catalogue(text))) == 3


def test_a_start_here_article_that_is_filed_elsewhere_is_named_with_its_line(catalogue):
    path = catalogue(GOOD)
    held = {"networking": ["write-to-a-strnager"], "interviewing": []}

    faults = list(faults_of_start_here(path, read_catalogue(path), held))

    assert faults == [
        "topics.toml:6: start_here names 'write-to-a-stranger', which is not filed under "
        "'networking'. Name an article that has this topic. Did you mean 'write-to-a-strnager'?"
    ]
