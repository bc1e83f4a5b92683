"""Lists that know at once whether something is in them."""

from __future__ import annotations


class Members(list):
    """A list of things that are equal to themselves alone, as Pelican's articles are.

    Pelican asks for each page of a tag, a category and an author whether each article of the site
    is in its list, also where it writes no such pages: a tenth of a build of ten thousand articles.
    """

    _known: frozenset = frozenset()
    _length = -1

    def __contains__(self, item: object) -> bool:
        if self._length != len(self):
            self._known, self._length = frozenset(self), len(self)
        return item in self._known
