"""What has changed since an earlier build, as a build asks that goes on from it."""

import os
from types import SimpleNamespace

from fast_build import earlier
from fast_build.earlier import Earlier
from fast_build.unchanged import NOTHING, digest_of_names, look_at, looks_of


def test_a_folder_that_nobody_may_read_any_more_has_changed(tmp_path, monkeypatch):
    def names_in(folder):
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(earlier, "names_in", names_in)  # whoever is root may read all
    folder, file = str(tmp_path), str(tmp_path / "a.md")
    before = {folder: [None, digest_of_names({"a.md"})], file: [None, "text"]}
    now = {folder: [None, NOTHING], file: [None, NOTHING]}
    it = Earlier(SimpleNamespace(files=before), SimpleNamespace(files=now))
    assert it.changed == {folder, file}


def test_whether_all_below_a_folder_has_been_found_is_told_by_the_folders_that_have_changed(
    tmp_path,
):
    file = tmp_path / "content/sub/a.md"
    file.parent.mkdir(parents=True)
    file.write_text("text")
    paths = [str(path) for path in (*file.parents[:3], file, tmp_path / "theme")]
    top, content, theme = paths[2], paths[1], paths[-1]
    before = look_at([], paths)

    def has_found(folder, sources=(content, theme)):
        it = Earlier(SimpleNamespace(files=before.files, sources=sources), look_at([], paths))
        return it.has_found_all_below(folder)

    file.write_text("other")
    assert has_found(content)
    assert not has_found(top)
    assert not has_found(content, sources=[top])
    (tmp_path / "new").mkdir()
    assert has_found(content)
    (tmp_path / "theme").mkdir()
    assert has_found(content)
    assert not has_found(theme)
    (tmp_path / "content/sub/b.md").touch()
    assert not has_found(content)


def test_whether_a_folder_holds_the_same_names_is_told_at_this_moment(tmp_path):
    (tmp_path / "a.md").touch()
    folder = str(tmp_path)
    before = look_at([], [folder]).files
    it = Earlier(SimpleNamespace(files=before), None)
    assert it.holds_the_same_names(folder)
    assert not it.holds_the_same_names(f"{folder}/other")

    before[folder] = [looks_of(os.stat(folder)), "of other names"]
    assert it.holds_the_same_names(folder)  # told by how it looks
    before.update(look_at([], [folder]).files)
    (tmp_path / "b.md").touch()
    assert not it.holds_the_same_names(folder)
    (tmp_path / "b.md").unlink()
    assert it.holds_the_same_names(folder)
    (tmp_path / "node_modules").mkdir()  # where no source is looked for, but by Pelican
    assert not it.holds_the_same_names(folder)
