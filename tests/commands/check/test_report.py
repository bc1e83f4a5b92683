import json

from commands.check.report import as_json, as_lines
from commands.problem import WARNING, Problem, from_sentence

ERROR_HERE = Problem("a.md", 2, "it is wrong.", "Mend it.", column=5)
ANOTHER = Problem("b.md", 1, "it is wrong too.", "Mend it.")
WARNING_HERE = Problem("a.md", 1, "it is odd\x1b[2J.", "Look.", severity=WARNING)


def test_problems_stand_in_groups_and_what_a_terminal_would_act_on_is_escaped():
    assert as_lines([ERROR_HERE, ANOTHER, WARNING_HERE]) == (
        "a.md:2:5: it is wrong. Mend it.\n\n"
        "b.md:1: it is wrong too. Mend it.\n\n"
        "a.md:1: warning: it is odd\\x1b[2J. Look.\n\n"
        "2 errors and 1 warning."
    )


def test_a_terminal_gets_colours():
    assert as_lines([ERROR_HERE, WARNING_HERE], coloured=True) == (
        "\033[1ma.md:2:5: \033[0m\033[31mit is wrong.\033[0m Mend it.\n\n"
        "\033[1ma.md:1: \033[0m\033[33mwarning: it is odd\\x1b[2J.\033[0m Look.\n\n"
        "1 error and 1 warning."
    )


def test_nothing_wrong_is_said_too():
    assert (as_lines([]), as_json([])) == ("Nothing to mend.", "[]")


def test_editors_and_forges_get_objects():
    assert json.loads(as_json([ERROR_HERE])) == [
        {
            "path": "a.md",
            "line": 2,
            "column": 5,
            "severity": "error",
            "message": "it is wrong.",
            "cure": "Mend it.",
        }
    ]


def test_the_sentence_of_a_plugin_becomes_a_problem_that_reads_the_same():
    sentence = "content/topics.toml:6: the slug 'x' leads to two. Give it another."

    assert (from_sentence(sentence).path, from_sentence(sentence).line) == (
        "content/topics.toml",
        6,
    )
    assert str(from_sentence(sentence)) == sentence
    assert str(from_sentence("Something else\nwent wrong.")) == "Something else went wrong."
