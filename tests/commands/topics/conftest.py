"""A small site with three topics, and what its files hold."""

import pytest

from commands.topics import merge, rename, retire, split

CATALOGUE = """\
# The stops, in their order.

[[topic]]
slug = "interviewing"     # its address
name = "Interviewing"
start_here = ["a", "b"]   # read these first
synonyms = ["job interview", "panel"]
introduction = \"\"\"
See [pay](../help/pay/) first.
\"\"\"

# Whom to ask.
[[topic]]
slug = "networking"
name = "Networking"
about = "networks"

[[topic]]
slug = 'pay'
name = 'Pay'
was = ["salary"]
"""
ARTICLE = "Title: {0}\nDate: 2026-11-22 09:00\n{1}\nSummary: One.\n\nPanel words.\n"
SETTINGS = "PATH = 'content'\nTIMEZONE = 'UTC'\nFEED_ALL_ATOM = 'feeds/all.atom.xml'\n"


class Site:
    """The folder of a site; each change returns what it said, or what it refused."""

    def __init__(self, folder, capsys):
        self.folder, self.capsys = folder, capsys
        self.settings = folder / "conf.py"

    def write(self, name, text):
        path = self.folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def read(self, name):
        return (self.folder / "content" / name).read_bytes().decode()

    def topics_line(self, slug):
        return self.read(f"articles/{slug}.md").split("\n")[2]

    def all(self):
        content = self.folder / "content"
        return {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}

    def _said(self, code):
        said = self.capsys.readouterr()
        return said.err.strip() if code else said.out.strip()

    def rename(self, *args, **kwargs):
        return self._said(rename(self.settings, *args, **kwargs))

    def merge(self, *args, **kwargs):
        return self._said(merge(self.settings, *args, **kwargs))

    def split(self, *args, **kwargs):
        return self._said(split(self.settings, *args, **kwargs))

    def retire(self, *args, **kwargs):
        return self._said(retire(self.settings, *args, **kwargs))


@pytest.fixture
def site(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")
    site = Site(tmp_path, capsys)
    site.settings.write_text(SETTINGS, encoding="utf-8")
    site.write("topics.toml", CATALOGUE)
    site.write("articles/a.md", ARTICLE.format("A", "Topics: interviewing"))
    site.write("articles/b.md", ARTICLE.format("B", "Topics: Interviewing, networking"))
    site.write("articles/c.md", ARTICLE.format("C", "Topics:  networking ,panel"))
    site.write("articles/d.md", ARTICLE.format("D", "Topics: pay, job interview, networking"))
    site.write("articles/e.md", ARTICLE.format("E", "Topics: pay"))
    return site
