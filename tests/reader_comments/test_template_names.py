"""What the README says that templates may use is what there is."""

import dataclasses
import re
from pathlib import Path

import reader_comments
from reader_comments.comment import Comment, Discussion, Thread
from reader_comments.generator import DEFAULTS

README = Path(reader_comments.__file__).with_name("README.md").read_text(encoding="utf-8")


def names_of(kind: type) -> set[str]:
    fields = {field.name for field in dataclasses.fields(kind)}
    return fields | {name for name, value in vars(kind).items() if isinstance(value, property)}


def test_the_readme_lists_the_names_that_templates_may_use():
    rows = dict(re.findall(r"^\| `(Discussion|Thread|Comment)` \| (.*) \|$", README, re.MULTILINE))
    listed = {kind: set(re.findall(r"`([a-z_]+)`", row)) for kind, row in rows.items()}

    assert listed == {kind.__name__: names_of(kind) for kind in (Discussion, Thread, Comment)}


def test_the_readme_lists_the_settings():
    listed = set(re.findall(r"^\| `(COMMENT[A-Z_]+)` \|", README, re.MULTILINE))

    assert listed == {*DEFAULTS, "COMMENTS_SITE_AUTHORS", "COMMENTS_FEED_ATOM_URL"}
