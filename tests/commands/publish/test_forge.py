import subprocess

import pytest

from commands.publish.forge import lines_for


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("git@github.com:You/site.git", 'address = "https://you.github.io/site"'),
        ("https://github.com/You/You.github.io", 'address = "https://you.github.io"'),
        ("https://gitlab.com/you/site.git", "For GitLab Pages nothing is needed: push, "),
        ("/srv/git/site.git", "Take the # from one of its examples"),
    ],
)
def test_what_to_write_is_guessed_from_where_the_repository_lives(tmp_path, origin, said):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    subprocess.run(["git", "-C", str(tmp_path), "remote", "add", "origin", origin], check=True)

    assert said in lines_for(tmp_path)
