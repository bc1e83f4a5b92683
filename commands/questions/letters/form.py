"""What a form service's webhook sends: JSON with the fields of the form somewhere in it.

Netlify has them under `data`, Formspree under `submission`, Basin and Web3Forms at the top or under
`payload_params` or `data`. So the first object that has a field with a question's name is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from .decoding import plain
from .letter import Letter, Refused

_TEXTS = ("question", "message", "msg", "text", "body", "comment", "comments", "content")
_NAMES = ("name", "full_name", "fullname", "your-name", "from_name")
_PARTS = ("first_name", "firstname", "firstName", "last_name", "lastname", "lastName")
_ADDRESSES = ("email", "_replyto", "replyto", "reply_to", "e-mail", "from_email")
_DATES = ("_date", "created_at", "createdAt", "submitted_at", "date", "timestamp")
# Fields that no person sees. Who fills one in is a program.
TRAPS = ("website-url", "bot-field", "_gotcha", "botcheck", "_honeypot", "honeypot")
_DEEPEST = 5


def letter_of_form(sent: Any) -> Letter:
    """Return the letter in a webhook's JSON. Raises Refused where it has none, or a trap is filled."""
    objects = list(_objects(sent))
    if any(_said(fields, (trap,)) for fields in objects for trap in TRAPS):
        raise Refused("A field that no person sees is filled in: a program sent this.")
    fields = next((fields for fields in objects if _said(fields, _TEXTS)), None)
    if fields is None:
        raise Refused(
            "The JSON has no field with a question: one of its fields has to be called "
            f"{', '.join(_TEXTS[:2])} or {_TEXTS[3]}."
        )
    # What the service knows of the sender may stand beside the fields.
    around = [fields, *objects]
    names = [_said(each, (name,)) for each in around for name in _NAMES]
    names += [" ".join(filter(None, (_said(each, (p,)) for p in _PARTS))) for each in around]
    return Letter(
        text=plain(_said(fields, _TEXTS)),
        subject=plain(" ".join(_said(fields, ("subject", "_subject")).split())),
        names=tuple(dict.fromkeys(plain(name) for name in names if name.strip())),
        address=next(filter(None, (_said(each, _ADDRESSES) for each in around)), ""),
        date=next(filter(None, (_date(each) for each in around)), None),
        lang=_said(fields, ("lang", "language"))[:20],
    )


def _objects(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield every object in `value`, those inside another before it: the fields, then the envelope."""
    if depth > _DEEPEST:
        return
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in inner:
        yield from _objects(each, depth + 1)
    if isinstance(value, dict):
        yield value


def _said(fields: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return the first of the fields `names` that has something in it, as text."""
    by_name = {str(name).lower(): value for name, value in fields.items()}
    for name in names:
        value = by_name.get(name.lower())
        if isinstance(value, list):
            value = "\n".join(str(each) for each in value if isinstance(each, str))
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is True:
            return "true"
    return ""


def _date(fields: Mapping[str, Any]) -> date | None:
    try:
        return datetime.fromisoformat(_said(fields, _DATES)).date()
    except ValueError:
        return None
