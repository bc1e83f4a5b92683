"""The plugin at work in stock Pelican: the same site, with it and without it."""

import pytest

from tests.conftest import run_pelican

HEAD = 'Title: {0}\nDate: 2024-01-0{1}\nTags: bread\nSummary: "Quoted" -- and *set*.\n\n'
BODY = """\
He said: "It's the '80s -- don't wait..." & left for the BBC[^1]. *[BBC]: a broadcaster

# One [link]({filename}b.md)

# One

[^1]: A note.

*[BBC]: A broadcaster
"""
SITE = {
    "a.md": HEAD.format('A "first" one', 1) + BODY,
    "b.md": HEAD.format("B", 2) + BODY.replace("It's", "It isn't"),
    "pages/about.md": "Title: About\n\n" + BODY,
    "c.rst": 'C "third"\n#########\n\n:date: 2024-01-03\n\n"text" -- here\n',
    "plain.html": "<html><head><title>D</title><meta name=date content=2024-01-04></head>"
    '<body><p>"text"</p></body></html>',
}
SETTINGS = {
    "TYPOGRIFY": True,
    "MARKDOWN": {
        "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.toc": {}}
    },
    "DELETE_OUTPUT_DIRECTORY": True,
    "FEED_ALL_ATOM": "all.atom.xml",
}
FAST = ["build_cache", "fast_build"]


@pytest.fixture
def build(tmp_path):
    """Return a function that builds a site of {path: text}: path -> bytes of what it wrote."""

    def build(files=SITE, plugins=FAST, **settings):
        build.result = run_pelican(tmp_path, files, {**SETTINGS, "PLUGINS": plugins, **settings})
        build.said = " ".join((build.result.stdout + build.result.stderr).split())
        assert build.result.returncode == 0, build.said
        output = tmp_path / "output"
        return {
            path.relative_to(output).as_posix(): path.read_bytes()
            for path in output.rglob("*")
            if path.is_file()
        }

    build.kept = lambda: sorted((tmp_path / "cache/bodies").glob("*"))
    return build


def test_every_file_is_the_same_with_it_without_it_and_from_what_it_kept(build):
    without = build(plugins=[])
    cold = build()
    assert len(build.kept()) == 3
    warm = build()

    assert cold == without
    assert warm == without


def test_another_setting_counts_at_once(build):
    changed = {
        "TYPOGRIFY_IGNORE_TAGS": ["h1"],
        "TYPOGRIFY_DASHES": "oldschool",
        "FORMATTED_FIELDS": [],
        "MARKDOWN": {"extension_configs": {"markdown.extensions.toc": {"permalink": True}}},
    }
    build()

    assert build(**changed) == build(plugins=[], **changed)


def test_another_text_counts_at_once(build):
    build()
    edited = {**SITE, "a.md": SITE["a.md"].replace("He said", "She said")}

    assert b"She said" in build(edited)["a-first-one.html"]


def test_damage_to_what_was_kept_does_no_harm(build):
    good = build()
    for file, damage in zip(build.kept(), (b"", b"garbage" * 20, b"\0"), strict=True):
        file.write_bytes(damage)

    assert build() == good


def test_nothing_is_kept_where_the_site_says_so(build):
    build(FAST_BUILD_BODIES=False)

    assert build.kept() == []
