"""What ends an import before anything is written."""

from __future__ import annotations


class Refused(Exception):
    """The file can't be imported; the text says what it is and which one is wanted."""
