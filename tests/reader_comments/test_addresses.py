import pytest

from reader_comments.addresses import is_web_address, without_markup


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "HTTP://example.org:8080/a_(b)?c=d&e='f'#g",
        "https://medium.example/@robin",
        "https://bücher.example/straße",
        "http://[::1]/",
    ],
)
def test_whole_web_addresses_are_let_through(address):
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "/about/",
        "//example.org/",
        "#comment-1",
        "https:example.org",
        "https://",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/",
        "mailto:a@example.org",
        "{filename}a.md",
        "https://bank.example@other.example/",
        "https://bank.example\\@other.example/",
        "https://exa mple.org/",
        "https://example.org/\u202egpj.exe",
        "https://[::1/",
        "https://example.org:port/",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_everything_else_is_not(address):
    assert not is_web_address(address)


def test_what_could_end_an_attribute_is_encoded():
    address = "https://example.org/?a=\"'<b>`&c=d"

    assert without_markup(address) == "https://example.org/?a=%22%27%3Cb%3E%60&c=d"
