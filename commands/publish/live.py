"""Fetches the live site and compares it with what was published, address by address."""

from __future__ import annotations

import hashlib
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import quote

from commands.publish.kinds import Kind, cache_control, content_type, kind_of
from commands.publish.manifest import File

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
    return not path.startswith(("_", ".")) and path not in ("CNAME", "404.html")


def compare(path: str, file: File, answer: Answer, headers: bool = True) -> list[str]:
    """Return what differs between a file as it was published and the answer for its address.

    `headers` says whether the host lets a site set them.
    """
    if answer.error:
        return [f"no answer: {answer.error}"]
    if answer.status != 200:
        return [f"status {answer.status} in place of 200"]
    faults = []
    if hashlib.sha256(answer.body).hexdigest() != file.sha256:
        faults.append(f"other bytes than were published ({len(answer.body)}, not {file.size})")
    wanted, got = content_type(path), answer.headers.get("content-type", "").partition(";")[0]
    unknown = wanted == "application/octet-stream"
    if got != wanted and got not in _ALSO.get(wanted, ()) and not unknown:
        faults.append(f"type {got or 'none'} in place of {wanted}")
    if headers and kind_of(path) is Kind.HASHED and not _is_lasting(answer):
        said = answer.headers.get("cache-control", "none")
        faults.append(f"Cache-Control {said} in place of {cache_control(path)}")
    return faults


def _is_lasting(answer: Answer) -> bool:
    return "immutable" in answer.headers.get("cache-control", "")


def verify(site: str, files: Mapping[str, File], headers: bool = True) -> Iterator[str]:
    """Fetch every address of the site at `site` and yield a line for each that is not as published;
    also for an address that no page has, which must be answered with 404 and the page for that."""
    paths = [path for path in files if is_for_readers(path)]
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        answers = workers.map(fetch, [f"{site}{address_of(path)}" for path in paths])
        for path, answer in zip(paths, answers, strict=True):
            for fault in compare(path, files[path], answer, headers):
                yield f"{site}{address_of(path)}: {fault}"
    yield from _verify_missing(site, files.get("404.html"))


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
