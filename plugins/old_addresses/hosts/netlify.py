"""`_redirects` and `_headers`, which Netlify began and Cloudflare Pages and GitLab Pages read too.

Written so that each understands the same by it: a status on every line (Cloudflare's default is
302), no query, no pattern, no `!`; and no header twice for one address, since Cloudflare joins the
values with a comma.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..address import below, written
from ..headers import Header, apart
from ..rule import Problem, Rule, Site

REDIRECTS, HEADERS = "_redirects", "_headers"
# What these hosts send by themselves need not be said.
SENT_ANYWAY = {"Cache-Control": "public, max-age=0, must-revalidate"}

CLOUDFLARE_RULES = 2000
CLOUDFLARE_RULE_LENGTH = 1000
CLOUDFLARE_HEADER_RULES = 100
CLOUDFLARE_HEADER_LENGTH = 2000
GITLAB_RULES = 1000
GITLAB_BYTES = 64 * 1024


def files(rules: Iterable[Rule], headers: Iterable[Header], site: Site) -> dict[str, str]:
    """Return the two files."""
    lines = [
        f"{site.path}{written(rule.old)} {below(site.path, rule.new)} {rule.status}\n"
        for rule in rules
    ]
    return {REDIRECTS: "".join(lines), HEADERS: _headers(headers, site)}


def _headers(headers: Iterable[Header], site: Site) -> str:
    blocks: dict[str, list[str]] = {"/*": []}
    for header in headers:
        for pattern, value in _values(header, site):
            blocks.setdefault(pattern, []).append(f"  {header.name}: {value}\n")
    return "".join(
        f"{site.path}{written_pattern(pattern)}\n{''.join(lines)}"
        for pattern, lines in sorted(blocks.items())
        if lines
    )


def _values(header: Header, site: Site) -> Iterator[tuple[str, str]]:
    if header.usual and header.usual != SENT_ANYWAY.get(header.name):
        for pattern in apart(header, site.files):
            yield pattern, header.usual
    for address, value in header.elsewhere:
        if value:
            yield address, value


def written_pattern(pattern: str) -> str:
    """Return a pattern as `_headers` has it: percent-encoded but for the star at its end."""
    return f"{written(pattern[:-1])}*" if pattern.endswith("*") else written(pattern)


def faults_at_cloudflare(
    rules: Iterable[Rule], texts: Mapping[str, str], site: Site
) -> Iterator[Problem]:
    """Yield what goes beyond the limits of Cloudflare Pages."""
    lines = texts[REDIRECTS].splitlines()
    if len(lines) > CLOUDFLARE_RULES:
        yield _too_many(len(lines), f"Cloudflare Pages reads {CLOUDFLARE_RULES}", "cloudflare")
    for rule, line in zip(rules, lines, strict=True):
        if len(line) > CLOUDFLARE_RULE_LENGTH:
            yield rule.problem(
                f"the rule is {len(line)} letters long; Cloudflare Pages reads "
                f"{CLOUDFLARE_RULE_LENGTH}",
                "Shorten it, or take cloudflare out of HOSTS.",
            )
    blocks = [line for line in texts[HEADERS].splitlines() if not line.startswith(" ")]
    if len(blocks) > CLOUDFLARE_HEADER_RULES:
        yield Problem(
            HEADERS,
            1,
            f"{len(blocks)} addresses need headers of their own; Cloudflare Pages reads "
            f"{CLOUDFLARE_HEADER_RULES}",
            "Name fewer pages in SECURITY_POLICY_WASM, or take cloudflare out of HOSTS.",
        )
    longest = max(map(len, texts[HEADERS].splitlines()), default=0)
    if longest > CLOUDFLARE_HEADER_LENGTH:
        yield Problem(
            HEADERS,
            1,
            f"a header is {longest} letters long; Cloudflare Pages reads "
            f"{CLOUDFLARE_HEADER_LENGTH}",
            "Shorten SECURITY_POLICY or SECURITY_HEADERS, or take cloudflare out of HOSTS.",
        )


def faults_at_gitlab(
    rules: Iterable[Rule], texts: Mapping[str, str], site: Site
) -> Iterator[Problem]:
    """Yield what goes beyond the limits of GitLab Pages, which then reads no rule at all."""
    text = texts[REDIRECTS]
    count, size = len(text.splitlines()), len(text.encode())
    if count > GITLAB_RULES:
        yield _too_many(count, f"GitLab Pages reads {GITLAB_RULES}", "gitlab")
    if size > GITLAB_BYTES:
        yield _too_many(
            count, f"they take {size} bytes, and GitLab Pages reads {GITLAB_BYTES}", "gitlab"
        )


def _too_many(count: int, limit: str, host: str) -> Problem:
    return Problem(
        REDIRECTS,
        1,
        f"{count} old addresses are too many: {limit}",
        f"Take {host} out of HOSTS, or old addresses that nobody asks for.",
    )
