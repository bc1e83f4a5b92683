"""The plugin at work in stock Pelican: real pictures, other people's sites."""

import re
import subprocess
import sys

import feedparser
import pytest
from bs4 import BeautifulSoup

from responsive_pictures.reading import tells_more
from tests.conftest import ROOT
from tests.responsive_pictures.paint import opened, photograph, picture

HEAD = "Title: {}\nDate: 2024-01-02\n\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><g/></svg>'


@pytest.fixture
def pelican(tmp_path):
    """Return a function that builds a site of {path: content} and gives its output folder."""

    def build(files, **settings):
        for name, content in files.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        settings = {
            "PATH": "content",
            "SITEURL": "https://elsewhere.example",
            "TIMEZONE": "UTC",
            "DELETE_OUTPUT_DIRECTORY": True,
            "FEED_ALL_ATOM": "all.atom.xml",
            "PLUGIN_PATHS": [str(ROOT / "plugins")],
            "PLUGINS": ["build_cache", "responsive_pictures"],
            **settings,
        }
        lines = [f"{name} = {value!r}" for name, value in settings.items()]
        (tmp_path / "pelicanconf.py").write_text("\n".join(lines), encoding="utf-8")
        build.result = subprocess.run(
            [sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", "output"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        build.said = " ".join((build.result.stdout + build.result.stderr).split())
        return tmp_path / "output"

    return build


def article(text, title="An article"):
    return HEAD.format(title) + text


def page(path):
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def bytes_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_photograph_becomes_forms_that_are_there_with_sizes_that_are_true(pelican):
    output = pelican(
        {
            "images/Sea side.JPG": photograph(1000, 700, orientation=6),
            "a.md": article("![The sea]({static}/images/Sea%20side.JPG)"),
        }
    )

    assert pelican.result.returncode == 0, pelican.said
    tag = page(output / "an-article.html").picture
    forms = [form for source in tag.find_all("source") for form in source["srcset"].split(", ")]
    found = []
    for address, width in [form.split() for form in forms]:
        path = output / address.removeprefix("https://elsewhere.example/")
        assert re.fullmatch(r"Sea-side-\d+\.[0-9a-f]{12}\.(avif|webp)", path.name)
        image = opened(path.read_bytes())
        found.append((image.format, image.size, width))
    assert found == [
        ("AVIF", (480, 686), "480w"),
        ("AVIF", (700, 1000), "700w"),
        ("WEBP", (480, 686), "480w"),
        ("WEBP", (700, 1000), "700w"),
    ]
    plain = output / tag.img["src"].removeprefix("https://elsewhere.example/")
    assert opened(plain.read_bytes()).size == (700, 1000)
    assert {name: tag.img[name] for name in ("alt", "width", "height", "decoding")} == {
        "alt": "The sea",
        "width": "700",
        "height": "1000",
        "decoding": "async",
    }


def test_nothing_that_is_published_says_where_it_was_taken(pelican):
    output = pelican(
        {
            "images/shown.jpg": photograph(),
            "images/linked.jpg": photograph(800, 500),
            "a.md": article("![A]({static}/images/shown.jpg) [B]({static}/images/linked.jpg)"),
        }
    )

    pictures = {n: b for n, b in bytes_of(output).items() if n.endswith((".jpg", ".webp", ".avif"))}
    assert {"images/shown.jpg", "images/linked.jpg"} < set(pictures)
    assert [name for name, content in pictures.items() if tells_more(content)] == []
    assert opened(pictures["images/linked.jpg"]).size == (800, 500)


def test_addresses_are_true_on_every_page_and_whole_in_the_feed(pelican):
    output = pelican(
        {"images/a.png": picture(form="PNG"), "a.md": article("![A]({static}/images/a.png)")},
        RELATIVE_URLS=True,
        ARTICLE_URL="deep/er/{slug}.html",
        ARTICLE_SAVE_AS="deep/er/{slug}.html",
        FEED_DOMAIN="https://elsewhere.example",
    )

    for path, way in [("deep/er/an-article.html", "../.."), ("index.html", ".")]:
        image = page(output / path).picture.img
        assert image["src"].startswith(f"{way}/pictures/a-800."), path
        assert ((output / path).parent / image["src"]).is_file()
    feed = feedparser.parse((output / "all.atom.xml").read_bytes()).entries[0].content[0].value
    assert re.findall(r'src="([^"]+)/a-800', feed) == ["https://elsewhere.example/pictures"]
    assert "responsive-pictures:" not in (output / "all.atom.xml").read_text()


def test_drawings_and_animations_stay_as_they_are_under_hashed_names(pelican):
    from PIL import Image

    gif = picture(20, 10, "GIF", save_all=True, append_images=[Image.new("P", (20, 10), 3)])
    output = pelican(
        {
            "images/a.svg": SVG,
            "images/b.gif": gif,
            "a.md": article("![A]({static}/images/a.svg)\n\n![B]({attach}images/b.gif)"),
        }
    )

    images = page(output / "an-article.html").find_all("img")
    sizes = [(image["width"], image["height"], image.get("loading")) for image in images]
    assert sizes == [("60", "40", None), ("20", "10", "lazy")]
    kept = [output / image["src"].removeprefix("https://elsewhere.example/") for image in images]
    assert [path.read_bytes() for path in kept] == [SVG, gif]


def test_addresses_without_braces_and_other_readers_are_served_too(pelican):
    output = pelican(
        {
            "images/a.jpg": picture(),
            "a.md": article("![A](/images/a.jpg) ![B](images/a.jpg) ![C](https://x.example/c.jpg)"),
            "b.html": "<html><head><title>B</title><meta name='date' content='2024-01-02'></head>"
            "<body><img src='{static}/images/a.jpg' alt=''></body></html>",
            "c.rst": "C\n#\n\n:date: 2024-01-02\n\n.. figure:: {static}/images/a.jpg\n"
            "   :alt: A picture\n\n   What it is\n",
        }
    )

    assert pelican.result.returncode == 0, pelican.said
    assert [bool(i.get("width")) for i in page(output / "an-article.html").find_all("img")] == [
        *(True, True, False)
    ]
    assert page(output / "b.html").picture.img["alt"] == ""
    assert page(output / "c.html").find(class_="figure").picture.img["alt"] == "A picture"


def test_a_figure_has_a_caption_in_markdown(pelican):
    text = """<figure markdown="span">
![A way through]({static}/images/a.svg)
<figcaption markdown="span">What to do *when*</figcaption>
</figure>"""

    output = pelican({"images/a.svg": SVG, "a.md": article(text)})

    figure = page(output / "an-article.html").figure
    assert figure.img["alt"] == "A way through"
    assert figure.img["width"] == "60"
    assert figure.figcaption.get_text() == "What to do when"


def test_every_fault_is_named_with_its_line_and_its_cure(pelican):
    pelican(
        {
            "images/a.jpg": picture(),
            "images/cut.jpg": picture()[:3000],
            "images/text.jpg": "no picture",
            "images/huge.png": picture(8000, 5001, "PNG", "1", 0),
            "a.md": article(
                "![]({static}/images/a.jpg)\n\n![  ](https://x.example/far.jpg)\n\n"
                "![Cut]({static}/images/cut.jpg)\n\n![Text]({static}/images/text.jpg)\n\n"
                "![Huge]({static}/images/huge.png)\n\n![Gone]({static}/images/gone.jpg)\n\n"
                '<img src="{static}/images/a.jpg">\n\n'
                "![]({static}/images/a.jpg){: .wants-words }\n"
            ),
        }
    )

    assert pelican.result.returncode != 0
    for fault in [
        "a.md:4: the picture /images/a.jpg has no text for those who can't see it. Say what it",
        "a.md:6: the picture https://x.example/far.jpg has no text",
        "a.md:8: the picture cut.jpg is damaged: it can't be read to its end. Save or copy it",
        "a.md:10: the picture /images/text.jpg is not a picture that can be read. Save it again",
        "a.md:12: the picture /images/huge.png has more than 40 million pixels. Make it smaller",
        "a.md:14: there is no picture /images/gone.jpg. Mend the name, or put the file there.",
        "a.md:16: the picture /images/a.jpg has no text",
    ]:
        assert f"content/{fault}" in pelican.said
    assert "content/a.md:18:" not in pelican.said  # its text has yet to be written


def test_what_is_kept_back_leaves_no_picture_behind(pelican):
    output = pelican(
        {
            "images/draft.jpg": picture(700, 500),
            "images/unused.jpg": picture(600, 500),
            "images/linked.jpg": picture(500, 500),
            "images/a.jpg": picture(),
            "a.md": article("![A]({static}/images/a.jpg) [L]({static}/images/linked.jpg)"),
            "b.md": "Status: draft\n" + article("![]({static}/images/draft.jpg)", "B"),
        },
        PICTURE_ORIGINALS="linked",
        DRAFT_SAVE_AS="",
    )

    assert pelican.result.returncode == 0, pelican.said
    pictures = {n for n in bytes_of(output) if n.endswith((".jpg", ".webp", ".avif"))}
    assert {re.sub(r"-\d+\..*", "", name) for name in pictures} == {
        "images/linked.jpg",
        "pictures/a",
    }


def test_two_builds_are_equal_with_the_cache_and_without(pelican, tmp_path):
    files = {"images/a.jpg": photograph(), "a.md": article("![A]({static}/images/a.jpg)")}

    first = bytes_of(pelican(files))
    again = bytes_of(pelican(files))
    kept = sorted((tmp_path / "cache/pictures").iterdir())
    for path in kept:
        path.write_bytes(b"damaged")
    afresh = bytes_of(pelican(files))

    assert first == again == afresh
    assert len(kept) == 1 + 3 + 3 + 1 + 1  # what it is, AVIF, WebP, JPEG, the clean original


def test_the_authors_own_file_is_never_written_to(pelican, tmp_path):
    taken = photograph()

    pelican({"images/a.jpg": taken, "a.md": article("x")}, STATIC_CREATE_LINKS=True)

    assert (tmp_path / "content/images/a.jpg").read_bytes() == taken
    assert not tells_more((tmp_path / "output/images/a.jpg").read_bytes())
