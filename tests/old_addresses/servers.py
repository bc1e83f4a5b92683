"""Real nginx and Caddy on this machine, with the snippets included as the README says."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.old_addresses.programs import program

NGINX = """\
daemon off; pid "{work}/pid"; error_log stderr; worker_processes 1;
events {{ }}
http {{
  types {{
    text/html html; text/css css; text/javascript js; text/plain txt; application/json json;
    application/xml xml; application/atom+xml atom; application/wasm wasm;
    image/png png; image/svg+xml svg; image/webp webp; image/jpeg jpg; font/woff2 woff2;
  }}
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path "{work}/a"; proxy_temp_path "{work}/b"; fastcgi_temp_path "{work}/c";
  uwsgi_temp_path "{work}/d"; scgi_temp_path "{work}/e";
  server {{
    listen 127.0.0.1:{port};
    root "{root}";
    error_page 404 {path}/404.html;
    include "{snippet}";
  }}
}}
"""
CADDY = """\
{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	root * "{root}"
	import "{snippet}"
	file_server
}}
"""


@contextmanager
def nginx(root: Path, snippet: Path, work: Path, path: str = "") -> Iterator[int]:
    """Run nginx with `snippet`; yield its port."""
    port = _free_port()
    os.chmod(work, 0o755)
    config = work / "whole.conf"
    config.write_text(
        NGINX.format(work=work, port=port, root=root, path=path, snippet=snippet), encoding="utf-8"
    )
    # As root nginx would serve as another user, who may not read the folders of a test.
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    with _running([program("nginx"), "-p", str(work), "-c", str(config), *user], port, work):
        yield port


@contextmanager
def caddy(root: Path, snippet: Path, work: Path, path: str = "") -> Iterator[int]:
    """Run Caddy with `snippet`; yield its port."""
    port = _free_port()
    config = work / "whole.caddy"
    config.write_text(CADDY.format(port=port, root=root, snippet=snippet), encoding="utf-8")
    command = [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(config)]
    with _running(command, port, work):
        yield port


SERVERS = {"nginx": (nginx, "nginx.conf"), "caddy": (caddy, "Caddyfile")}


@contextmanager
def _running(command: list[str], port: int, work: Path) -> Iterator[None]:
    log = work / "log"
    home = {"HOME": str(work), "XDG_DATA_HOME": str(work), "XDG_CONFIG_HOME": str(work)}
    with log.open("wb") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **home})
        try:
            _wait_for(server, port, log)
            yield
        finally:
            server.terminate()
            server.wait(60)


def _wait_for(server: subprocess.Popen, port: int, log: Path) -> None:
    for _ in range(1200):
        if server.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace")[-3000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port: int, path: str) -> tuple[int, dict[str, list[str]]]:
    """Return status and headers (lower case, every value of each) of the answer at a raw path."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    headers: dict[str, list[str]] = {}
    for name, value in answer.getheaders():
        headers.setdefault(name.lower(), []).append(value)
    connection.close()
    return answer.status, headers
