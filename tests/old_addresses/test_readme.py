"""What the README says is what there is."""

import re
from pathlib import Path

import old_addresses
from old_addresses.generator import DEFAULTS
from old_addresses.hosts import HOSTS

README = Path(old_addresses.__file__).with_name("README.md").read_text(encoding="utf-8")


def test_the_readme_lists_the_settings():
    rows = README.partition("## Settings")[2]
    cells = re.findall(r"^\| (`[^|]*) \|", rows, re.MULTILINE)

    assert set(re.findall(r"`([A-Z_]+)`", " ".join(cells))) == set(DEFAULTS)


def test_the_readme_lists_the_hosts():
    rows = README.partition("## The hosts")[2].partition("\n\n- ")[0]

    assert re.findall(r"^\| `(\w+)` \| ", rows, re.MULTILINE)[1:] == list(HOSTS)
