"""What has changed since an earlier build, as a build asks that goes on from it."""

from types import SimpleNamespace

from fast_build import earlier
from fast_build.earlier import Earlier
from fast_build.unchanged import NOTHING, digest_of_names


def test_a_folder_that_nobody_may_read_any_more_has_changed(tmp_path, monkeypatch):
    def names_in(folder):
        raise PermissionError(13, "Permission denied", folder)

    monkeypatch.setattr(earlier, "names_in", names_in)  # whoever is root may read all
    folder, file = str(tmp_path), str(tmp_path / "a.md")
    before = {folder: [None, digest_of_names({"a.md"})], file: [None, "text"]}
    now = {folder: [None, NOTHING], file: [None, NOTHING]}
    it = Earlier(SimpleNamespace(files=before), SimpleNamespace(files=now))
    assert it.changed == {folder, file}
