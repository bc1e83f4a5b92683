"""The command from end to end, on a folder and without a build."""

import os
import subprocess

import pytest

from commands.publish import back, main, publish, releases, verify

from .conftest import ADDRESS, page, style, website, write_site

CSS = style("body {}")


@pytest.fixture
def project(tmp_path, monkeypatch):
    folder = tmp_path / "project"
    (folder / "content/articles").mkdir(parents=True)
    monkeypatch.chdir(folder)
    write(folder, "one")
    (folder / "publish.toml").write_text(
        f'[live]\nkind = "folder"\naddress = "{ADDRESS}"\npath = "../www"\n'
    )
    return folder


def write(project, text, address=ADDRESS):
    home = page(CSS[0], text).replace(ADDRESS, address)
    write_site(project / "output", dict([CSS, ("index.html", home), ("404.html", "none")]))


def send(project, **options) -> int:
    return publish(build=False, dirty=True, root=project, **options)


def home(project) -> str:
    return (project.parent / "www/current/index.html").read_text()


def test_publish_back_and_verify_against_a_real_server(project, tmp_path, capsys):
    assert send(project) == 0
    write(project, "two")
    assert send(project) == 0
    assert home(project) == page(CSS[0], "two")
    with website(tmp_path / "www/current", tmp_path / "server") as site:
        assert verify(at=site, root=project) == 0
        assert back(root=project) == 0
        assert verify(at=site, root=project) == 0
        (tmp_path / "www/current/404.html").write_text("hand")
        assert verify(at=site, root=project) == 1
    assert home(project) == page(CSS[0], "one")
    assert "not the site's own page 404.html" in capsys.readouterr().err


def test_a_dry_run_says_what_would_be_done_and_does_nothing(project, capsys):
    assert send(project, dry_run=True) == 0

    assert capsys.readouterr().out.splitlines() == [
        "New pages: 2",
        "  /404.html",
        "  /",
        "Styles, pictures, feeds and the like: 1 new, 0 changed, 0 gone",
        "3 files to send (0.00 MB)",
        f"Nothing was done to {project}/../www. Say the same without --dry-run to do it.",
    ]
    assert not (project.parent / "www").exists()


def test_nothing_is_sent_twice(project, capsys):
    send(project)
    capsys.readouterr()
    send(project)

    assert capsys.readouterr().out == (
        f"Nothing has changed since the last publish to {project}/../www.\n"
    )


def refusal(project, capsys, **options) -> str:
    assert send(project, **options) == 1
    assert not (project.parent / "www/current").exists()
    return capsys.readouterr().err


def test_a_site_built_for_another_address_is_refused(project, capsys):
    write(project, "one", "https://www.other-site.net")

    assert refusal(project, capsys) == (
        f"live is {ADDRESS}, but the site was built for https://www.other-site.net. Build again.\n"
    )


def test_a_site_built_for_this_machine_is_refused(project, capsys):
    write(project, "one", "http://localhost:8000")

    assert "http://localhost:8000, which no reader can reach" in refusal(project, capsys)


def test_a_build_older_than_an_article_is_refused(project, capsys):
    (project / "content/articles/new.md").write_text("Title: T\nStatus: draft\n\nText\n")
    os.utime(project / "output/index.html", (1000, 1000))

    assert refusal(project, capsys) == (
        "content/articles/new.md was saved after the site was built. Build again.\n"
    )


def test_a_place_with_other_files_is_refused_unless_adopted(project, capsys):
    (project.parent / "www").mkdir()
    (project.parent / "www/index.html").write_text("somebody's")

    assert "holds what no publish put there: index.html." in refusal(project, capsys)
    assert send(project, adopt=True) == 0
    assert (project.parent / "www/index.html").read_text() == "somebody's"


def test_without_a_release_before_there_is_no_way_back(project, capsys):
    assert back(root=project) == 1
    send(project)
    assert back(root=project) == 1

    said = capsys.readouterr().err.splitlines()
    assert said[0].endswith("yet. Publish first.")
    assert said[1].endswith("Check out the commit that you want and publish that.")


def test_a_working_tree_that_is_not_committed_is_refused(project, capsys):
    subprocess.run(["git", "init", "--quiet", str(project)], check=True)

    assert main(["--no-build", "--root", str(project)]) == 1
    assert "differs from the last commit." in capsys.readouterr().err


def test_a_build_that_fails_is_not_published(project, capsys):
    """The project has no settings file, so there is nothing that could be built."""
    assert main(["--dirty", "--root", str(project)]) == 1
    assert capsys.readouterr().err.endswith(
        "Nothing was published. Mend what the build names, and publish again.\n"
    )


def test_the_releases_are_listed_and_one_is_put_back_by_a_part_of_its_name(project, capsys):
    for text in ("one", "two", "three"):
        write(project, text)
        assert send(project) == 0
    capsys.readouterr()

    assert releases(root=project) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.endswith("<- what readers see") for line in listed] == [True, False, False]
    assert back(release=listed[2].split()[0], root=project) == 0
    assert home(project) == page(CSS[0], "one")

    assert back(release="nothing", root=project) == 1
    assert capsys.readouterr().err.endswith(
        "have 'nothing' in their names. ./invoke publish --releases lists them.\n"
    )
