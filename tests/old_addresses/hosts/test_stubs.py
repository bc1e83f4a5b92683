import pytest

from old_addresses.hosts import compiled
from old_addresses.hosts.stubs import COPY, file_of, files
from tests.old_addresses.builders import HEADERS, rule, site


def test_a_stub_leads_on_without_a_script():
    here = site("/some/path", lang="en-GB", moved_text="Gone to {link} & <b>")

    assert files([rule("/p/old.html", "/caf%C3%A9/?a=1&b#x")], HEADERS, here) == {
        "p/old.html": "<!doctype html>\n"
        '<html lang="en-GB">\n'
        "<head>\n"
        '<meta charset="utf-8">\n'
        "<title>This page has moved</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="refresh" content="0; url=../caf%C3%A9/?a=1&amp;b#x">\n'
        '<meta name="robots" content="noindex">\n'
        '<link rel="canonical" href="https://example.org/some/path/caf%C3%A9/?a=1&amp;b#x">\n'
        "</head>\n"
        "<body>\n"
        '<p>Gone to <a href="../caf%C3%A9/?a=1&amp;b#x">its new address</a> &amp; &lt;b&gt;</p>\n'
        "</body>\n"
        "</html>\n"
    }


@pytest.mark.parametrize(
    ("old", "new", "link"),
    [
        ("/old", "/about/", "../about/"),
        ("/old.html", "/about/", "./about/"),
        ("/old/", "/", "../"),
        ("/old.html", "/", "./"),
        ("/a/b/c", "/a/b/d.html", "../d.html"),
        ("/old.html", "/a:b/", "./a:b/"),
        ("/old.html", "https://x.example/?a", "https://x.example/?a"),
    ],
)
def test_links_are_relative_to_the_stub(old, new, link):
    (text,) = files([rule(old, new)], [], site()).values()

    assert f'<a href="{link}">' in text


def test_a_stub_lies_where_a_host_looks_for_its_address():
    olds = ("/a", "/a/", "/a.html", "/search/label/A b")

    assert [file_of(rule(old)) for old in olds] == [
        "a/index.html",
        "a/index.html",
        "a.html",
        "search/label/A b/index.html",
    ]
    assert file_of(rule("/feed", "/feeds/all.atom.xml")) == "feed"
    assert file_of(rule("/feed/", "/feeds/all.atom.xml")) == "feed/index.html"


def test_what_is_no_page_is_a_copy_of_what_it_leads_to():
    rules = [rule("/rss.xml", "/feeds/all.atom.xml"), rule("/atom.xml", "/feeds/posts/default")]

    assert files(rules, [], site()) == {
        "rss.xml": f"{COPY}feeds/all.atom.xml",
        "atom.xml": f"{COPY}feeds/posts/default",
    }


def test_what_neither_page_nor_copy_can_do_is_an_error():
    rules = [
        rule("/old.atom", "https://feeds.example/"),
        rule("/feeds", "/about/", 2),
        rule("/feeds/all.atom.xml/more", "/about/", 3),
        rule("/x.html", "/about/", 4),
        rule("/x.html/y", "/about/", 5),
        rule("/x.php", "/about/", 6),
        rule("/y.php", "/2026/11/keep-the-faith.html", 7),
    ]

    _, problems = compiled(["stubs"], rules, [], site())

    assert [str(problem) for problem in problems] == [
        "redirects.toml:1: '/old.atom' is not the address of a page, so no page there can lead to "
        "'https://feeds.example/'. Take this address out, or stubs out of HOSTS.",
        "redirects.toml:3: '/feeds/all.atom.xml/more' would be a file where the site needs a "
        "folder, or the reverse. Take this address out, or stubs out of HOSTS.",
        "redirects.toml:4: '/x.html' would be a file where the site needs a folder, or the "
        "reverse. Take this address out, or stubs out of HOSTS.",
        "redirects.toml:5: '/x.html/y' would be a file where the site needs a folder, or the "
        "reverse. Take this address out, or stubs out of HOSTS.",
        "redirects.toml:6: '/x.php' is not the address of a page, so no page there can lead to "
        "'/about/'. Take this address out, or stubs out of HOSTS.",
        "redirects.toml:7: '/y.php' is not the address of a page, so no page there can lead to "
        "'/2026/11/keep-the-faith.html'. Take this address out, or stubs out of HOSTS.",
    ]
