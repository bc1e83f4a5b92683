"""Pictures for every screen: small files, no jumping text, nothing told about who took them.

    articles, pages                 content/images/
        | markup: each <img>            | reading: size, kind, which way up
        v                               v
      generator ------------------> making: AVIF, WebP and a plain form, a few widths each
        |                               | kept by build_cache
        v                               v
    <picture> with width, height    pictures/NAME-WIDTH.HASH.avif

A picture without a text alternative, one that is missing, too large or no picture at all stops the
build, with file and line. Only this file and generator.py know Pelican; only reading.py and making.py
know Pillow, which a build that has made all its pictures before need not load.
"""

from pelican.plugins import signals

from .generator import set_up


def register() -> None:
    """Make the pictures of a Pelican run."""
    signals.initialized.connect(set_up)
