"""Fetches the live site and compares it with what was published, address by address."""

from __future__ import annotations

import hashlib
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote, urljoin, urlsplit

from commands.publish.hosts import ORDERS, Host
from commands.publish.kinds import content_type
from commands.publish.manifest import File, Manifest

_AT_ONCE = 8
_SECONDS = 30
# What hosts call the same thing by other names.
_ALSO = {
    "text/javascript": {"application/javascript", "application/x-javascript"},
    "application/xml": {"text/xml", "application/atom+xml", "application/rss+xml"},
    "application/atom+xml": {"application/xml", "text/xml"},
    "image/x-icon": {"image/vnd.microsoft.icon"},
    "font/woff2": {"application/font-woff2"},
}
_NOBODY_HAS = "this-address-is-of-no-page"


@dataclass(frozen=True)
class Answer:
    """What a server sent for one address; `status` is 0, and `error` says why, if it sent nothing."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    error: str = ""


def address_of(path: str) -> str:
    """Return the address of the file at `path`, below the address of the site."""
    if path == "index.html" or path.endswith("/index.html"):
        path = path.removesuffix("index.html")
    return f"/{quote(path)}"


def is_for_readers(path: str) -> bool:
    """Tell whether a host sends the file at `path`, or reads it as an order to itself."""
    return not path.startswith(".") and path not in ORDERS | {"CNAME", "404.html"}


def compare(path: str, file: File, answer: Answer, headers: Mapping[str, str]) -> list[str]:
    """Return what differs between a file as it was published and the answer for its address.

    `headers` are those that the host is to send with it, by name.
    """
    if answer.error:
        return [f"no answer: {answer.error}"]
    if answer.status != 200:
        return [f"status {answer.status} in place of 200"]
    faults = []
    if hashlib.sha256(answer.body).hexdigest() != file.sha256:
        faults.append(f"other bytes than were published ({len(answer.body)}, not {file.size})")
    wanted = headers.get("Content-Type") or content_type(path)
    got = answer.headers.get("content-type", "").partition(";")[0]
    unknown = wanted == "application/octet-stream"
    if got != wanted and got not in _ALSO.get(wanted, ()) and not unknown:
        faults.append(f"type {got or 'none'} in place of {wanted}")
    return faults + _compare_headers(headers, answer)


def _compare_headers(wanted: Mapping[str, str], answer: Answer) -> list[str]:
    faults = []
    for name, value in wanted.items():
        got = answer.headers.get(name.lower(), "none")
        if name != "Content-Type" and _words(got) != _words(value):
            faults.append(f"{name} {got} in place of {value}")
    return faults


def _words(value: str) -> list[str]:
    """Return what a header says, however its host sets spaces."""
    return re.split(r"\s*[,;]\s*|\s+", value.strip().lower())


def verify(site: str, published: Manifest, host: Host) -> Iterator[str]:
    """Fetch every address of the site at `site` and yield a line for each that is not as published:
    its files with their headers, the old addresses, and one that no page has, which must be answered
    with 404 and the page for that. What `host` can't do is not asked of it."""
    files, rules = published.files, published.rules
    paths = [path for path in files if is_for_readers(path)]
    asked = [f"{site}{address_of(path)}" for path in paths]
    redirects = rules.redirects if host.redirects else {}
    old = {f"{site}{quote(o)}{query}": o for o in redirects for query in ("", "?m=1")}
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        answers = workers.map(fetch, asked)
        for path, address, answer in zip(paths, asked, answers, strict=True):
            headers = rules.headers_at(path).items()
            wanted = {name: value for name, value in headers if host.sends(name)}
            for fault in compare(path, files[path], answer, wanted):
                yield f"{address}: {fault}"
        for address, answer in zip(old, workers.map(fetch, old), strict=True):
            for fault in compare_redirect(site, *redirects[old[address]], answer):
                yield f"{address}: {fault}"
    yield from _verify_missing(site, files.get("404.html"))


def compare_redirect(site: str, new: str, status: int, answer: Answer) -> list[str]:
    """Return what differs between a redirect to `new` and the answer for its old address."""
    if answer.error:
        return [f"no answer: {answer.error}"]
    wanted = new if urlsplit(new).scheme else f"{site}{new}"
    got = urljoin(f"{site}/", answer.headers.get("location", ""))
    faults = []
    if answer.status != status:
        faults.append(f"status {answer.status} in place of {status}")
    if answer.status in (301, 302, 307, 308) and got != wanted:
        faults.append(f"leads to {got} in place of {wanted}")
    return faults


def _verify_missing(site: str, page: File | None) -> Iterator[str]:
    answer = fetch(f"{site}/{_NOBODY_HAS}")
    if answer.status != 404:
        yield f"{site}/{_NOBODY_HAS}: status {answer.status} in place of 404"
    elif page and hashlib.sha256(answer.body).hexdigest() != page.sha256:
        yield f"{site}/{_NOBODY_HAS}: not the site's own page 404.html"


def fetch(address: str) -> Answer:
    """Return what the server at `address` answers, without following it elsewhere."""
    request = urllib.request.Request(
        address, headers={"Cache-Control": "no-cache", "User-Agent": "publish --verify"}
    )
    send = partial(urllib.request.build_opener(_Stay).open, timeout=_SECONDS)
    try:
        with send(request) as response:
            return Answer(response.status, response.read(), _lower(response.headers))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read(), _lower(error.headers))
    except (OSError, ValueError) as error:
        return Answer(0, error=str(error))


def _lower(headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None
