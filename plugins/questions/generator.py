"""Takes articles from Pelican and gives back the page of answers and its feed."""

from __future__ import annotations

from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader
from pelican.generators import Generator

from .answers import answering, grouped

DEFAULTS = {
    "ANSWERS_URL": "answers/",
    "ANSWERS_SAVE_AS": "answers/index.html",
    "ANSWERS_FEED_ATOM": "answers/feed.atom",
    "ANSWERS_TITLE": "Answers",
}


def set_defaults(pelican) -> None:
    """Give each setting that the site leaves out its default."""
    for name, value in DEFAULTS.items():
        pelican.settings.setdefault(name, value)


class AnswersGenerator(Generator):
    """Names `answers` for templates and writes the page of answers and its feed."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fallback = FileSystemLoader(str(Path(__file__).with_name("templates")))
        self.env.loader = ChoiceLoader([self.env.loader, fallback])

    def generate_context(self) -> None:
        self.answering = answering(self.context["articles"])
        self.context["answers"] = grouped(
            self.answering,
            self.context.get("topics", ()),
            self.context.get("topics_by_article", {}),
        )

    def generate_output(self, writer) -> None:
        writer.write_file(
            self.settings["ANSWERS_SAVE_AS"],
            self.get_template("answers"),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            url=self.settings["ANSWERS_URL"],
            page_name="answers",
        )
        # A feed without an entry has no date of its own and would bear that of the build.
        if self.answering and self.settings["ANSWERS_FEED_ATOM"]:
            writer.write_feed(
                self.answering,
                self.context,
                self.settings["ANSWERS_FEED_ATOM"],
                feed_title=self.settings["ANSWERS_TITLE"],
            )
