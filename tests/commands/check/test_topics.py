import pytest

CATALOGUE = '[[topic]]\nslug = "x"\nname = "The X"\n\n[[topic]]\nslug = "yes"\nname = "Yes"\n'


@pytest.fixture
def catalogue(content):
    path = content / "topics.toml"
    path.write_text(CATALOGUE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Topics: x", "Topics: the x, YES", None),
        ("Topics: x", "Topics: yse", "3: there is no topic 'yse'. Did you mean 'yes'? Use at most"),
        ("Topics: x", "Topics: x\nRelated: b", None),
        ("Topics: x", "Topics: x\nRelated: bb", "4: there is no article 'bb'. Name an article by"),
        ("Topics: x", "Topics: x\nRelated: b, a", "4: the article names itself. Take 'a' out of"),
        ("Topics: x", "Topics: x\nTags: C++, C#", "4: warning: the tag 'C#' is 'C++' in content/"),
        (
            "Topics: x",
            "Topics: x\nTags: Cover Letter, cover-letter",
            "4: warning: the tag 'cover-le",
        ),
        ("Topics: x", "Topics: x\nTags: ../..", "4: '../..' has no letter that an address"),
        ("Topics: x", "Topics: x\nTags: Paris, ...", "4: '...' has no letter that an address"),
        ("Topics: x", "Topics: x\nTags: Paris, ...; Rome", None),
        ("Topics: x", "Topics: x\nAuthors: Kim; ...", "4: '...' has no letter that an address"),
        ("Topics: x", "Topics: x\nAuthor: Kim; ...", None),
        ("Topics: x", "Topics: x\nAuthor: ...", "4: '...' has no letter that an address"),
    ],
)
def test_a_topic_a_related_article_and_a_tag_are_known(catalogue, problems, change, old, new, said):
    change(old, new)

    found = problems()

    assert bool(found) == bool(said), found
    assert all(line.startswith(f"content/articles/a.md:{said}") for line in found), found


def test_a_related_draft_is_only_a_warning(catalogue, content, problems, change):
    change("[b]({filename}b.md)", "Words.")
    change("Topics: x", "Topics: x\nRelated: b")
    path = content / "articles/b.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Topics", "Status: draft\nTopics"), encoding="utf-8")

    assert problems() == [
        "content/articles/a.md:4: warning: 'b' is not published (draft): it will not be shown. "
        "Nothing to do if it will be."
    ]


def test_two_articles_may_name_each_other(catalogue, content, problems):
    for slug, other in ("ab", "ba"):
        path = content / f"articles/{slug}.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("Topics", f"Related: {other}\nTopics"), encoding="utf-8")

    assert problems() == []


def test_a_catalogue_with_a_fault_is_named_with_its_line(catalogue, problems):
    catalogue.write_text(CATALOGUE.replace('"yes"', '"x"'), encoding="utf-8")

    (line,) = problems()

    assert line.startswith(
        "content/topics.toml:6: the slug 'x' already leads to the topic at line 1"
    )


def test_a_catalogue_that_is_a_link_to_nothing_is_no_site_without_topics(catalogue, problems):
    catalogue.unlink()
    catalogue.symlink_to("elsewhere.toml")

    assert problems() == [
        "content/topics.toml:1: this symbolic link leads to elsewhere.toml, which does not exist. "
        "Put the file itself here."
    ]


def test_start_here_is_held_against_what_the_articles_say(catalogue, problems):
    catalogue.write_text(CATALOGUE + 'start_here = ["a"]\n', encoding="utf-8")

    (line,) = problems()

    assert line.startswith("content/topics.toml:7: start_here names 'a', which is not filed under")
