"""Answers: the articles that answer a reader's question, listed by topic, with a feed of their own.

    articles with `Question:`  --> answers.grouped --> the page /answers/ and its feed

An article with `Question:` in its front matter answers that question. Where the site has topics
(the plugin help_by_topic), the answers stand under the first topic of each.
"""

from pelican.plugins import signals

from .generator import AnswersGenerator, set_defaults


def register() -> None:
    """Add the answers to a Pelican run."""
    signals.initialized.connect(set_defaults)
    signals.get_generators.connect(_generators)


def _generators(_pelican):
    return AnswersGenerator
