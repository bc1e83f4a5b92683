"""Lighthouse over a page of every kind: a phone on a slow network, nginx with gzip."""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commands.audit.tools import missing, node_module
from commands.environment import find_chromium, launch_arguments

NEEDED = {"node": "version 18.20 or later", "npm": "it comes with Node.js", "nginx": "nginx-light"}
RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Not meant to be found, so nobody asks what a search engine makes of them.
HIDDEN = ("/search/", "/404.html")
NGINX = """
daemon off; pid "{folder}/nginx.pid"; error_log "{folder}/error.log";
events {{}}
http {{
  types {{ text/html html; text/css css; text/javascript js mjs; image/svg+xml svg; image/png png;
          font/woff2 woff2; application/atom+xml atom xml; application/wasm pagefind; }}
  access_log off; gzip on; gzip_min_length 256; gzip_vary on;
  gzip_types text/css text/javascript image/svg+xml application/atom+xml;
  {temporary}
  server {{
    listen 127.0.0.1:{port}; root "{root}"; charset utf-8;
    location /theme/ {{ expires 1y; add_header Cache-Control immutable; }}
  }}
}}
"""


def measure(output: Path) -> int:
    """Print Lighthouse's scores, the median of three runs, for a page of each kind; return 0 if
    every score that counts is 100."""
    if sentence := missing(NEEDED):
        print(sentence)
        return 1
    print(
        f"{'':44}{'perf':>6}{'access':>8}{'practice':>10}{'seo':>6}{'LCP s':>8}{'CLS':>7}{'kB':>7}"
    )
    good = True
    with _serving(output) as address:
        for page in _pages(output):
            runs = [_run(f"{address}{page}") for _ in range(RUNS)]
            scores = {name: _median(runs, name) for name in CATEGORIES}
            counted = [s for name, s in scores.items() if name != "seo" or page not in HIDDEN]
            good = good and min(counted) == 100
            seo = "-" if page in HIDDEN else f"{scores['seo']:.0f}"
            print(
                f"{page:44}{scores['performance']:6.0f}{scores['accessibility']:8.0f}"
                f"{scores['best-practices']:10.0f}{seo:>6}"
                f"{_median(runs, 'paint'):8.2f}{_median(runs, 'shift'):7.3f}"
                f"{_median(runs, 'bytes') / 1000:7.1f}",
                flush=True,
            )
    return 0 if good else 1


def _pages(output: Path) -> Iterator[str]:
    """Yield the address of a page of each kind that the site has."""
    article = next(path for path in sorted(output.glob("[0-9]*/*/*.html")) if path.stem != "index")
    topic = next(path for path in sorted(output.glob("help/*/index.html")))
    for path in (
        output / "index.html",
        article,
        topic,
        output / "help/index.html",
        output / "search/index.html",
        output / "contact/index.html",
        output / "404.html",
    ):
        if path.is_file():
            yield "/" + path.relative_to(output).as_posix().removesuffix("index.html")


def _median(runs: list[dict[str, float]], name: str) -> float:
    return statistics.median(run[name] for run in runs)


def _run(url: str) -> dict[str, float]:
    flags = " ".join(["--headless=new", *launch_arguments()])
    command = ["node", str(node_module("lighthouse/cli/index.js")), url, "--quiet", "--output=json"]
    result = subprocess.run(
        [*command, f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"],
        env={**os.environ, "CHROME_PATH": str(find_chromium())},
        stdout=subprocess.PIPE,
        check=True,
    )
    report = json.loads(result.stdout)
    figures = {name: report["categories"][name]["score"] * 100 for name in CATEGORIES}
    audits = report["audits"]
    return figures | {
        "paint": audits["largest-contentful-paint"]["numericValue"] / 1000,
        "shift": audits["cumulative-layout-shift"]["numericValue"],
        "bytes": audits["total-byte-weight"]["numericValue"],
    }


@contextmanager
def _serving(root: Path) -> Iterator[str]:
    """Serve `root` from nginx on a free port of this machine; yield the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        # nginx lets its workers go to another user, who must be able to come in here.
        Path(folder).chmod(0o755)
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        temporary = " ".join(f'{kind}_temp_path "{folder}/{kind}";' for kind in kinds)
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(
            NGINX.format(folder=folder, root=root, port=port, temporary=temporary)
        )
        server = subprocess.Popen(["nginx", "-c", str(configuration)], stderr=subprocess.DEVNULL)
        try:
            _wait_for(port)
            yield f"http://localhost:{port}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(port: int) -> None:
    for _ in range(50):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise OSError("nginx did not start. Run it by hand to see why.")
