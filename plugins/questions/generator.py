"""Takes articles and the ledger from Pelican's run; gives back the answers, and each question's page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import ChoiceLoader, FileSystemLoader
from pelican.generators import Generator

from .answers import answering, answers_by_question, faults_of_answers, grouped, ids_named
from .form import Form, contact_form
from .ledger import read_ledger
from .question import QuestionsError

DEFAULTS = {
    "QUESTIONS_PATH": "questions",  # the ledger, relative to PATH
    "QUESTION_URL": "questions/{id}/",
    "QUESTION_SAVE_AS": "questions/{id}/index.html",
    "ANSWERS_URL": "answers/",
    "ANSWERS_SAVE_AS": "answers/index.html",
    "ANSWERS_FEED_ATOM": "answers/feed.atom",
    "ANSWERS_TITLE": "Answers",
    "CONTACT_FORM": "",  # "netlify", "formspree:ID", "web3forms:KEY", "basin:ID", an address; none
    "CONTACT_SENT_URL": "contact/sent/",
    "CONTACT_SENT_SAVE_AS": "contact/sent/index.html",
    "CONTACT_NOT_SENT_URL": "contact/not-sent/",
    "CONTACT_NOT_SENT_SAVE_AS": "contact/not-sent/index.html",
}


def set_defaults(pelican) -> None:
    """Give settings their defaults, and keep Pelican from reading questions as articles.

    Raises ValueError for a setting that can't be meant.
    """
    settings = pelican.settings
    for name, value in DEFAULTS.items():
        settings.setdefault(name, value)
    form = _form(settings)
    if form and not settings.get(
        "SECURITY_POLICY_FORM_ACTION"
    ):  # the plugin old_addresses reads it
        settings["SECURITY_POLICY_FORM_ACTION"] = " ".join(filter(None, ["'self'", form.origin]))
    ledger = os.path.normpath(settings["QUESTIONS_PATH"])
    if ledger == ".":
        raise ValueError(
            "QUESTIONS_PATH is the folder of all content. Name a folder in it for questions alone."
        )
    for kind in ("ARTICLE", "PAGE", "STATIC"):
        excluded = settings[f"{kind}_EXCLUDES"]
        ours = [path for path in (ledger, f"./{ledger}") if path not in excluded]
        settings[f"{kind}_EXCLUDES"] = [*excluded, *ours]


def _form(settings: Mapping[str, Any]) -> Form | None:
    # With relative links SITEURL may be another thing inside a page; SITE_ADDRESS stays whole.
    base = settings.get("SITE_ADDRESS", settings.get("SITEURL", ""))
    sent, not_sent = (f"{base}/{settings[f'CONTACT_{name}_URL']}" for name in ("SENT", "NOT_SENT"))
    return contact_form(settings["CONTACT_FORM"], sent, urlsplit(sent).path, not_sent)


def join_lines(_generator, metadata: dict[str, Any]) -> None:
    """Make one line of a question, or of what else is asked, that its author wrote over several."""
    for key in ("question", "asked"):
        if isinstance(lines := metadata.get(key, ""), list):
            metadata[key] = " ".join(lines)


class QuestionsGenerator(Generator):
    """Names answers and waiting questions for templates; writes the page of answers, its feed, and a
    page for each question that is answered or shown."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fallback = FileSystemLoader(str(Path(__file__).with_name("templates")))
        self.env.loader = ChoiceLoader([self.env.loader, fallback])

    # --- The context: compute, write nothing -----------------------------------------------------

    def generate_context(self) -> None:
        """Read the ledger and find its answers. Raises QuestionsError with everything that is wrong."""
        ledger = Path(self.path) / self.settings["QUESTIONS_PATH"]
        self.questions, problems = read_ledger(ledger)
        named = [(article, ids) for article in self._published() if (ids := _answers_of(article))]
        problems += faults_of_answers(
            [(_place_of(article), ids) for article, ids in named],
            # What can't be read is complained of already.
            [path.stem for path in ledger.glob("*.md")],
        )
        if problems:
            raise QuestionsError(problems)
        self.answer_of, _ = answers_by_question(named)
        self.context["contact_form"] = _form(self.settings)
        self.answering = answering(self.context["articles"])
        self.context["answers"] = grouped(
            self.answering,
            self.context.get("topics", ()),
            self.context.get("topics_by_article", {}),
        )
        self.context["newest_answers"] = tuple(
            sorted(self.answering, key=lambda a: (-a.date.timestamp(), a.source_path))
        )
        self.context["questions_answered"] = dict(named)
        self.context["waiting_questions"] = tuple(
            question
            for question in self.questions
            if question.shown and question.id not in self.answer_of
        )

    def _published(self) -> Iterator[Any]:
        """Yield the articles that readers are led to: no drafts, none that is hidden or scheduled."""
        for article in self.context["articles"]:
            yield article
            yield from article.translations

    # --- The output ------------------------------------------------------------------------------

    def generate_output(self, writer) -> None:
        self._write(writer, "ANSWERS", "answers")
        # A feed without an entry has no date of its own and would bear that of the build.
        if self.answering and self.settings["ANSWERS_FEED_ATOM"]:
            writer.write_feed(
                self.context["newest_answers"],
                self.context,
                self.settings["ANSWERS_FEED_ATOM"],
                feed_title=self.settings["ANSWERS_TITLE"],
            )
        if self.context["contact_form"]:
            self._write(writer, "CONTACT_SENT", "sent", sent=True)
            self._write(writer, "CONTACT_NOT_SENT", "sent", sent=False)
        for question in self.context["waiting_questions"]:
            self._write(writer, "QUESTION", "question", question.id, waiting=question, answer=None)
        for question in self.questions:
            # Of a question that is answered nothing is given but where its answer stands.
            if answer := self.answer_of.get(question.id):
                self._write(
                    writer, "QUESTION", "question", question.id, waiting=None, answer=answer
                )

    def _write(self, writer, setting: str, template: str, id: str = "", **names) -> None:
        writer.write_file(
            self.settings[f"{setting}_SAVE_AS"].format(id=id),
            self.get_template(template),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            url=self.settings[f"{setting}_URL"].format(id=id),
            page_name=template,
            **names,
        )


def _answers_of(article) -> tuple[str, ...]:
    return ids_named(article.metadata.get("answers"))


def _place_of(article) -> tuple[Path, int]:
    """Return the file of an article and the line of its `Answers:`, 1 where that is not found."""
    path = Path(article.source_path)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    heads: Mapping[int, str] = {n: line.strip().lower() for n, line in enumerate(lines, 1)}
    return path, next((n for n, line in heads.items() if line.startswith("answers:")), 1)
