"""From an export to the files of a site."""

import base64
import io

import pytest
from PIL import Image

from commands.import_blogger import Refused
from tests.commands.import_blogger.exports import comment, takeout, text


def test_a_post_becomes_an_article(site):
    site.bring(
        takeout(text(1, "<p><b>Boil</b> the onion.</p><p>Serve it.</p>", labels=("Cooking",)))
    )

    assert site.read("articles/post-1.md") == (
        "Title: Post 1\n"
        "Date: 2010-12-05 12:00\n"
        "Topics: cooking\n"
        "Summary: Boil the onion. Serve it.\n"
        "Id: tag:blogger.com,1999:blog-42.post-1\n"
        "\n"
        "**Boil** the onion.\n\nServe it.\n"
    )


@pytest.mark.parametrize(
    ("labels", "tags"),
    [
        (("Paris", "Rome"), "Paris, Rome"),
        (("Paris, Texas",), "Paris, Texas;"),
        (("Paris; Texas", "Rome"), "Paris, Texas; Rome"),
        (("<b>", "R&D", "..."), "b, R&D"),
    ],
)
def test_labels_that_are_no_topics_stay_as_tags(site, labels, tags):
    site.bring(takeout(text(1, labels=("Cooking", *labels))))

    assert f"\nTags: {tags}\n" in site.read("articles/post-1.md")


def test_a_comment_lies_in_the_folder_of_its_article(site):
    site.bring(takeout(text(1), comment(2, 1, "One line\nand another", uri="https://kim.example/")))

    assert site.read("comments/post-1/2.md") == (
        "Author: Kim\nDate: 2010-12-06 12:00\nWebsite: https://kim.example/\nWas: c2\n\n"
        "One line  \nand another\n"
    )


def test_the_authors_own_replies_are_marked(site):
    own = "https://www.blogger.com/profile/1"
    site.bring(takeout(text(1), comment(2, 1, name="Robin"), comment(3, 1, uri=own, answers=2)))

    assert "Role" not in site.read("comments/post-1/2.md")
    assert "Parent: 2\nRole: author\n" in site.read("comments/post-1/3.md")


def test_what_nobody_should_see_is_left_out_and_counted(site):
    site.bring(
        takeout(
            text(1, status="SOFT_TRASHED"),
            text(2, status="DRAFT", path=""),
            comment(3, 2, status="SPAM_COMMENT"),
            comment(4, 2, status="PENDING_MODERATION"),
            comment(5, 1),
            comment(6, 99),
        )
    )

    left = dict.fromkeys(("1", "3", "4", "5", "6"), "left out")
    assert site.became() == {**left, "2": "article, draft"}
    assert "Status: draft\n" in site.read("articles/post-2.md")


def test_a_page_keeps_its_address(site):
    site.bring(takeout(text(1, kind="PAGE")))

    assert "\nUrl: p/post-1.html\nSave_as: p/post-1.html\n" in site.read("pages/post-1.md")


def test_the_old_path_leads_to_an_article_whose_date_is_another(site):
    site.bring(takeout(text(1, path="/2009/01/post-1.html")))

    assert "\nWas: /2009/01/post-1.html\n" in site.read("articles/post-1.md")
    assert '"/2009/01/" = "/archive/"\n' in site.read("redirects.toml")


def test_two_posts_of_one_name_are_two_articles(site):
    later = "2011-03-05T12:00:00Z"
    first, second = "/2010/12/hello.html", "/2011/03/hello.html"
    site.bring(takeout(text(1, path=second, published=later), text(2, path=first)))

    assert "Title: Post 2" in site.read("articles/hello.md")
    assert f"Was: {second}\n" in site.read("articles/hello-2011-03.md")


def test_links_between_posts_lead_to_the_files(site):
    html = (
        '<a href="http://old.blogspot.co.uk/2010/12/post-2.html?m=1">this</a> '
        '<a href="https://www.old.blogspot.com/2010/12/post-2.html?showComment=1#c77777">that</a> '
        '<a href="http://old.blogspot.com/2010/12/gone.html">gone</a>'
    )
    export = takeout(text(1, html), text(2), comment(77777, 2))
    site.bring(export, old_site="http://old.blogspot.com/")

    body = site.read("articles/post-1.md").partition("\n\n")[2]
    assert body == (
        "[this]({filename}post-2.md) [that]({filename}post-2.md#comment-77777) "
        "[gone](http://old.blogspot.com/2010/12/gone.html)\n"
    )
    assert "gone.html leads to nothing in the export" in site.read("blogger/report.md")


@pytest.mark.parametrize(
    ("href", "becomes", "listed"),
    [
        ("https://x.example/a?b=1#c", "https://x.example/a?b=1#c", False),
        ("//x.example/a", "//x.example/a", False),
        ("/search/label/Soup", "/search/label/Soup", False),
        ("www.x.example/a", "https://www.x.example/a", False),
        ("kim@x.example", "mailto:kim@x.example", False),
        ("http://localhost:8000/", "http://localhost:8000/", True),
        ("http:///a", "", True),
        ("http://http://x.example", "", True),
        ("/2010/12/gone.html", "", True),
        ("gone.html", "", True),
        ("{filename}post-2.md", "", True),
        ("post-2.md", "", True),
    ],
)
def test_a_link_leads_where_it_did_or_is_listed(site, href, becomes, listed):
    site.bring(takeout(text(1, f'<p>See <a href="{href}">this</a>.</p>'), text(2)))

    body = site.read("articles/post-1.md").partition("\n\n")[2]
    assert body == (f"See [this]({becomes}).\n" if becomes else "See this.\n")
    assert (f"articles/post-1.md: {href} " in unescaped(site)) == listed


def test_a_link_from_a_thumbnail_to_its_original_goes(site):
    pictures = "https://1.bp.blogspot.com/-x/AAA"
    html = f'<a href="{pictures}/s1600/a.jpg"><img alt="A" src="{pictures}/s320/a.jpg"></a>'
    site.bring(takeout(text(1, html)))

    assert site.read("articles/post-1.md").endswith(f"\n\n![A]({pictures}/s320/a.jpg)\n")
    assert f"\t{pictures}/s0/a.jpg\t" in site.read("blogger/images-to-fetch.txt")


def test_a_summary_has_no_gaps_where_tags_were(site):
    site.bring(takeout(text(1, "<p>See <b>this</b>, <i>and</i><br>that</p><p>too.</p>")))

    assert "\nSummary: See this, and that too.\n" in site.read("articles/post-1.md")


def test_links_and_pictures_that_no_browser_follows_are_listed(site):
    html = '<a href="feed://x.example/">feed</a> <img src="holiday.jpg"> <img src="">'
    site.bring(takeout(text(1, html)))

    assert site.read("articles/post-1.md").endswith("\n\nfeed\n")
    assert "A link to feed://x.example/ taken out" in unescaped(site)
    assert "## Pictures that were nowhere (1)\n\n- articles/post-1.md: holiday.jpg" in unescaped(
        site
    )


def test_a_picture_that_stood_in_the_text_itself_becomes_a_file(site):
    raw = io.BytesIO()
    Image.new("RGB", (4, 3), "teal").save(raw, "PNG")
    source = f"data:image/png;base64,{base64.b64encode(raw.getvalue()).decode()}"
    export = takeout(text(1, f'<img alt="Teal" src="{source}">'))
    site.bring(export)
    before = site.files()
    site.bring(export)

    (file,) = [file for file in before if file.startswith("images/")]
    assert before[file] == raw.getvalue()
    assert f"![Teal]({{static}}/{file})" in site.read("articles/post-1.md")
    assert site.files() == before


def unescaped(site) -> str:
    return site.read("blogger/report.md").replace("\\", "")


def test_a_second_import_changes_no_file(site):
    export = takeout(text(1, labels=("Rain",)), text(2), comment(3, 1))
    site.bring(export)
    before = site.files()
    site.bring(export)

    assert site.files() == before


def test_a_trial_writes_nothing(site):
    before = site.files()
    site.bring(takeout(text(1)), dry_run=True)

    assert site.files() == before
    assert not (site.content / "blogger").exists()


def test_a_removed_comment_leaves_a_place_only_where_it_was_answered(site):
    removed = "This comment has been removed by the author."
    site.bring(
        takeout(text(1), comment(2, 1, removed), comment(3, 1, removed), comment(4, 1, answers=2))
    )

    assert "*This comment was removed.*" in site.read("comments/post-1/2.md")
    assert site.became()["3"] == "left out"
    assert "Parent: 2\n" in site.read("comments/post-1/4.md")


def test_comments_of_an_account_are_no_blog(site):
    with pytest.raises(Refused, match="comments without the posts"):
        site.bring(takeout(comment(1, 99)))


def test_who_can_stay_at_an_address_does(site):
    moved = text(1, path="/2009/01/hello.html")  # its date is of December 2010
    site.bring(
        takeout(moved, text(2, path="/2010/12/hello.html", published="2010-12-30T12:00:00Z"))
    )

    assert "Title: Post 2" in site.read("articles/hello.md")
    assert "Was: /2009/01/hello.html" in site.read("articles/hello-2009-01.md")


def test_of_two_posts_with_one_path_the_older_has_it(site):
    same = "/2010/12/hello.html"
    site.bring(takeout(text(1, path=same), text(2, path=same, published="2010-12-30T12:00:00Z")))

    assert "Title: Post 1" in site.read("articles/hello.md")
    assert "Was" not in site.read("articles/hello-2010-12.md")
    assert "hello-2010-12.md: /2010/12/hello.html" in site.read("blogger/report.md")


def test_a_comment_that_is_a_name_of_a_file_is_no_file(site):
    site.bring(takeout(text(1), comment(2, 1, "README.md")))

    assert site.became()["2"] == "comment"
