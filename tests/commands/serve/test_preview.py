"""What a save leads to while the whole is being built, on a builder that does what a test says."""

import pytest

from commands.serve.building import Build
from commands.serve.news import news_of
from commands.serve.preview import Preview

A, B = "content/articles/a.md", "content/pages/b.md"


class FakeBuilder:
    """Writes into the pages what stands in their sources; `whole` is what its builds come to."""

    def __init__(self, root):
        self.root, self.can, self.whole, self.stopped = root, True, Build(0, ""), 0

    def build(self):
        for source, page in self.pages().items():
            self.write(self.root / ".preview", source, page)
        return self.whole

    def pages(self):
        return {source: f"{source[-4]}.html" for source in (A, B)}

    def write(self, folder, source, page):
        folder.mkdir(exist_ok=True)
        (folder / page).write_text((self.root / source).read_text())

    def page(self, path, aside):
        source = path.relative_to(self.root).as_posix()
        if not self.can or source not in self.pages():
            return None
        self.write(aside, source, self.pages()[source])
        return self.pages()[source], [{"path": source, "severity": "warning"}]

    def stop(self):
        self.stopped += 1


@pytest.fixture
def preview(tmp_path):
    """A preview of two sources that has just been built; `save` changes one and says so."""
    builder = FakeBuilder(tmp_path)
    for source in (A, B):
        (tmp_path / source).parent.mkdir(parents=True)
        (tmp_path / source).write_text("before")
    sources = {page: source for source, page in builder.pages().items()}
    builder.whole = Build(0, "built", [{"path": B, "severity": "warning"}], sources)
    preview = Preview(tmp_path, builder=builder)

    def save(*names, text="after"):
        for name in names:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text)
        preview.follow([str(tmp_path / name) for name in names])
        return (tmp_path / ".preview/a.html").read_text()

    preview.save, preview.fake = save, builder
    preview.build()
    return preview


def test_the_page_of_a_saved_source_is_shown_before_the_build(preview):
    before = preview.status

    assert preview.save(A) == "after"

    now = preview.status
    assert preview.fake.stopped == 1  # a build that ran would have put the old page back
    assert news_of(now, A)["build"] > before.good == news_of(now, B)["build"] == now.good
    assert [problem["path"] for problem in now.problems] == [B, A]


def test_two_makings_of_a_page_in_one_millisecond_have_two_names(preview, monkeypatch):
    monkeypatch.setattr("time.time_ns", lambda: 0)
    names = [preview.status.version(A)]

    for save in (lambda: preview.save(A), lambda: preview.save(A), preview.build):
        save()
        (preview.root / A).write_text("once more")
        names.append(preview.status.version(A))

    assert names == sorted(set(names))


def test_after_the_build_a_page_that_is_the_same_is_not_loaded_again(preview):
    preview.save(A, B)
    alone = preview.status
    (preview.root / B).write_text("once more")

    preview.build()

    assert preview.status.version(A) == alone.version(A)
    assert preview.status.version(B) == preview.status.good > alone.version(B)


@pytest.mark.parametrize("name", ["theme/a.css", "content/topics.toml", "pelicanconf.py"])
def test_what_more_than_pages_is_made_of_waits_for_a_good_build(preview, name):
    assert preview.save(A, name) == "before"
    preview.fake.whole, good = Build(1, "a fault"), preview.fake.whole
    preview.fake.build = lambda: preview.fake.whole
    preview.build()
    assert preview.save(A) == "before"
    preview.fake.whole = good
    preview.build()

    assert preview.save(A) == "after"


def test_a_fault_stays_told_while_pages_of_other_sources_are_shown(preview):
    preview.fake.whole = Build(1, "a fault")
    preview.build()

    assert preview.save(A) == "after"
    assert preview.status.fault == "a fault"


def test_where_only_a_build_can_tell_nothing_is_shown_and_nothing_stopped(preview):
    preview.fake.can = False

    assert preview.save(A) == "before"
    assert preview.fake.stopped == 0


def test_what_editors_leave_beside_a_file_changes_nothing(preview):
    (preview.root / "content/articles/a.md~").write_text("before")
    names = (A, f"{A}~", "content/articles/.a.md.swp", "content/4913")

    preview.follow([str(preview.root / name) for name in names])

    assert preview.status.version(A) > preview.status.good
