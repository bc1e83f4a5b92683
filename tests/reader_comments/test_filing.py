from pathlib import Path

from reader_comments.filing import articles_by_folder, files_by_article
from tests.reader_comments.builders import FakeArticle

FAITH = FakeArticle("keep-the-faith", source_path="articles/keep-the-faith.md")
GLAUBE = FakeArticle("keep-the-faith", "de", False, "articles/keep-the-faith-de.md")
FILE = Path("comments/x/1.md")


def test_a_folder_is_named_by_the_slug():
    assert articles_by_folder([FAITH]) == {"keep-the-faith": (FAITH,)}


def test_a_translation_has_a_folder_of_its_own():
    assert articles_by_folder([GLAUBE, FAITH]) == {
        "keep-the-faith": (FAITH,),
        "keep-the-faith-de": (GLAUBE,),
    }


def test_an_article_in_another_language_without_an_original_goes_by_its_slug_too():
    assert articles_by_folder([GLAUBE]) == {
        "keep-the-faith": (GLAUBE,),
        "keep-the-faith-de": (GLAUBE,),
    }


def test_a_draft_takes_no_comments_from_what_is_published():
    draft = FakeArticle("keep-the-faith")

    assert articles_by_folder([FAITH], [draft, GLAUBE]) == {
        "keep-the-faith": (FAITH,),
        "keep-the-faith-de": (GLAUBE,),
    }


def test_files_go_to_the_article_that_their_folder_names():
    filed, problems = files_by_article({"x": (FILE,)}, {"x": (FAITH,), "y": (GLAUBE,)})

    assert filed == {FAITH: (FILE,)}
    assert problems == []


def test_two_folders_of_one_article_are_read_as_one():
    folders = {"keep-the-faith": (FILE,), "keep-the-faith-de": (Path("2.md"),)}

    assert files_by_article(folders, articles_by_folder([GLAUBE])) == (
        {GLAUBE: (FILE, Path("2.md"))},
        [],
    )


def test_a_folder_for_no_article_is_named_with_the_article_that_was_probably_meant():
    folders = {"keep-the-fiath": (FILE, Path("2.md"))}

    filed, problems = files_by_article(folders, articles_by_folder([FAITH]))

    assert filed == {}
    assert list(map(str, problems)) == [
        "comments/x/1.md:1: there is no article 'keep-the-fiath' to comment on. "
        "Name the folder by the slug of an article, or take it away. "
        "Did you mean 'keep-the-faith'?"
    ]


def test_a_folder_named_by_the_file_of_an_article_is_led_to_its_slug():
    article = FakeArticle("hello-world", source_path="articles/first.md")

    _, problems = files_by_article({"first": (FILE,)}, articles_by_folder([article]))

    assert problems[0].cure.endswith("Did you mean 'hello-world'?")


def test_one_slug_of_two_articles_can_not_have_comments():
    twin = FakeArticle("keep-the-faith", source_path="articles/2020/keep-the-faith.md")
    folders = {"keep-the-faith": (FILE,)}

    filed, problems = files_by_article(folders, articles_by_folder([FAITH, twin]))

    assert filed == {}
    assert list(map(str, problems)) == [
        "comments/x/1.md:1: 'keep-the-faith' is the slug of articles/2020/keep-the-faith.md and "
        "articles/keep-the-faith.md. Give all but one of them another Slug."
    ]
