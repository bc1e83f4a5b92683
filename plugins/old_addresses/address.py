"""What an address may look like, and its two forms: as people read it and as servers write it."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote, urlsplit

_UNSAFE = re.compile(r'[\\"<>{}|^`*%]')  # of a path once it is decoded
_NO_ADDRESS = re.compile(r'[\\"<>{}|^` ]')
_BROKEN_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def fault_of_old(old: str, site_path: str, site_address: str) -> tuple[str, str] | None:
    """Return what is wrong with an old address as written, and the cure; None where nothing is."""
    if site_address and old.startswith(f"{site_address}/"):
        return f"'{old}' names the host", f"Write {old.removeprefix(site_address)}"
    if urlsplit(old).scheme or old.startswith("//"):
        return (
            f"'{old}' is an address of another host, for which this site can't answer",
            "Write only its path, which begins with /, and point that host's name to this site",
        )
    if not old.startswith("/"):
        return f"the old address '{old}' does not begin with /", f"Write /{old}"
    if site_path and (old + "/").startswith(f"{site_path}/"):
        return (
            f"'{old}' begins with {site_path}, where the site itself begins",
            f"Write {old.removeprefix(site_path) or '/'}: addresses begin at the site's own root",
        )
    if "?" in old or "#" in old:
        return (
            f"'{old}' has a '?' or '#' in it, which hosts don't match",
            "Write what stands before it; the rest is ignored when a reader comes",
        )
    return _fault_of_path(old)


def fault_of_new(new: str, site_path: str, site_address: str) -> tuple[str, str] | None:
    """Return what is wrong with a new address as written, and the cure; None where nothing is."""
    try:
        parts = urlsplit(new)
        _ = parts.port  # reading it is what checks it
    except ValueError:
        return f"'{new}' is not an address", "Write it as the address bar of a browser shows it"
    if site_address and (new == site_address or new.startswith(f"{site_address}/")):
        return f"'{new}' names the site's own host", f"Write {new[len(site_address) :] or '/'}"
    if not parts.scheme and not new.startswith("/"):
        return f"the new address '{new}' does not begin with /", f"Write /{new}"
    if new.startswith("//") or (parts.scheme and parts.scheme not in ("http", "https")):
        return f"'{new}' is no address of a page", "Write a path, or a whole https:// address"
    if parts.scheme and not parts.hostname:
        return f"'{new}' names no host", "Write a path, or a whole https:// address"
    if not parts.scheme and site_path and (parts.path + "/").startswith(f"{site_path}/"):
        return (
            f"'{new}' begins with {site_path}, where the site itself begins",
            f"Write {new.removeprefix(site_path) or '/'}: addresses begin at the site's own root",
        )
    beyond_path = new if parts.scheme else new[len(parts.path) :]
    if not beyond_path.isprintable() or _NO_ADDRESS.search(beyond_path):
        return f"'{_shown(new)}' has a character that no address has", "Percent-encode it"
    return None if parts.scheme else _fault_of_path(parts.path)


def _fault_of_path(path: str) -> tuple[str, str] | None:
    if _BROKEN_PERCENT.search(path):
        return f"'{path}' has a % that begins no character", "Write a % itself as %25"
    try:
        plain = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return f"'{path}' is not percent-encoded UTF-8", "Write its letters themselves"
    if not plain.isprintable():
        return f"'{_shown(path)}' has a character that can't be seen", "Take it out"
    if found := _UNSAFE.search(plain):
        return (
            f"'{path}' has '{found[0]}' in it, which some hosts read as more than a letter",
            "A rule is for one address, without patterns; leave this one out",
        )
    parts = plain.split("/")[1:]
    if "" in parts[:-1]:
        return f"'{path}' has two slashes together", "Write one"
    if {".", ".."} & set(parts):
        return f"'{path}' has a step . or .. in it", "Write the address that it leads to"
    if any(part.startswith(":") for part in parts):
        return (
            f"'{path}' has a colon after a slash, which some hosts read as a pattern",
            "Leave this one out",
        )
    return None


def _shown(text: str) -> str:
    return text.encode("unicode_escape").decode("ascii")


def plain(path: str) -> str:
    """Return a path as people read it: without percent-encoding."""
    return unquote(path)


def written(path: str) -> str:
    """Return a path as servers write it: ASCII, everything else percent-encoded."""
    return quote(path, safe="/-._~!$&'()+,;=:@")


def tidied_target(new: str) -> str:
    """Return a new address as servers write it; that of another host stays as it is but for letters
    beyond ASCII, which are percent-encoded."""
    parts = urlsplit(new)
    if parts.scheme:
        return quote(new, safe="/-._~!$&'()*+,;=:@?#[]%")
    rest = quote(new[len(parts.path) :], safe="/-._~!$&'()*+,;=:@?#%")
    return written(plain(parts.path)) + rest


def path_of(new: str) -> str | None:
    """Return the path of a new address on this site, as people read it; None on another host."""
    parts = urlsplit(new)
    return None if parts.scheme else plain(parts.path)


def same(path: str) -> str:
    """Return the form in which two paths are equal that some hosts do not tell apart."""
    return path.removesuffix("index.html").rstrip("/") or "/"


def below(site_path: str, new: str) -> str:
    """Return a tidied new address with the path of the site before it, where it is on this site."""
    return new if urlsplit(new).scheme else f"{site_path}{new}"
