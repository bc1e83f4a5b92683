"""Bytes of an export as text that XML allows, whatever its first line says of its encoding."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

CHUNK = 1 << 16
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"<\0?\0": "utf-16-le",
    b"\0<\0?": "utf-16-be",
}
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding=[\"']([A-Za-z0-9._-]+)[\"']")
# XML 1.0 has no way to say these; a browser shows nothing for them.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def text_of(stream: BinaryIO, faults: Counter[str]) -> Iterator[str]:
    """Yield the text of `stream` in chunks; `faults` counts what had to be mended.

    Bytes that are not of the encoding are read as Windows-1252, where they come from as a rule.
    """
    head = stream.read(CHUNK)
    encoding = _encoding(head)

    def mend(error: UnicodeDecodeError) -> tuple[str, int]:
        wrong = error.object[error.start : error.end]
        faults[f"bytes that are not {encoding}, read as Windows-1252"] += len(wrong)
        return wrong.decode("cp1252", errors="replace"), error.end

    codecs.register_error("as-windows-1252", mend)
    decoder = codecs.getincrementaldecoder(encoding)("as-windows-1252")
    chunk = head
    while True:
        text = decoder.decode(chunk, final=not chunk)
        kept, number = _FORBIDDEN.subn("", text)
        if number:
            faults["characters that XML does not allow, left out"] += number
        yield kept.removeprefix("\ufeff") if chunk is head else kept
        if not chunk:
            return
        chunk = stream.read(CHUNK)


def _encoding(head: bytes) -> str:
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return encoding
    declared = _DECLARED.match(head.lstrip())
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    try:
        text = "é<".encode(name)
    except (LookupError, UnicodeEncodeError, ValueError):
        return "utf-8"
    # Of encodings, only those that write ASCII as ASCII can have been read so far.
    return codecs.lookup(name).name if text.endswith(b"<") and len(text) < 4 else "utf-8"
