"""A classic export of any size, as Blogger would have written it, that no one wrote."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from markdown import markdown

from benchmarks.speed.prose import Article, articles

_BLOG = "tag:blogger.com,1999:blog-1"
_HEAD = f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0'>
<id>{_BLOG}.archive</id><title type='text'>Generated</title>
<link rel='alternate' type='text/html' href='http://generated.blogspot.com/'/>
"""
_KIND = "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{}'/>"
_COMMENTS = (3, 0, 2, 1)  # of four posts: 60 of 100 entries are comments
_FIRST = datetime(2004, 1, 1, 9)


def write_export(path: Path, entries: int, sources: Path) -> None:
    """Write an export of so many `entries`, in the words of the articles in the folder `sources`.

    A smaller one has the first entries of a larger one.
    """
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEAD)
        file.writelines(islice(_entries(articles(entries, sources)), entries))
        file.write("</feed>\n")


def _entries(made: Iterator[Article]) -> Iterator[str]:
    for number, article in enumerate(made):
        day = _FIRST + timedelta(hours=7 * number)
        yield _post(number, article, day)
        for each in range(_COMMENTS[number % 4]):
            yield _comment(number, each, article.summary, day + timedelta(hours=each + 1))


def _post(number: int, article: Article, day: datetime) -> str:
    labels = "".join(
        f"<category scheme='http://www.blogger.com/atom/ns#' term={quoteattr(topic)}/>"
        for topic in article.topics
    )
    return (
        f"<entry><id>{_BLOG}.post-{number + 10_000}</id>{_dates(day)}{_KIND.format('post')}{labels}"
        f"<title type='text'>{escape(article.title)}</title>"
        f"<content type='html'>{escape(_as_blogger_has_it(number, article))}</content>"
        f"<link rel='alternate' type='text/html' href='{_address(number)}' title=''/>"
        "<author><name>Nobody</name></author></entry>\n"
    )


def _comment(number: int, each: int, words: str, day: datetime) -> str:
    id = 1_000_000 + 10 * number + each
    return (
        f"<entry><id>{_BLOG}.post-{id}</id>{_dates(day)}{_KIND.format('comment')}"
        f"<title type='text'>{escape(words[:40])}...</title>"
        f"<content type='html'>{escape(escape(words))}</content>"
        f"<link rel='alternate' type='text/html' href='{_address(number)}?showComment=1#c{id}' title=''/>"
        f"<author><name>Somebody</name></author><thr:in-reply-to ref='{_BLOG}.post-{number + 10_000}' "
        f"href='{_address(number)}' type='text/html'/></entry>\n"
    )


def _dates(day: datetime) -> str:
    stamp = f"{day:%Y-%m-%dT%H:%M:%S}.000-08:00"
    return f"<published>{stamp}</published><updated>{stamp}</updated>"


def _address(number: int) -> str:
    day = _FIRST + timedelta(hours=7 * number)
    return f"http://generated.blogspot.com/{day:%Y/%m}/a{number:05}.html"


def _as_blogger_has_it(number: int, article: Article) -> str:
    """Return the text in divs with spans and styles, a link to the post before, and some pictures."""
    html = markdown(article.body)
    html = html.replace("<p>", '<div><span style="font-family: georgia;">')
    html = html.replace("</p>", "</span></div><div><br /></div>")
    html += f'<a href="{_address(max(number - 1, 0))}">Before</a>'
    if number % 3 == 0:
        picture = f"https://blogger.googleusercontent.com/img/a/{number}"
        html += (
            f'<div class="separator" style="clear: both;"><a href="{picture}/s1600/a.jpg">'
            f'<img border="0" src="{picture}/s320/a.jpg" /></a></div>'
        )
    return html
