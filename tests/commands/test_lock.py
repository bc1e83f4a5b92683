import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def locked(name: str) -> dict[str, str]:
    """Return the entry of each package in a locked file: its version and digests, as they stand."""
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", re.sub(r"^ *#.*\n", "", text, flags=re.M), flags=re.M)[1:]
    return {entry.partition("==")[0]: entry for entry in entries}


def names(requirements: list[str]) -> set[str]:
    return {re.match(r"[\w.-]+", line)[0] for line in requirements}


def test_what_the_project_asks_for_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [name for group in project["optional-dependencies"].values() for name in group]

    assert names(project["dependencies"]) - set(locked("requirements.txt")) == set()
    assert names(extras) - set(locked("requirements-dev.txt")) == set()


def test_the_tests_run_with_the_very_packages_that_build_the_site():
    # The condition after the semicolon may differ: a test tool can need a package more often.
    site, development = (
        {name: re.sub(r" ; [^\\]*", " ", entry) for name, entry in locked(file).items()}
        for file in ("requirements.txt", "requirements-dev.txt")
    )

    assert {name: development.get(name) for name in site} == site


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-publish.txt"]
)
def test_each_package_has_its_digests_and_no_address_stands_there(name):
    for package, entry in locked(name).items():
        assert re.fullmatch(
            r"[\w.-]+==\S+( ; [^\\\n]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n", entry
        ), package
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|^-|index-url|find-links", text, flags=re.M)
