import pytest

from commands.publish.kinds import Kind, content_type_header, kind_of

KINDS = {
    "theme/css/main.71563c33e63d.css": Kind.HASHED,
    "theme/fonts/reading.52b8595a1cfb.woff2": Kind.HASHED,
    "pagefind/fragment/en_f3a8b2c.pf_fragment": Kind.HASHED,
    "images/desk.png": Kind.ASSET,
    "pagefind/pagefind.js": Kind.ASSET,
    "index.html": Kind.PAGE,
    "2026/11/the-year.2026112.html": Kind.PAGE,
    "help/networking/feed.atom": Kind.LIST,
    "feeds/posts/default": Kind.LIST,
    "sitemap.xml": Kind.LIST,
    "robots.txt": Kind.LIST,
    "pagefind/pagefind-entry.json": Kind.LIST,
    "_redirects": Kind.LIST,
}


@pytest.mark.parametrize("path", KINDS)
def test_each_path_has_its_kind(path):
    assert kind_of(path) == KINDS[path]


def test_assets_go_before_the_pages_that_name_them_and_lists_of_pages_last():
    assert sorted(Kind) == [Kind.HASHED, Kind.ASSET, Kind.PAGE, Kind.LIST]


@pytest.mark.parametrize(
    ("path", "header"),
    [
        ("about/index.html", "text/html; charset=utf-8"),
        ("feeds/all.atom.xml", "application/atom+xml; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("images/desk.png", "image/png"),
        ("pagefind/wasm.en.pagefind", "application/octet-stream"),
    ],
)
def test_the_type_of_a_file(path, header):
    assert content_type_header(path) == header


def test_a_type_that_the_name_does_not_tell_is_said():
    said = "application/atom+xml"

    assert content_type_header("feeds/posts/default", said) == f"{said}; charset=utf-8"
