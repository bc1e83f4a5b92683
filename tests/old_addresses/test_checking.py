import pytest
from hypothesis import given
from hypothesis import strategies as st

from old_addresses.checking import checked
from tests.old_addresses.builders import rule, site


def problems(*rules, path=""):
    return [str(problem) for problem in checked(rules, site(path))[1]]


def test_good_rules_come_tidied_and_sorted_by_their_old_addresses():
    rules, wrong = checked(
        [rule("/p/caf%C3%A9.html", "/2026/11/keep-the-faith.html#comment-1"), rule("/old page")],
        site(),
    )

    assert wrong == ()
    assert [(r.old, r.new) for r in rules] == [
        ("/old page", "/about/"),
        ("/p/caf\u00e9.html", "/2026/11/keep-the-faith.html#comment-1"),
    ]


def test_two_rules_for_one_address_name_each_other():
    assert problems(rule("/old", line=3), rule("/o%6Cd", "/help/", line=7)) == [
        "redirects.toml:7: '/old' is also redirected at redirects.toml:3. Keep one of the two."
    ]


def test_with_and_without_a_slash_is_one_address_to_several_hosts():
    assert problems(rule("/old"), rule("/old/")) == []
    assert problems(rule("/old"), rule("/old/", "/help/", line=2)) == [
        "redirects.toml:2: '/old/' and '/old' (redirects.toml:1) are one address to several hosts. "
        "Let both lead to one place."
    ]


@pytest.mark.parametrize(
    ("old", "page"),
    [
        ("/about/", "about/index.html"),
        ("/about", "about/index.html"),
        ("/about/index.html", "about/index.html"),
        ("/", "index.html"),
        ("/2026/11/keep-the-faith.html", "2026/11/keep-the-faith.html"),
        ("/2026/11/keep-the-faith", "2026/11/keep-the-faith.html"),
        ("/feeds/posts/default", "feeds/posts/default"),
    ],
)
def test_where_the_site_has_a_page_there_is_no_old_address(old, page):
    assert problems(rule(old, "/help/")) == [
        f"redirects.toml:1: '{old}' is not old: the site has {page} there. "
        "Take this address out, or move the page."
    ]


def test_a_page_that_ended_in_html_may_have_become_a_folder():
    assert problems(rule("/about.html", "/about/")) == []


def test_a_chain_is_an_error_that_says_what_to_write():
    chain = [
        rule("/a", "/b#x", 1),
        rule("/b/", "/c", 2),
        rule("/c", "/about/#y", 3),
    ]

    assert problems(*chain) == [
        "redirects.toml:1: '/a' leads to '/b#x', which leads on (redirects.toml:2). "
        "Write /about/#y here, so that readers get there in one step.",
        "redirects.toml:2: '/b/' leads to '/c', which leads on (redirects.toml:3). "
        "Write /about/#y here, so that readers get there in one step.",
    ]


def test_a_circle_is_told_once_with_all_that_is_in_it():
    circle = [
        rule("/a", "/b", 1),
        rule("/b", "/c", 2),
        rule("/c", "/a", 3),
        rule("/x", "/a", 4),
        rule("/self", "/self", 5),
    ]

    assert problems(*circle) == [
        "redirects.toml:1: these lead in a circle: /a -> /b -> /c -> /a. "
        "Let one of them lead to a page.",
        "redirects.toml:5: these lead in a circle: /self -> /self. Let one of them lead to a page.",
    ]


def test_what_leads_nowhere_is_an_error():
    assert problems(rule("/a", "/abuot/"), rule("/b", "/about", 2), rule("/c", "/about#x", 3)) == [
        "redirects.toml:1: '/a' leads to '/abuot/', which the site does not have. "
        "Mend the new address; a draft has none.",
        "redirects.toml:2: '/about' is the address of a folder without its slash, which costs "
        "a second step. Write /about/.",
        "redirects.toml:3: '/about#x' is the address of a folder without its slash, which costs "
        "a second step. Write /about/#x.",
    ]


def test_addresses_of_other_hosts_are_not_followed():
    assert problems(rule("/a", "https://elsewhere.example/nothing")) == []


def test_everything_that_is_wrong_is_told_at_once_in_order_of_place():
    found = problems(
        rule("/about/", "/help/", 9), rule("old", "new", 4), rule("/a", "/nothing/", 1)
    )

    assert [problem.split(":")[1] for problem in found] == ["1", "4", "4", "9"]


def test_under_a_path_addresses_begin_at_the_sites_own_root():
    assert problems(rule("/old", "/about/"), path="/some/path") == []
    assert problems(rule("/some/path/old", "/some/path/about/"), path="/some/path") == [
        "redirects.toml:1: '/some/path/about/' begins with /some/path, where the site itself "
        "begins. Write /about/: addresses begin at the site's own root.",
        "redirects.toml:1: '/some/path/old' begins with /some/path, where the site itself begins. "
        "Write /old: addresses begin at the site's own root.",
    ]


def test_a_made_rule_gives_way():
    made = [
        rule("/old", "/help/", made=True),
        rule("/new", "/help/", made=True),
        rule("/new", "/about/", made=True),
        rule("/about/", "/help/", made=True),
        rule("/nowhere", "/nothing/", made=True),
        rule("/unsafe*", "/help/", made=True),
    ]

    rules, wrong = checked([rule("/old/", "/about/"), *made], site())

    assert wrong == ()
    assert [(r.old, r.new) for r in rules] == [("/new", "/help/"), ("/old/", "/about/")]


ADDRESSES = st.sampled_from(["/a", "/b", "/c/", "/d", "/about/", "/help/", "/e%20e", "/b/"])


@given(st.lists(st.builds(rule, ADDRESSES, ADDRESSES), max_size=6))
def test_a_rule_is_kept_or_told_of_and_what_passes_takes_one_step(rules):
    table, wrong = checked(rules, site())

    if not wrong:
        assert {r.old for r in table} == {r.old.replace("%20", " ") for r in rules}
        assert {r.new for r in table} <= {"/about/", "/help/"}
        assert not {r.old for r in table} & {"/about/", "/help/"}
