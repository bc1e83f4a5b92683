"""What an export and its author tell of the old blog: its entries, time zone and addresses."""

from __future__ import annotations

from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from commands.publish.progress import Progress

from .entry import Kind
from .own_links import blog_of
from .reading import Feed
from .refused import Refused
from .shapes import Export
from .survey import Survey, surveyed
from .wishes import Wishes


class OldBlog:
    """A blog in an export. Raises Refused, from any property, where nothing can be made of it."""

    def __init__(self, export: Export, wishes: Wishes) -> None:
        self.export, self._wishes = export, wishes

    @cached_property
    def survey(self) -> Survey:
        progress = Progress(self.export.size)
        with self.export.open() as stream:
            found = surveyed(Feed(stream, progress.add))
        progress.end()
        _refuse_what_is_no_blog(self.export.name, found)
        return found

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """The blog's time zone; None where its dates say their own."""
        said = (
            self._wishes.time_zone
            or self.export.settings.get("blog_time_zone", "")
            or self.survey.settings.get("BLOG_TIME_ZONE", "")
        )
        try:
            return ZoneInfo(said) if said else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            if self._wishes.time_zone:
                cure = "Write it as Europe/Berlin or America/New_York."
                raise Refused(f"There is no time zone '{said}'. {cure}") from None
            return None

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Its addresses, as `blog_of` has them."""
        said = [
            self._wishes.old_site,
            self.survey.head.home,
            self.export.settings.get("blog_domain", ""),
        ]
        if name := self.export.settings.get("blog_subdomain", ""):
            said.append(name if "." in name else f"{name}.blogspot.com")
        return frozenset(filter(None, map(blog_of, filter(None, said))))

    def remarks(self) -> list[tuple[str, str]]:
        """Return what its author could tell that the export does not, and what was mended in it."""
        found = []
        if not self.hosts:
            cure = "Say --old-site http://NAME.blogspot.com, and links to labels are found too."
            found.append(("Not told by the export", f"the blog's address. {cure}"))
        moments = (entry.published for entry in self.survey.entries)
        if self.zone is None and any(moment and moment.tzname() == "UTC" for moment in moments):
            cure = "Say --time-zone Europe/Berlin, or wherever the blog was written."
            found.append(("Not told by the export", f"the blog's time zone. {cure}"))
        for what, number in self.survey.faults.items():
            found.append(("Mended in the file", f"{what} ({number:,})"))
        return found


def _refuse_what_is_no_blog(name: str, survey: Survey) -> None:
    if survey.of(Kind.POST, Kind.PAGE):
        return
    if survey.of(Kind.COMMENT):
        raise Refused(
            f"{name}: these are comments without the posts they stand under: what the account wrote "
            "on any blog, or a feed of comments. Wanted is Takeout/Blogger/Blogs/NAME/feed.atom."
        )
    if survey.of(Kind.TEMPLATE, Kind.SETTING):
        raise Refused(f"{name}: it holds the blog's theme and settings, but no post and no page.")
    raise Refused(f"{name}: there is no post in it. Download the export again.")
