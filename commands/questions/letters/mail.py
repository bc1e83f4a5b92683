"""An e-mail as any mail program saves it, read by the standard library. No attachment is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy, utils
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from .decoding import decoded, plain
from .html_text import text_of_html
from .letter import Letter, Refused

_HEADER = re.compile(
    rb"\s*(?:From [^\n]*\n)?(?:>?[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}"
)
_KNOWN = re.compile(rb"^(?:from|to|subject|date|received|message-id|mime-version):", re.I | re.M)
_SENDERS = ("From", "Reply-To", "Sender")
_MOST_PARTS = 200
# Later Pythons find nobody at all where one header of several is empty or odd, unless told not to.
_LENIENT = {"strict": False} if hasattr(utils, "supports_strict_parsing") else {}


def looks_like_mail(raw: bytes) -> bool:
    """Tell whether `raw` begins with headers, as an e-mail does."""
    head = raw[:20_000].replace(b"\r\n", b"\n") + b"\n"
    return bool(_HEADER.match(head)) and len(set(_KNOWN.findall(head.lower()))) >= 2


def letter_of_mail(raw: bytes) -> Letter:
    """Return the letter in an e-mail. Raises Refused where no person wrote it, or none can read it."""
    mail = message_from_bytes(raw.lstrip(), policy=policy.default)
    kind = mail.get_content_type()
    if kind in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise Refused("The message is encrypted: decrypt it, and save its text.")
    if kind == "multipart/report" or _header(mail, "Auto-Submitted").lower().startswith("auto"):
        raise Refused("The message is an automatic reply or a failed delivery, and asks nothing.")
    if _header(mail, "X-Spam-Flag").strip().lower() == "yes":
        raise Refused("Your mail server says that this is spam; paste the text if it is not.")
    texts, pages, attachments, outlook = _parts(mail)
    text = "\n\n".join(filter(str.strip, texts)) or "\n\n".join(map(text_of_html, pages))
    if not text.strip() and outlook:
        raise Refused(
            "The message came in Outlook's own form (winmail.dat), which is not opened: "
            "ask for it again as plain text."
        )
    senders = getaddresses([_header(mail, name) for name in _SENDERS], **_LENIENT)
    return Letter(
        text=plain(text),
        subject=plain(" ".join(_header(mail, "Subject").split())),
        names=tuple(dict.fromkeys(plain(name) for name, _ in senders if name.strip())),
        address=next((address for _, address in senders if "@" in address), ""),
        date=_date(_header(mail, "Date")),
        lang=_header(mail, "Content-Language").split(",")[0].strip()[:20],
        attachments=attachments,
        message_id=_header(mail, "Message-ID").strip(),
    )


def _parts(mail: Message) -> tuple[list[str], list[str], int, bool]:
    """Return what is plain text, what is HTML, how many attachments there are, and whether one is
    Outlook's own form."""
    texts, pages, attachments, outlook = [], [], 0, False
    for part, _ in zip(_leaves(mail), range(_MOST_PARTS), strict=False):
        kind, name = part.get_content_type(), _filename(part)
        if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or name == "winmail.dat":
            outlook = True
        attached = "attachment" in _header(part, "Content-Disposition").lower()
        if attached or name or kind not in ("text/plain", "text/html"):
            attachments += 1
            continue
        payload = part.get_payload(decode=True) or b""
        charset = str(part.get_param("charset") or "")
        (texts if kind == "text/plain" else pages).append(decoded(payload, charset))
    return texts, pages, attachments, outlook


def _leaves(part: Message, depth: int = 0) -> Iterator[Message]:
    """Yield the parts that hold something; a message inside the message is an attachment."""
    inner = part.get_payload()
    if isinstance(inner, list) and part.get_content_maintype() == "multipart" and depth < 20:
        for each in inner:
            yield from _leaves(each, depth + 1)
    else:
        yield part


def _filename(part: Message) -> str:
    try:
        return (part.get_filename() or "").lower()
    except Exception:
        return "?"  # a name that can't be read is one nevertheless


def _header(mail: Message, name: str) -> str:
    """Return a header as text. A forged one can trip the standard library: then as it stands."""
    try:
        return str(mail.get(name, ""))
    except Exception:  # whatever a stranger wrote there
        raw = next((value for key, value in mail.raw_items() if key.lower() == name.lower()), "")
    try:
        return str(make_header(decode_header(str(raw))))
    except Exception:
        return str(raw).encode("ascii", "replace").decode()


def _date(value: str) -> date | None:
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
