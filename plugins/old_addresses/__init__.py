"""Old addresses: one source of redirects and headers, compiled for every host.

    content/redirects.toml    `Was:` in articles, pages    `was` of topics    Blogger's own forms
                |_____________________|_____________________________|              |
                                       v                                           v
                                    reading                                     blogger
                                       |___________________________________________|
                                                             v
                             rules: old address, new address, FILE:LINE
                                                             v
       every file of the finished site ----> checking        a fault stops the build
                                                             v
       settings ----> headers ------------> hosts            a module for each format of a host
                                                             v
                     _redirects, _headers, nginx.conf, Caddyfile, vercel.json, stub pages

A rule is one address and where it leads, without patterns: so it can be checked, and means the same
on every host. Only generator.py knows Pelican; what lies below it can be read and tested alone.
"""

from .generator import connect


def register() -> None:
    """Add the redirects and headers to a Pelican run."""
    connect()
