"""Questions: what readers asked, one file each, and the articles that answer them.

    content/questions/<id>.md            articles with `Question:` or `Answers: <id>`
            | ledger                                |
            v                                       v
        questions ---------------------------->  answers    an unknown id stops the build
                                                    |
        newest_answers, answers, waiting_questions  |       generate_context: nothing written
                                                    v
        /answers/ and its feed      /questions/<id>/        generate_output

Whether a question is answered is worked out at each build, from the articles that are published:
a draft answers nothing, and a build writes nothing into the ledger. Of a question that is not
shown no word reaches a page: `/questions/<id>/` leads to its answer, or is not there.
Only generator.py knows Pelican; what lies below it can be read and tested alone.
"""

from pelican.plugins import signals

from .generator import QuestionsGenerator, join_lines, set_defaults


def register() -> None:
    """Add questions and answers to a Pelican run."""
    signals.initialized.connect(set_defaults)
    signals.article_generator_context.connect(join_lines)
    signals.get_generators.connect(_generators)


def _generators(_pelican):
    return QuestionsGenerator
