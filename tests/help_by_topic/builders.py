"""The smallest things that a test about topics can be about."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from help_by_topic.topic import Topic

NETWORKING = Topic("networking", "Networking", synonyms=("contacts",))
RESUMES = Topic("resumes", "Résumés and applications", synonyms=("CV", "cover letter"))
INTERVIEWS = Topic("interviewing", "Interviewing", start_here=("nerves", "questions"))


@dataclass(eq=False)
class FakeArticle:
    """An article with just what filing asks of it."""

    slug: str
    date: datetime = datetime(2026, 11, 22, tzinfo=UTC)
    title: str = ""
    source_path: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
