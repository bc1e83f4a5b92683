import pytest

from commands.publish.branch import Branch
from commands.publish.folder import Folder
from commands.publish.hosts import HOSTS
from commands.publish.refusals import Refused
from commands.publish.remote import Remote
from commands.publish.shell import Shell
from commands.publish.targets import Named, find_target
from tests.conftest import ROOT

EXAMPLE = """
[live]
kind = "folder"
address = "https://www.your-site.net/"
ssh = "you@your-site.net"
path = "/srv/www"
[pages]
kind = "branch"
domain = "www.your-site.net"
[bucket]
kind = "rclone"
remote = "s3:bucket"
served_by = "bucket"
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path / "publish.toml"


def test_each_kind_of_target_is_read_with_its_defaults(file, tmp_path):
    file.write_text(EXAMPLE)

    assert find_target(file.parent, "live") == find_target(file.parent)
    assert find_target(file.parent) == Named(
        "live",
        "https://www.your-site.net",
        Folder("/srv/www", Shell("you@your-site.net"), 5),
        HOSTS["nginx"],
    )
    branch = Branch(tmp_path, "origin", "gh-pages", "www.your-site.net")
    assert find_target(file.parent, "pages") == Named("pages", "", branch, HOSTS["github"])
    bucket = Remote("s3:bucket", "", 5)
    assert find_target(file.parent, "bucket") == Named("bucket", "", bucket, HOSTS["bucket"])


def test_a_folder_on_this_machine_is_meant_from_the_projects_root(file, tmp_path):
    file.write_text('[here]\nkind = "folder"\npath = "www"\n')

    assert find_target(file.parent).place == Folder(str(tmp_path / "www"))


@pytest.mark.parametrize(
    ("text", "name", "sentence"),
    [
        (
            "",
            "",
            "publish.toml does not say yet where to publish. Take the # from one of its examples",
        ),
        (EXAMPLE, "bukcet", "publish.toml has no target 'bukcet'. Did you mean bucket?"),
        (
            EXAMPLE.replace("live", "mine"),
            "",
            "publish.toml has no target 'live'. Say --to bucket or mine or pages.",
        ),
        (
            '[a]\nkind = "ftp"',
            "",
            "publish.toml: the kind of 'a' is 'ftp'. Use folder or rclone or branch.",
        ),
        (
            '[a]\nkind = "folder"',
            "",
            "publish.toml: 'a', of the kind folder, lacks 'path'. Say it there.",
        ),
        (
            '[a]\nkind = "branch"\nbrnch = "x"',
            "",
            "publish.toml: 'a', of the kind branch, knows no 'brnch'. Did you mean branch?",
        ),
        (
            '[a]\nkind = "folder"\npath = "www"\nroot = "/"',
            "",
            "publish.toml: 'a', of the kind folder, knows no 'root'. Take it away.",
        ),
        (
            '[a]\nkind = "branch"\nbranch = 3',
            "",
            "publish.toml: 'branch' of 'a' is 3. Mend it there.",
        ),
        (
            '[a]\nkind = "branch"\nserved_by = "geocities"',
            "",
            "publish.toml: 'a' is served_by 'geocities'. Use nginx or caddy or netlify or ",
        ),
        ("a = 1", "", "publish.toml: 'a' stands in no target. Put it below [NAME]."),
    ],
)
def test_what_is_not_as_it_should_be_is_refused_with_a_sentence(file, text, name, sentence):
    file.write_text(text)

    with pytest.raises(Refused) as refusal:
        find_target(file.parent, name)
    assert str(refusal.value).startswith(sentence)


def test_the_examples_of_the_file_itself_work_when_their_marks_are_taken_away(file):
    text = (ROOT / "publish.toml").read_text(encoding="utf-8")
    examples = text[text.index("# A branch") :]
    lines = [line[2:] for line in examples.splitlines() if line[2:3] == "[" or " = " in line]
    file.write_text("\n".join(lines))

    for name in ("pages", "live", "bucket"):
        assert find_target(file.parent, name).name == name
