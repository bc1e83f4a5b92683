"""A tiny project with the launcher in it."""

from __future__ import annotations

import shutil
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

INVOKE = Path(__file__).parents[2] / "invoke"


def load(path: Path):
    """Return the launcher at `path` as a module, as fresh as if it had just been started."""
    loader = SourceFileLoader("launcher", str(path))
    module = module_from_spec(spec_from_loader("launcher", loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path) -> Path:
    """A folder with the launcher and a list of what it has to install, which is not there yet."""
    folder = tmp_path / "the project"
    folder.mkdir()
    shutil.copy(INVOKE, folder)
    (folder / "commands").mkdir()
    for name in ("start.py", "streams.py"):
        shutil.copy(INVOKE.with_name("commands") / name, folder / "commands")
    (folder / "requirements.txt").write_text("one\n")
    return folder
