import pytest

from commands.check.panels import check_panels

EMPTY = "a.md:6:1: warning: this panel is empty. Begin each line of what it holds with four blanks."
CURLY = (
    'a.md:6:1: this would not become a panel. Write it as !!! script "What to write", '
    "with straight quotes."
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ('!!! script "What to write"\n    Dear [name],\n', []),
        ("!!! note\n\n    Words.\n", []),
        ("!!! note\n\tWords.\n", []),
        ("```\n!!! script “What to write”\n```\n", []),
        ("!!! script “What to write”\n    Dear [name],\n", [CURLY]),
        ("!!! How I laughed!\n", [CURLY.replace("6:1: this", "6:1: warning: this")]),
        (
            '!!! skript "What to write"\n    Dear [name],\n',
            ["a.md:6:1: warning: there is no panel 'skript'. Did you mean script?"],
        ),
        ('!!! note "N"\n  Two blanks.\n', [EMPTY]),
        ('!!! note "N"\n\u00a0\u00a0\u00a0\u00a0Blanks of another kind.\n', [EMPTY]),
        ('!!! note "N"\n', [EMPTY]),
    ],
)
def test_what_would_not_become_a_panel_is_named(article, body, said):
    assert [str(problem) for problem in check_panels(article(body))] == said
