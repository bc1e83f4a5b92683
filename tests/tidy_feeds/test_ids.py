"""An article that came from another site keeps its id in the feeds."""

from types import SimpleNamespace

import pytest

from tidy_feeds import _keep_ids

OLD = "tag:blogger.com,1999:blog-42.post-1"


def ids(site: str, *links: str) -> list[str]:
    article = SimpleNamespace(url="2010/12/hello.html", metadata={"id": OLD})
    feed = SimpleNamespace(items=[{"link": link, "unique_id": "new"} for link in links])
    _keep_ids({"SITEURL": site, "articles": [article]}, feed)
    return [item["unique_id"] for item in feed.items]


@pytest.mark.parametrize("site", ["https://example.org", "https://example.org/some/path"])
def test_an_id_is_kept_at_the_root_and_under_a_path(site):
    assert ids(site, f"{site}/2010/12/hello.html", f"{site}/2010/12/other.html") == [OLD, "new"]


def test_a_comment_on_the_article_has_an_id_of_its_own():
    site = "https://example.org"

    assert ids(site, f"{site}/2010/12/hello.html#comment-1") == ["new"]
