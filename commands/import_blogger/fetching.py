"""Fetches the pictures that an import could not find: one after the other, and what is there is there.

    images-to-fetch.txt -> a picture each: the original first, then as the article has it
        -> looked at: is it one, is it small enough -> content/images/blogger/NAME
        -> the articles that show it name the file here instead

It may be broken off at any time; the next run goes on with what is missing.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

from commands.check.report import count
from commands.problem import visible

from .albums import LARGEST, NoPicture, inspected
from .ledger import Record, digest_of, read_ledger
from .ledger import as_text as ledger_text
from .pictures import FOLDER
from .staging import FOLDER as OWN
from .staging import LEDGER

LIST = f"{OWN}/images-to-fetch.txt"
SECONDS, WAIT, TRIES = 30, 0.5, 3
_AGENT = "import-blogger (fetches the pictures of its user's own blog, one at a time)"
_GONE = {400, 401, 403, 404, 410, 451}


@dataclass(frozen=True)
class Wanted:
    """A picture to fetch: its name here without ending, and its addresses, the original's first."""

    stem: str
    addresses: tuple[str, ...]


class Unfetched(Exception):
    """A picture could not be fetched; the text says why."""


def fetch_images(
    into: Path, wait: float = WAIT, allowed: Callable[[str], bool] | None = None
) -> int:
    """Fetch what images-to-fetch.txt below `into` names; print what came of it. Returns 1 where a
    picture is missing still.

    `wait` are the seconds between two requests; `allowed` says of a host whether it may be asked,
    where that is not any that the public can reach.
    """
    try:
        text = (into / LIST).read_text(encoding="utf-8")
    except FileNotFoundError:
        print(f"There is no {into / LIST}. Run ./invoke import-blogger first.", file=sys.stderr)
        return 1
    wanted = list(read_list(text))
    folder = into / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".*.part"):
        left.unlink()
    here = {path.stem: path for path in folder.iterdir() if not path.name.startswith(".")}
    fetcher = _Fetcher(wait, allowed or is_public)
    missing = 0
    for number, each in enumerate(wanted, 1):
        if each.stem in here:
            continue
        print(f"\r{number:5} of {len(wanted)}", end="", file=sys.stderr, flush=True)
        try:
            here[each.stem] = _keep(folder, each, fetcher.picture(each.addresses))
        except Unfetched as fault:
            missing += 1
            print(f"\r{visible(each.addresses[0])}: {fault}", file=sys.stderr)
    changed = _name_files_here(into, wanted, here)
    print(f"\r{count(len(wanted) - missing, 'picture')} here, {missing} missing; {changed} mended.")
    if missing:
        print("Run it again later, or put a picture there yourself and name it in the article.")
    return 1 if missing else 0


def read_list(text: str) -> Iterator[Wanted]:
    """Yield what the lines of images-to-fetch.txt want; those that begin with # are remarks."""
    for line in text.splitlines():
        stem, *addresses = line.strip().split("\t")
        if addresses and re.fullmatch(r"[a-z0-9][a-z0-9_-]*", stem):
            yield Wanted(stem, tuple(dict.fromkeys(addresses)))


def is_public(host: str) -> bool:
    """Return whether a host is on the public internet: an export must not have the author's own
    network asked for things."""
    try:
        found = socket.getaddrinfo(host, None, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError):
        return True  # the request will say that there is no such host
    return all(ipaddress.ip_address(address[4][0]).is_global for address in found)


class _Fetcher(urllib.request.HTTPRedirectHandler):
    def __init__(self, wait: float, allowed: Callable[[str], bool]) -> None:
        self._wait, self._allowed = wait, allowed
        self._opener = urllib.request.build_opener(self)
        self._next = 0.0

    def redirect_request(self, request, file, code, message, headers, new):
        self._check(new)
        return super().redirect_request(request, file, code, message, headers, new)

    def picture(self, addresses: Iterable[str]) -> bytes:
        """Return the first of `addresses` that brings a picture; raises Unfetched where none does."""
        fault = "no address"
        for address in addresses:
            try:
                raw = self._fetched(address)
                inspected(raw)
                return raw
            except (Unfetched, NoPicture) as error:
                fault = str(error)
        raise Unfetched(fault)

    def _fetched(self, address: str) -> bytes:
        for attempt in range(TRIES):
            pause = self._next + self._wait * (4**attempt if attempt else 0) - time.monotonic()
            time.sleep(max(pause, 0))
            try:
                return self._once(address)
            except urllib.error.HTTPError as error:
                if error.code in _GONE or attempt == TRIES - 1:
                    raise Unfetched(f"the host says {error.code}") from None
                with suppress(TypeError, ValueError):
                    time.sleep(min(int(error.headers.get("Retry-After")), 60))
            except urllib.error.URLError as error:
                if attempt == TRIES - 1:
                    raise Unfetched(f"the host can't be reached ({error.reason})") from None
            except (OSError, HTTPException, ValueError) as error:
                if attempt == TRIES - 1 or isinstance(error, ValueError):
                    raise Unfetched(str(error) or type(error).__name__) from None
            finally:
                self._next = time.monotonic() + self._wait
        raise Unfetched("no answer")

    def _once(self, address: str) -> bytes:
        self._check(address)
        request = urllib.request.Request(
            address, headers={"User-Agent": _AGENT, "Accept": "image/*"}
        )
        with self._opener.open(request, timeout=SECONDS) as answer:
            raw, began = bytearray(), time.monotonic()
            while chunk := answer.read(1 << 16):
                raw += chunk
                if len(raw) > LARGEST:
                    raise Unfetched(f"it is larger than {LARGEST / 1e6:.0f} MB")
                if time.monotonic() - began > 10 * SECONDS:
                    raise Unfetched("it comes too slowly")
            declared = answer.headers.get("Content-Length", "")
            if declared.isdigit() and int(declared) != len(raw):
                raise OSError("the answer broke off")
            return bytes(raw)

    def _check(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Unfetched("it is no address on the web")
        if not self._allowed(parts.hostname):
            raise Unfetched(f"{parts.hostname} is not on the public internet")


def _keep(folder: Path, wanted: Wanted, raw: bytes) -> Path:
    path = folder / f"{wanted.stem}.{inspected(raw)}"
    part = folder / f".{wanted.stem}.part"
    part.write_bytes(raw)
    os.replace(part, path)
    return path


def _name_files_here(into: Path, wanted: Iterable[Wanted], here: dict[str, Path]) -> str:
    """Have the articles and pages name the files here; return how many were changed, in words.

    Only the addresses change. What was as the import wrote it still counts as that.
    """
    names = {
        address: f"{{static}}/{FOLDER}/{here[each.stem].name}"
        for each in wanted
        if each.stem in here
        for written in each.addresses
        for address in (written, escape(written))  # as Markdown has it, and as HTML does
    }
    if not names:
        return "0 files"
    longest_first = sorted(names, key=lambda address: (-len(address), address))
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![\w/.%=-])")
    records = read_ledger(into / LEDGER)
    changed = 0
    for path in sorted([*into.glob("articles/**/*.md"), *into.glob("pages/**/*.md")]):
        old = path.read_bytes()
        try:
            new = pattern.sub(lambda match: names[match[0]], old.decode()).encode()
        except UnicodeDecodeError:
            continue
        if new == old:
            continue
        changed += 1
        file = path.relative_to(into).as_posix()
        _replace(path, new)
        record = records.get(file)
        if record and record.digest == digest_of(old):
            records[file] = Record(record.id, digest_of(new), record.offered)
            _replace(into / LEDGER, ledger_text(records).encode())
    return count(changed, "file")


def _replace(path: Path, raw: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(raw)
    os.replace(part, path)
