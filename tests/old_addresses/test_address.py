import pytest

from old_addresses.address import fault_of_new, fault_of_old, same, tidied_target, written

HOST = "https://example.org/some/path"
PATH = "/some/path"


@pytest.mark.parametrize(
    "old",
    [
        "/2010/12/post.html",
        "/p/about.html",
        "/search/label/Job Search",
        "/search/label/Job%20Search",
        "/caf\u00e9/",
        "/didn't",
        "/a:b",
        "/some/pathway",
    ],
)
def test_an_old_address_is_a_path(old):
    assert fault_of_old(old, PATH, HOST) is None


@pytest.mark.parametrize(
    ("old", "what", "cure"),
    [
        (f"{HOST}/old", f"'{HOST}/old' names the host", "Write /old"),
        (
            "https://wise.blogspot.com/old",
            "'https://wise.blogspot.com/old' is an address of another host, for which this site "
            "can't answer",
            "Write only its path, which begins with /, and point that host's name to this site",
        ),
        ("old.html", "the old address 'old.html' does not begin with /", "Write /old.html"),
        (
            "/some/path/old",
            "'/some/path/old' begins with /some/path, where the site itself begins",
            "Write /old: addresses begin at the site's own root",
        ),
        (
            "/old?m=1",
            "'/old?m=1' has a '?' or '#' in it, which hosts don't match",
            "Write what stands before it; the rest is ignored when a reader comes",
        ),
        (
            "/old/*",
            "'/old/*' has '*' in it, which some hosts read as more than a letter",
            "A rule is for one address, without patterns; leave this one out",
        ),
        (
            "/old/:year",
            "'/old/:year' has a colon after a slash, which some hosts read as a pattern",
            "Leave this one out",
        ),
        ("/old%zz", "'/old%zz' has a % that begins no character", "Write a % itself as %25"),
        ("/%E9", "'/%E9' is not percent-encoded UTF-8", "Write its letters themselves"),
        ("/o%0Ald", "'/o%0Ald' has a character that can't be seen", "Take it out"),
        ("/o\u202eld", r"'/o\u202eld' has a character that can't be seen", "Take it out"),
        ("/a//b", "'/a//b' has two slashes together", "Write one"),
        (
            "/a/%2e%2e/b",
            "'/a/%2e%2e/b' has a step . or .. in it",
            "Write the address that it leads to",
        ),
    ],
)
def test_what_can_be_no_old_address_is_refused_with_a_cure(old, what, cure):
    assert fault_of_old(old, PATH, HOST) == (what, cure)


@pytest.mark.parametrize("letter", '\\"<>{}|^`*')
def test_a_letter_that_a_host_may_misread_is_refused(letter):
    assert fault_of_old(f"/a{letter}b", "", "") is not None


@pytest.mark.parametrize(
    "new", ["/", "/about/", "/about/#top", "/a?b=c", "/job search/", "https://x.example/a?b#c"]
)
def test_a_new_address_is_a_path_or_a_whole_address(new):
    assert fault_of_new(new, PATH, HOST) is None


@pytest.mark.parametrize(
    ("new", "cure"),
    [
        ("about/", "Write /about/"),
        ("javascript:alert(1)", "Write a path, or a whole https:// address"),
        ("//x.example/", "Write a path, or a whole https:// address"),
        ("https:///a", "Write a path, or a whole https:// address"),
        (f"{HOST}/a", "Write /a"),
        (HOST, "Write /"),
        ("/some/path/a", "Write /a: addresses begin at the site's own root"),
        ('https://x.example/"', "Percent-encode it"),
        ("https://x.example/a b", "Percent-encode it"),
        ("/a#b c", "Percent-encode it"),
        ("https://x.example/\n", "Percent-encode it"),
        ("http://[::1", "Write it as the address bar of a browser shows it"),
        ("/a/../b", "Write the address that it leads to"),
    ],
)
def test_what_can_be_no_new_address_is_refused_with_a_cure(new, cure):
    assert fault_of_new(new, PATH, HOST)[1] == cure


def test_servers_get_addresses_in_ascii():
    assert written("/caf\u00e9/job search/100%") == "/caf%C3%A9/job%20search/100%25"
    assert tidied_target("/caf\u00e9/a%20b#x") == "/caf%C3%A9/a%20b#x"
    assert tidied_target("https://x.example/\u00e9?q=%20") == "https://x.example/%C3%A9?q=%20"


def test_addresses_that_hosts_do_not_tell_apart_are_the_same():
    assert same("/a") == same("/a/") == same("/a/index.html") == "/a"
    assert same("/") == same("/index.html") == "/"
    assert same("/a.html") == "/a.html"
