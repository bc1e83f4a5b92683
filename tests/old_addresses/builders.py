"""The smallest things that a test about old addresses can be about, and the big one: 300 rules."""

from __future__ import annotations

from pathlib import Path

from old_addresses.headers import Header, policy_header
from old_addresses.rule import TEMPORARY, Rule, Site

POLICY = {"default-src": "'none'", "script-src": "'self'", "frame-ancestors": "'none'"}
STRICT = "default-src 'none'; script-src 'self'; frame-ancestors 'none'"
WITH_WASM = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; frame-ancestors 'none'"
HEADERS = [
    policy_header(POLICY, ["/search/"]),
    Header("X-Content-Type-Options", "nosniff"),
    Header(
        "Cache-Control",
        "public, max-age=0, must-revalidate",
        (("/theme/*", "public, max-age=31536000, immutable"),),
    ),
    Header("Content-Type", "", (("/feeds/posts/default", "application/atom+xml"),)),
]
PAGES = frozenset(
    (
        "404.html",
        "index.html",
        "about/index.html",
        "search/index.html",
        "help/index.html",
        "2026/11/keep-the-faith.html",
        "feeds/posts/default",
        "feeds/all.atom.xml",
    )
)


def rule(old: str = "/old", new: str = "/about/", line: int = 1, **options) -> Rule:
    return Rule(old, new, file="redirects.toml", line=line, **options)


def site(path: str = "", pages=PAGES, **options) -> Site:
    address = f"https://example.org{path}"
    return Site(address=address, path=path, pages=pages, files=pages, **options)


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write `files`, by their paths below `folder`; return `folder`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


# Names that have made trouble somewhere, among plain ones.
_ODD = (
    "caf\u00e9",
    "job search",
    "didn't get the job",
    "a+b",
    "a&b=c",
    "a;b",
    "100 $",
    "q,r",
    "(why)",
    "[x]",
    "\u6c42\u8077",
    "it's $uri",
    "a.b.c",
    "~tilde",
    "x@y",
    "UPPER",
    "upper",
    "really!",
    "e\u0301",
    "a:b",
    "#",
    "?",
)


def three_hundred_rules() -> list[Rule]:
    """Return three hundred rules as an author writes them: every form of address, odd names."""
    targets = (
        "/",
        "/about/",
        "/help/",
        "/2026/11/keep-the-faith.html",
        "/2026/11/keep-the-faith.html#comment-1",
        "/feeds/all.atom.xml",
        "/caf%C3%A9/",
        "/job search/",
        "https://elsewhere.example/a?b=c&d=e#f",
    )
    forms = (
        "/{year}/{month:02}/{name}.html",
        "/p/{name}.html",
        "/search/label/{name}",
        "/{name}/",
        "/{year}_{month:02}_01_archive_{name}.html",
        "/{name}.php",
        "/deep/{year}/{month}/{name}/",
    )
    names = [*(odd.replace("#", "%23").replace("?", "%3F") for odd in _ODD)]
    names += [f"post-{number}" for number in range(300)]
    rules = []
    for number, name in enumerate(names[:300]):
        form = forms[number % len(forms)]
        old = form.format(year=2005 + number % 9, month=1 + number % 12, name=name)
        status = TEMPORARY if number % 25 == 24 else 301
        rules.append(rule(old, targets[number % len(targets)], number + 1, status=status))
    return rules


TARGET_PAGES = PAGES | {"caf\u00e9/index.html", "job search/index.html"}
