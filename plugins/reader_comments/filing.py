"""Whose comments a folder holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from .problem import Problem, as_typed, did_you_mean


class Article(Protocol):
    """What filing asks of an article."""

    slug: str
    lang: str
    in_default_lang: bool
    source_path: str


def articles_by_folder(*shelves: Iterable[Article]) -> dict[str, tuple[Article, ...]]:
    """Return which articles a folder of each name would belong to; more than one is one too many.

    A folder is named by the slug. A translation, which shares its slug, goes by `slug-lang`.
    A name that an earlier shelf gives away is taken: published articles come before drafts.
    """
    claims: dict[str, tuple[Article, ...]] = {}
    for shelf in shelves:
        for name, articles in _claims_on(shelf).items():
            claims.setdefault(name, tuple(articles))
    return claims


def _claims_on(shelf: Iterable[Article]) -> dict[str, list[Article]]:
    by_slug = defaultdict(list)
    for article in shelf:
        by_slug[article.slug].append(article)
    claims = defaultdict(list)
    for slug, versions in by_slug.items():
        for article in versions:
            if article.in_default_lang or len(versions) == 1:
                claims[slug].append(article)
            if not article.in_default_lang:
                claims[f"{slug}-{article.lang}"].append(article)
    return claims


def files_by_article(
    folders: Mapping[str, Sequence[Path]], claims: Mapping[str, Sequence[Article]]
) -> tuple[dict[Article, tuple[Path, ...]], list[Problem]]:
    """Return the comment files of each article that has any, and each folder that leads nowhere.

    `folders` is as `comment_files` returns it, `claims` as `articles_by_folder` does.
    """
    filed: dict[Article, tuple[Path, ...]] = {}
    problems = []
    for folder, files in folders.items():
        articles = claims.get(folder, ())
        if len(articles) == 1:
            filed[articles[0]] = (*filed.get(articles[0], ()), *files)
        elif articles:
            sources = " and ".join(sorted(as_typed(Path(a.source_path)) for a in articles))
            what = f"'{folder}' is the slug of {sources}"
            cure = "Give all but one of them another Slug."
            problems.append(Problem(as_typed(files[0]), 1, what, cure))
        else:
            what = f"there is no article '{folder}' to comment on"
            cure = "Name the folder by the slug of an article, or take it away."
            hint = _hint(folder, claims)
            problems.append(Problem(as_typed(files[0]), 1, what, cure + hint))
    return filed, problems


def _hint(folder: str, claims: Mapping[str, Sequence[Article]]) -> str:
    """Look for the name among the articles' files too: not every site has its slugs from there."""
    for name, articles in claims.items():
        if Path(articles[0].source_path).stem == folder:
            return f" Did you mean '{name}'?"
    return did_you_mean(folder, claims)
