"""Real places to publish to, all on this machine, and a small site to publish."""

from __future__ import annotations

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commands.publish import rclone
from commands.publish.branch import Branch
from commands.publish.folder import Folder
from commands.publish.manifest import read_folder
from commands.publish.plan import make_plan
from commands.publish.remote import Remote
from commands.publish.shell import Shell
from tests.commands.publish.ssh_server import ssh_server

ADDRESS = "https://www.your-site.net"
SERVED = ("s3", "webdav", "sftp")
PLACES = ("folder", "ssh", "branch", *SERVED)


def style(text: str) -> tuple[str, str]:
    """Return the path and text of a hashed stylesheet."""
    return f"theme/css/main.{hashlib.sha256(text.encode()).hexdigest()[:12]}.css", text


def page(css: str, text: str = "") -> str:
    return (
        f'<html><link rel="canonical" href="{ADDRESS}/">'
        f'<link rel="stylesheet" href="/{css}"><p>{text}</p></html>'
    )


def write_site(folder: Path, texts: dict[str, str]) -> Path:
    """Make `folder` hold the files `texts` (path: text) and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    return folder


@pytest.fixture
def built(tmp_path):
    """Write a site of the files given, and return its folder."""
    return lambda texts: write_site(tmp_path / "built", texts)


@pytest.fixture
def put(built):
    """Publish a site of the files given to a place, and return the plan."""
    clock = iter(datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(seconds=n) for n in range(99))

    def put(place, texts, later=timedelta()):
        folder = built(texts)
        plan = make_plan(place.standing(), read_folder(folder), next(clock) + later)
        place.put(plan, folder)
        return plan

    return put


@contextmanager
def answering(command: list[str], port: int, **options):
    """Run a server until the end; it is there when it answers at `port`."""
    with subprocess.Popen(command, **options) as process:
        try:
            for _ in range(600):
                with socket.socket() as asking:
                    if asking.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, command
                time.sleep(0.1)
            else:
                raise AssertionError(f"{command} does not answer")
            yield process
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]


_REMOTES = {
    "s3": {
        "TYPE": "s3",
        "PROVIDER": "Rclone",
        "ENDPOINT": "http://127.0.0.1:{port}",
        "ACCESS_KEY_ID": "key",
        "SECRET_ACCESS_KEY": "secret",
    },
    "webdav": {"TYPE": "webdav", "URL": "http://127.0.0.1:{port}", "VENDOR": "rclone"},
    "sftp": {
        "TYPE": "sftp",
        "HOST": "127.0.0.1",
        "PORT": "{port}",
        "USER": "you",
        "PASS": "{password}",
    },
}


@contextmanager
def serving(kind: str, folder: Path, lasting: bool = True):
    """Serve `folder` on this machine by a protocol; yield what an rclone that means it is told.

    rclone's S3 server, before a folder, answers 500 for an object that is being replaced, which S3
    itself never does. One that is not `lasting` keeps objects in memory and replaces them at once;
    it must not tidy its cache (once a minute), or an object that is being replaced is gone for a while.
    """
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    own = {**os.environ, "RCLONE_CONFIG": str(folder.parent / "rclone.conf")}
    own.pop("AWS_CA_BUNDLE", None)  # rclone takes it for a second set of certificates, and ends
    program = rclone.program()
    options = {"s3": [], "sftp": ["--user", "you", "--pass", "password"]}
    # An SFTP client opens files in ways that need this; what it wrote is to be there at once.
    options["sftp"] += ["--vfs-cache-mode", "writes", "--vfs-write-back", "0s"]
    options["sftp"] += ["--cache-dir", str(folder.parent / "cache")]
    if not lasting:
        options[kind] += ["--vfs-cache-mode", "writes", "--vfs-write-back", "0s"]
        options[kind] += ["--vfs-cache-poll-interval", "0"]
        options[kind] += ["--cache-dir", str(folder.parent / "cache")]
    there = str(folder) if lasting else ":memory:"
    command = [program, "serve", kind, there, "--addr", f"127.0.0.1:{port}"]
    said = subprocess.run([program, "obscure", "password"], capture_output=True, text=True)
    variables = {
        f"RCLONE_CONFIG_TRIAL_{name}": value.format(port=port, password=said.stdout.strip())
        for name, value in _REMOTES[kind].items()
    }
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with answering([*command, *options.get(kind, [])], port, env=own, **quiet):
        yield {**variables, "RCLONE_CONFIG": own["RCLONE_CONFIG"]}


class Trial:
    """A place to publish to, and a way to look at what lies there."""

    def __init__(self, place, root: Path) -> None:
        self.place = place
        self.root = root

    def texts(self) -> dict[str, str]:
        """Return the site that lies there, by path."""
        if isinstance(self.place, Branch):
            return self._texts_in_git()
        root = self.root / "current" if isinstance(self.place, Folder) else self.root
        return {
            path: (root / path).read_text()
            for path in read_folder(root)
            if not path.startswith(".publish/")
        }

    def _texts_in_git(self) -> dict[str, str]:
        git = ["git", "-C", str(self.root)]
        listed = subprocess.check_output([*git, "ls-tree", "-rz", "--name-only", "gh-pages"])
        return {
            path: subprocess.check_output([*git, "show", f"gh-pages:{path}"], text=True)
            for path in filter(None, listed.decode().split("\0"))
            if path not in (".publish/manifest.json", ".nojekyll")
        }

    def add_stranger(self) -> None:
        """Put a file there that no publish put there."""
        if isinstance(self.place, Branch):
            git = ["git", "-C", str(self.root), "-c", "user.name=N", "-c", "user.email=n@localhost"]
            blob = subprocess.check_output([*git, "hash-object", "-w", "--stdin"], input=b"s")
            entry = b"100644 blob " + blob.strip() + b"\tstranger.txt\n"
            tree = subprocess.check_output([*git, "mktree"], input=entry).decode().strip()
            commit = subprocess.check_output([*git, "commit-tree", tree, "-m", "m"]).decode()
            subprocess.run([*git, "update-ref", "refs/heads/gh-pages", commit.strip()], check=True)
        else:
            self.root.mkdir(parents=True, exist_ok=True)
            (self.root / "stranger.txt").write_text("s")


@contextmanager
def a_place(kind: str, tmp_path: Path, monkeypatch):
    root = tmp_path / "there" / "site"
    if kind == "folder":
        yield Trial(Folder(str(root)), root)
    elif kind == "ssh":
        with ssh_server(tmp_path / "ssh", free_port(), answering) as server:
            yield Trial(Folder(str(root), Shell(server.host, server.ssh)), root)
    elif kind == "branch":
        for folder, option in ((root, "--bare"), (tmp_path / "own", "--quiet")):
            subprocess.run(["git", "init", "--quiet", option, str(folder)], check=True)
        yield Trial(Branch(tmp_path / "own", str(root)), root)
    else:
        with serving(kind, root.parent) as variables:
            for name, value in variables.items():
                monkeypatch.setenv(name, value)
            monkeypatch.delenv("AWS_CA_BUNDLE", raising=False)
            yield Trial(Remote("trial:site"), root)


@pytest.fixture(params=PLACES)
def trial(request, tmp_path, monkeypatch):
    """Every kind of place in turn."""
    with a_place(request.param, tmp_path, monkeypatch) as trial:
        yield trial


NGINX = """
daemon off; pid "{folder}/nginx.pid"; error_log "{folder}/error.log"; worker_processes 1;
events {{}}
http {{
  types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; image/png png;
          font/woff2 woff2; application/atom+xml atom xml; text/plain txt; application/json json; }}
  access_log off; default_type application/octet-stream;
  client_body_temp_path "{folder}/t1"; proxy_temp_path "{folder}/t2"; fastcgi_temp_path "{folder}/t3";
  uwsgi_temp_path "{folder}/t4"; scgi_temp_path "{folder}/t5";
  server {{
    listen 127.0.0.1:{port}; root "{root}"; charset utf-8; error_page 404 /404.html;
    location /feeds/posts/ {{ default_type application/atom+xml; }}
    location /theme/ {{ add_header Cache-Control "public, max-age=31536000, immutable"; }}
  }}
}}
"""
_PYTHON = """
import functools, http.server, sys
class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def log_message(self, *_): pass
    def guess_type(self, path):
        return "application/atom+xml" if "/feeds/" in path else super().guess_type(path)
    def end_headers(self):
        if "/theme/" in self.path: self.send_header("Cache-Control", "max-age=31536000, immutable")
        super().end_headers()
    def send_error(self, code, *_):
        body = open(sys.argv[2] + "/404.html", "rb").read()
        self.send_response(code)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
Handler.extensions_map = {**Handler.extensions_map, ".woff2": "font/woff2",
    ".atom": "application/atom+xml", ".js": "text/javascript"}
handler = functools.partial(Handler, directory=sys.argv[2])
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), handler).serve_forever()
"""


@contextmanager
def website(root: Path, folder: Path):
    """Serve `root` over HTTP, by nginx where there is one; yield its address. `folder` is for what
    the server itself writes."""
    port = free_port()
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if nginx:
        folder.mkdir(parents=True, exist_ok=True)
        # Its workers are another user's where root starts it, and pytest's folders are closed.
        user = "user root; " if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
        settings = folder / "nginx.conf"
        settings.write_text(user + NGINX.format(folder=folder, port=port, root=root))
        command = [nginx, "-c", str(settings), "-e", f"{folder}/error.log"]
    else:
        command = [sys.executable, "-c", _PYTHON, str(port), str(root)]
    with answering(command, port):
        yield f"http://127.0.0.1:{port}"
