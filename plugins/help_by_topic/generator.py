"""Takes articles from Pelican and gives back topics: names for templates, pages and feeds."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain, takewhile
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader
from markdown import Markdown
from markupsafe import Markup
from pelican.generators import Generator
from pelican.plugins import signals

from .awaited import Awaited
from .documents import Documents
from .filing import articles_filed, newest_first, of_a_situation
from .head_start import may_take_texts, taken
from .in_rows import InRows
from .placing import placed
from .ranking_beside import RankingBeside
from .reading_on import (
    RelatedArticle,
    faults_of_chosen,
    names_in_sentences,
    reason,
)
from .related import Pick, UnreadDocument
from .sources import TopicsByArticle, topics_from_catalogue, topics_from_labels
from .told import Told, digest_of, html_of, seen_of
from .topic import Article, Topic, TopicError

DEFAULTS = {
    "TOPIC_CATALOGUE": "topics.toml",  # relative to PATH
    "TOPICS_FROM": None,  # "catalogue", "tags" or "category"; None takes the first that there is
    "TOPIC_INDEX_URL": "help/",
    "TOPIC_INDEX_SAVE_AS": "help/index.html",
    "TOPIC_URL": "help/{slug}/",
    "TOPIC_SAVE_AS": "help/{slug}/index.html",
    "TOPIC_FEED_ATOM": "help/{slug}/feed.atom",
    "RELATED_COUNT": 4,
    "RELATED_CACHE": None,  # a file to keep between builds: an edit is then ranked in a moment
    "RELATED_PLACE": "auto",  # "theme": the theme shows them; "append": put under every article
    "RELATED_REASONS": {
        "author": "The author’s choice",
        "topic": "Also about {}",
        "terms": "Both discuss {}",
        "place": "About {}",
        "recent": "Recently published",
    },
}
TOPICS_A_PAGE = 30


def set_defaults(pelican) -> None:
    """Give each setting that the site leaves out its default."""
    for name, value in DEFAULTS.items():
        pelican.settings.setdefault(name, value)
    pelican.settings["PAGINATED_TEMPLATES"].setdefault("topic", TOPICS_A_PAGE)


def generator_of(pelican) -> type[TopicsGenerator]:
    """Return the generator for a run of Pelican: a class of its own, by which it learns of its ranking.

    That begins now, or has begun (see `head_start`): when Pelican makes the generators, what others do
    first takes 0.02 s, for which the pages would wait.
    """
    file = pelican.settings["RELATED_CACHE"]
    ranking = RankingBeside(Path(file) if file else None, taken())
    may_take_texts(ranking)
    return type("TopicsGenerator", (TopicsGenerator,), {"ranking": ranking})


class TopicsGenerator(Generator):
    """Names `topics`, `articles_by_topic`, `topics_by_article`, `situations` and `related_articles`
    for templates, and writes the topic index, the topic pages and their feeds."""

    ranking: RankingBeside

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        fallback = FileSystemLoader(str(Path(__file__).with_name("templates")))
        self.env.loader = ChoiceLoader([self.env.loader, fallback])
        # Bound methods: both receivers go away with this generator, so a later run in the same
        # process meets only its own.
        signals.all_generators_finalized.connect(self._choose_related)
        signals.content_written.connect(self._place_under_article)
        signals.finalized.connect(self._end)

    # --- The context: compute, write nothing -----------------------------------------------------

    def generate_context(self) -> None:
        published = self.context["articles"]
        topics, topics_by_article = self._topics()
        self._ranked: Told | None = None
        if self.ranking.is_beside:  # the sooner it is told, the sooner it has ranked
            self._begin_ranking(topics_by_article)
        articles_by_topic = articles_filed(
            topics, {article: topics_by_article[article] for article in published}
        )
        self.topics = tuple(self._with_addresses(topic, articles_by_topic) for topic in topics)
        at = {topic.slug: topic for topic in self.topics}
        # Many articles have the same topics.
        addressed = cache(lambda named: tuple(at[topic.slug] for topic in named))
        self.context["topics"] = self.topics
        self.context["situations"] = of_a_situation(topics, articles_by_topic, topics_by_article)
        self.context["articles_by_topic"] = MappingProxyType(articles_by_topic)
        self.context["topics_by_article"] = MappingProxyType(
            {article: addressed(named) for article, named in topics_by_article.items()}
        )
        self.related: Awaited[Article, tuple[RelatedArticle, ...]] = Awaited()
        self.context["related_articles"] = self.related

    def _topics(self) -> tuple[Sequence[Topic], TopicsByArticle]:
        articles, published = tuple(self._all_articles()), self.context["articles"]
        match self._source():
            case "catalogue":
                topics, named = topics_from_catalogue(self._catalogue_path(), articles)
                return tuple(map(self._introduced, topics)), named
            case "tags":
                return topics_from_labels(_tags, articles, published)
            case "category":
                return topics_from_labels(_categories, articles, published)
            case unknown:
                raise TopicError(
                    [
                        f"TOPICS_FROM: topics can't come from {unknown!r}. "
                        'Write "catalogue", "tags" or "category".'
                    ]
                )

    def _source(self) -> str:
        """Return where this site's topics come from: what it says, or the first that there is."""
        if self.settings["TOPICS_FROM"]:
            return self.settings["TOPICS_FROM"]
        if self._catalogue_path().exists():
            return "catalogue"
        return "tags" if self.context["tags"] else "category"

    def _catalogue_path(self) -> Path:
        return Path(os.path.relpath(Path(self.path) / self.settings["TOPIC_CATALOGUE"]))

    def _all_articles(self) -> Iterator[Article]:
        """Yield each article that has a page of its own: drafts, hidden ones and translations too."""
        for article in chain(
            self.context["articles"], self.context["drafts"], self.context["hidden_articles"]
        ):
            yield article
            yield from article.translations

    def _introduced(self, topic: Topic) -> Topic:
        """Return `topic` with its introduction as HTML, set as the site sets its articles."""
        markup = Markdown(**self.settings["MARKDOWN"]).convert(topic.introduction)
        if self.settings["TYPOGRIFY"]:
            from typogrify.filters import typogrify

            markup = typogrify(markup)
        return replace(topic, introduction=Markup(markup))

    def _with_addresses(self, topic: Topic, articles_by_topic: Mapping[str, Sequence]) -> Topic:
        feed = self.settings["TOPIC_FEED_ATOM"] if articles_by_topic[topic.slug] else ""
        return replace(
            topic,
            url=self.settings["TOPIC_URL"].format(slug=topic.slug),
            feed_url=(feed or "").format(slug=topic.slug),
        )

    # --- What to read next: after every plugin has had its say about the articles ----------------

    def _choose_related(self, generators) -> None:
        if self not in generators:
            return
        if problems := tuple(faults_of_chosen(self._all_articles())):
            raise TopicError(problems)
        self._begin_ranking(self.context["topics_by_article"])
        self.related.found_by(self._in_rows)
        if not self.ranking.is_beside:
            self.related.found()  # to wait wins nothing: every process that renders would rank

    def _begin_ranking(self, topics: TopicsByArticle) -> None:
        """Have the articles ranked as they are now, with these topics, unless they are ranked so
        already."""
        told, html_at = self._told(topics)
        if told != self._ranked:
            self._ranked = told
            self.ranking.begin(told, html_at, self.settings["RELATED_COUNT"])

    def _told(self, topics: TopicsByArticle) -> tuple[Told, Callable[[str], str]]:
        """Return all that decides the documents, and what gives the HTML of an article by its slug."""
        articles = {article.slug: article for article in self.context["articles"]}
        names = cache(lambda topics: tuple(topic.name for topic in topics))
        contents = self.context["generated_content"].items()
        told = Told(
            articles=[seen_of(article, names(topics[article])) for article in articles.values()],
            slugs_at={source: getattr(content, "slug", None) for source, content in contents},
            content=self.settings["PATH"],
        )
        return told, lambda slug: html_of(articles[slug])

    def _in_rows(self) -> InRows:
        rows, digests = self.ranking.picks()
        by_slug = {article.slug: article for article in self.context["articles"]}
        articles = [by_slug[slug] for slug in rows.slugs]
        reasons = [(kind, self._reason(kind, detail)) for kind, detail in rows.reasons]
        worded_by = self.settings["RELATED_REASONS"], self._called
        wording = digest_of(repr([sorted(words.items()) for words in worded_by]))
        return InRows(rows, digests, articles, reasons, wording)

    def documents(self) -> list[UnreadDocument]:
        """Return the published articles as the ranking sees them."""
        told, html_at = self._told(self.context["topics_by_article"])
        documents = Documents(None)
        documents.read_ahead(told := told.digested(), html_at)
        return documents.of(told, html_at)

    def reason(self, pick: Pick) -> str:
        """Return why an article was picked, in words for the reader."""
        return self._reason(pick.kind, pick.detail)

    def _reason(self, kind: str, detail: tuple[str, ...]) -> str:
        return reason(kind, detail, self.settings["RELATED_REASONS"], self._called)

    @cached_property
    def _called(self) -> dict[str, str]:
        # Tags and categories are names that their site chose as labels: they stay as they are.
        return names_in_sentences(self.topics) if self._source() == "catalogue" else {}

    # --- The output -------------------------------------------------------------------------------

    def generate_output(self, writer) -> None:
        self.each_page(writer.write_file)
        self.each_feed(writer.write_feed)

    def each_page(self, write: Callable[..., None]) -> None:
        """Call `write` for each page as a writer's `write_file`: so others can be told of them ahead."""
        self._write_index(write)
        for topic, before, after in _with_neighbours(self.topics):
            self._write_topic(write, topic, before, after)

    def each_feed(self, write: Callable[..., None]) -> None:
        """Call `write` for each feed as a writer's `write_feed`."""
        for topic in self.topics:
            self._write_feed(write, topic)

    def awaited(self) -> Iterator[None]:
        """Yield something as long as related articles are to come."""
        while self.ranking.is_to_come():
            yield
        self.related.found()  # or every process that is then forked to render would ask for it

    def _write_index(self, write: Callable[..., None]) -> None:
        write(
            self.settings["TOPIC_INDEX_SAVE_AS"],
            self.get_template("topic_index"),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            url=self.settings["TOPIC_INDEX_URL"],
            page_name="topic_index",
        )

    def _write_topic(
        self,
        write: Callable[..., None],
        topic: Topic,
        before: Topic | None,
        after: Topic | None,
    ) -> None:
        articles = self.context["articles_by_topic"][topic.slug]
        to_start_with = set(topic.start_here)
        start_here = tuple(takewhile(lambda article: article.slug in to_start_with, articles))
        write(
            self.settings["TOPIC_SAVE_AS"].format(slug=topic.slug),
            self.get_template("topic"),
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            paginated={"articles": articles[len(start_here) :]},  # they stand first
            template_name="topic",
            url=topic.url,
            page_name=topic.url,
            topic=topic,
            start_here=start_here,
            previous_topic=before,
            next_topic=after,
        )

    def _write_feed(self, write: Callable[..., None], topic: Topic) -> None:
        if topic.feed_url:
            articles = self.context["articles_by_topic"][topic.slug]
            write(
                newest_first(articles) if topic.start_here else articles,
                self.context,
                topic.feed_url,
                feed_title=topic.name,
            )

    def _end(self, pelican) -> None:
        if pelican.settings is self.settings:
            self.ranking.wait()

    # --- Themes that have no place for related articles -------------------------------------------

    def _place_under_article(self, path: str, context: Mapping) -> None:
        article = context.get("article")
        if article is None or context.get("topics") is not self.topics or not self._places:
            return
        block = self.env.get_template("help_by_topic/under_article.html").render(
            context,
            related=self.related.get(article, ()),
            current=self.context["topics_by_article"].get(article, ()),
        )
        page = Path(path)
        page.write_text(placed(page.read_text(encoding="utf-8"), block), encoding="utf-8")

    @cached_property
    def _places(self) -> bool:
        """Whether the block goes under each article: told by the site, or seen in its theme."""
        if self.settings["RELATED_PLACE"] != "auto":
            return self.settings["RELATED_PLACE"] == "append"
        files = chain.from_iterable(Path(folder).rglob("*.html") for folder in self._templates_path)
        return not any("related_articles" in file.read_text(encoding="utf-8") for file in files)


def _tags(article: Article) -> Iterable[Any]:
    return getattr(article, "tags", ())


def _categories(article: Article) -> Iterable[Any]:
    return [article.category] if hasattr(article, "category") else []  # a draft may have none


def _with_neighbours(
    topics: Sequence[Topic],
) -> Iterator[tuple[Topic, Topic | None, Topic | None]]:
    """Yield each topic with the one before it and the one after it."""
    yield from zip(topics, [None, *topics[:-1]], [*topics[1:], None], strict=True)
