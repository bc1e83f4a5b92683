"""What serves the site, by the name that `served_by` has in publish.toml: a host more is a line here.

A host reads files that old_addresses compiles for it. One that can't redirect is given pages that
lead on, and one that sends no headers is given pages that state their policy themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

EVERY = ("",)  # a header's name ends with it


@dataclass(frozen=True)
class Host:
    """`compiled` is what old_addresses makes for it (its setting HOSTS), `reads` the files of that
    which are for the host itself. `headers` are those that it sends as the site asks."""

    compiled: tuple[str, ...]
    reads: frozenset[str] = frozenset()
    redirects: bool = True
    headers: tuple[str, ...] = EVERY

    def sends(self, header: str) -> bool:
        """Tell whether the host sends the header of that name as the site asks."""
        return header.endswith(self.headers)

    def build_settings(self) -> dict[str, str]:
        """Return the environment in which publishconf.py builds for this host."""
        in_pages = "" if self.sends("Content-Security-Policy") else "1"
        # "table" is for `--verify`.
        return {"SITE_HOSTS": " ".join((*self.compiled, "table")), "SITE_POLICY_IN_PAGES": in_pages}


_NETLIFY = frozenset(("_redirects", "_headers"))
_PAGES_LEAD_ON = ("stubs",)

HOSTS = {
    "nginx": Host(("nginx",), frozenset(("nginx.conf",))),
    "caddy": Host(("caddy",), frozenset(("Caddyfile",))),
    "netlify": Host(("netlify",), _NETLIFY),
    "cloudflare": Host(("cloudflare",), _NETLIFY),
    "vercel": Host(("vercel",), frozenset(("vercel.json",))),
    "gitlab": Host(("gitlab",), frozenset(("_redirects",)), headers=()),
    "github": Host(("github", *_PAGES_LEAD_ON), redirects=False, headers=()),
    "bucket": Host(_PAGES_LEAD_ON, redirects=False, headers=("Cache-Control",)),
    "other": Host(_PAGES_LEAD_ON, redirects=False, headers=()),
}

# What is for a host, or for this program, and not for readers.
ORDERS = frozenset().union(*(host.reads for host in HOSTS.values()), {"addresses.json"})
