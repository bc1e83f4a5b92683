"""The headers of a site, each once: what every address gets, and what some get otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

POLICY = "Content-Security-Policy"
WASM = "'wasm-unsafe-eval'"
# A browser ignores these in a <meta>, and says so in its console.
NOT_IN_META = ("frame-ancestors", "report-uri", "sandbox")


@dataclass(frozen=True)
class Header:
    """One header: its usual value ("" for none), and the value at some addresses.

    An address of `elsewhere` is a page (`/search/`) or everything below a folder (`/theme/*`), as
    a path from the root of the site. No two of them overlap.
    """

    name: str
    usual: str
    elsewhere: tuple[tuple[str, str], ...] = ()

    def at(self, path: str) -> str:
        """Return the value at `path`, from the root of the site."""
        for address, value in self.elsewhere:
            if path in spellings(address) or (address.endswith("*") and fnmatchcase(path, address)):
                return value
        return self.usual


def spellings(address: str) -> tuple[str, ...]:
    """Return the paths by which a server may know one address: with index.html and without."""
    return (address, f"{address}index.html") if address.endswith("/") else (address,)


def policy(directives: Mapping[str, str | Sequence[str]]) -> str:
    """Return a content security policy as text, its directives in the order given."""
    said = {
        name: value if isinstance(value, str) else " ".join(value)
        for name, value in directives.items()
    }
    return "; ".join(f"{name} {value}".strip() for name, value in said.items())


def with_sources(
    directives: Mapping[str, str | Sequence[str]], more: Mapping[str, Iterable[str]]
) -> dict[str, str | Sequence[str]]:
    """Return the directives with `more` sources, by directive: `{"img-src": ["data:"]}`."""
    allowed = dict(directives)
    for name, sources in more.items():
        usual = directives.get(name, directives.get("default-src", ""))
        words = usual.split() if isinstance(usual, str) else usual
        allowed[name] = " ".join([*(word for word in words if word != "'none'"), *sources])
    return allowed


def with_wasm(directives: Mapping[str, str | Sequence[str]]) -> dict[str, str | Sequence[str]]:
    """Return the directives with leave to run WebAssembly besides scripts."""
    return with_sources(directives, {"script-src": [WASM]})


def for_meta(directives: Mapping[str, str | Sequence[str]]) -> dict[str, str | Sequence[str]]:
    """Return the directives that a browser heeds in a <meta>."""
    return {name: value for name, value in directives.items() if name not in NOT_IN_META}


def policy_header(
    directives: Mapping[str, str | Sequence[str]], wasm_pages: Iterable[str]
) -> Header:
    """Return the header of the policy, with leave for WebAssembly on some pages."""
    wasm = policy(with_wasm(directives))
    return Header(POLICY, policy(directives), tuple((page, wasm) for page in sorted(wasm_pages)))


def apart(header: Header, files: Iterable[str]) -> Iterator[str]:
    """Yield patterns that together match every file of the site at which `header` has its usual
    value, and none at which it has not.

    For hosts that join the values of all the patterns that match, where one that means "everywhere
    else" can't be said.
    """
    if not header.elsewhere:
        yield "/*"
        return
    paths = sorted({f"/{file}" for file in files})
    yield from dict.fromkeys(_apart(header, "/", paths))


def _apart(header: Header, folder: str, paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if not path.startswith(folder):
            continue
        step, slash, _ = path[len(folder) :].partition("/")
        inner = f"{folder}{step}/"
        special = [address for address, _ in header.elsewhere if address.startswith(inner)]
        if not slash:
            if header.at(path) == header.usual:
                yield folder if step == "index.html" else path
        elif not special:
            yield f"{inner}*"
        elif f"{inner}*" not in special:
            yield from _apart(header, inner, paths)
