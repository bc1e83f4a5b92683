"""What stands under each article, as the ranking tells it in numbers, put into words for who asks.

Where nothing has changed nobody asks: a digest stands for what is under an article, made by the process
that ranks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from .reading_on import RelatedArticle
from .related import DIGEST, PickRows
from .topic import Article


class InRows(Mapping[Article, tuple[RelatedArticle, ...]]):
    """What to read after each article, each made when somebody asks for it, and its translations too.

    `articles` belong to the slugs of `rows`, `reasons` are its reasons with their kind and in words;
    `wording` is a digest of all that decides these words besides, `digests` is what `rows.digests` gives.
    """

    def __init__(
        self,
        rows: PickRows,
        digests: bytes,
        articles: Sequence[Article],
        reasons: Sequence[tuple[str, str]],
        wording: bytes,
    ) -> None:
        self._rows, self._digests, self._wording = rows, digests, wording
        self._articles, self._reasons = articles, reasons
        self._ends = [*accumulate(rows.sizes)]
        self._row_of = {
            version: row
            for row, article in enumerate(articles)
            for version in (article, *article.translations)
        }
        self._made: dict[int, tuple[RelatedArticle, ...]] = {}

    def __getitem__(self, article: Article) -> tuple[RelatedArticle, ...]:
        row = self._row_of[article]
        if row not in self._made:
            end = self._ends[row]
            place = slice(end - self._rows.sizes[row], end)
            self._made[row] = tuple(
                RelatedArticle(self._articles[pick], *self._reasons[why])
                for pick, why in zip(self._rows.picks[place], self._rows.why[place], strict=True)
            )
        return self._made[row]

    def stands_for(self, article: Article) -> bytes | None:
        """Return a digest of what stands under an article; None where nothing does."""
        row = self._row_of.get(article)
        if row is None:
            return None
        return self._wording + self._digests[row * DIGEST : (row + 1) * DIGEST]

    def __iter__(self) -> Iterator[Article]:
        return iter(self._row_of)

    def __len__(self) -> int:
        return len(self._row_of)
