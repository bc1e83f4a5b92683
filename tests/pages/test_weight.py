"""What an article weighs, packed as a host packs it: the page and all that it asks for, without fonts."""

import gzip

MOST = 12_000  # bytes
MOST_FONT = 9_870


def packed(file):
    content = file.read_bytes()
    return len(content if file.suffix == ".png" else gzip.compress(content, 6))


def test_every_article_is_light_without_its_fonts(open_page, site):
    heavy = {}
    for file in sorted(site.glob("[0-9]*/*/*.html")):
        if file.stem == "index":
            continue
        address = "/" + file.relative_to(site).as_posix()
        page = open_page(address)
        names = [link["href"] for link in page.select("link[rel=stylesheet]")]
        names += [script["src"] for script in page.select("script[src]")]
        size = packed(file) + sum(packed(file.parent / name) for name in names)
        if size > MOST:
            heavy[address] = size

    assert heavy == {}


def test_a_font_comes_in_one_round_trip(open_page, site):
    fonts = [site / link["href"] for link in open_page("/").select("link[rel=preload][as=font]")]

    assert len(fonts) == 2
    # With two files beside it, of 30 kB in a round trip (theme/static/fonts/README.md).
    assert [font.name for font in fonts if font.stat().st_size > MOST_FONT] == []
