"""The formats of the hosts: a module each, and this list of which host reads which.

A module has `files(rules, headers, site)`: texts by their paths below the output; and `faults` where
the host has limits. A host more is a module and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..headers import Header
from ..rule import Problem, Rule, Site
from . import caddy, netlify, nginx, stubs, table, vercel

Compiler = Callable[[Iterable[Rule], Iterable[Header], Site], Mapping[str, str]]
Limits = Callable[[Iterable[Rule], Mapping[str, str], Site], Iterable[Problem]]


@dataclass(frozen=True)
class Host:
    """How to write what a host reads, and what it can't read."""

    files: Compiler
    faults: Limits = lambda rules, files, site: ()


# What an earlier build may have left in the output is no file of the site.
OWN_FILES = frozenset(
    (
        netlify.REDIRECTS,
        netlify.HEADERS,
        ".nojekyll",
        nginx.FILE,
        caddy.FILE,
        vercel.FILE,
        table.FILE,
    )
)

HOSTS: Mapping[str, Host] = {
    "netlify": Host(netlify.files),
    "cloudflare": Host(netlify.files, netlify.faults_at_cloudflare),
    "gitlab": Host(netlify.files, netlify.faults_at_gitlab),
    "github": Host(lambda rules, headers, site: {".nojekyll": ""}),
    "nginx": Host(nginx.files),
    "caddy": Host(caddy.files),
    "vercel": Host(vercel.files, vercel.faults),
    "stubs": Host(stubs.files, stubs.faults),
    "table": Host(table.files),
}


def compiled(
    names: Iterable[str | tuple[str, str]],
    rules: Iterable[Rule],
    headers: Iterable[Header],
    site: Site,
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the text of each file that the named hosts read, and what they can't do.

    A name may come with another path for the host's one file: `("nginx", "../nginx.conf")`. Paths
    are relative to the output.
    """
    rules, headers = tuple(rules), tuple(headers)
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    # The stub pages first: they are files of the site for the hosts that come after.
    for name, place in sorted(map(_with_place, names), key=lambda named: named[0] != "stubs"):
        host = HOSTS[name]
        files = host.files(rules, headers, site)
        problems += host.faults(rules, files, site)
        if name == "stubs":
            site = replace(site, files=site.files | set(files))
        texts |= dict.fromkeys([place], *files.values()) if place else files
    return texts, tuple(sorted(set(problems)))


def faults_of_names(names: Iterable[object]) -> Iterator[str]:
    """Yield a sentence for each entry of the setting that names no host."""
    for entry in names:
        pair = isinstance(entry, (tuple, list)) and len(entry) == 2
        name = entry[0] if pair else entry
        if not isinstance(name, str) or name not in HOSTS:
            yield f"HOSTS has {entry!r} in it. Use some of: {', '.join(HOSTS)}."
        elif pair and name not in ("nginx", "caddy", "vercel", "table"):
            yield f"HOSTS gives {name} another place. Its files have to lie where they do."


def _with_place(entry: str | tuple[str, str]) -> tuple[str, str]:
    return (entry, "") if isinstance(entry, str) else (entry[0], entry[1])
