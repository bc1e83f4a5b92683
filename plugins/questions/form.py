"""The form for a question: where it sends what a reader wrote, and what each service wants in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

TRAP = "website-url"  # a field that no person sees; who fills it in is a program


@dataclass(frozen=True)
class Form:
    """A form that needs no script.

    `action` is where it is sent, `service` who takes it ("" for the site itself), `trap` the name of
    the field that has to stay empty, `hidden` and `attributes` what the service wants besides.
    """

    action: str
    service: str = ""
    trap: str = TRAP
    hidden: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """What a security policy has to allow besides 'self': "https://formspree.io", or nothing."""
        parts = urlsplit(self.action)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def contact_form(setting: str, sent: str, sent_path: str, not_sent: str) -> Form | None:
    """Return the form that the setting CONTACT_FORM asks for, or None where it asks for none.

    The setting is "netlify", "formspree:ID", "web3forms:KEY", "basin:ID", or an address of one's own
    (https://..., or /path on the same host). `sent` is the whole address of the page that says thank
    you, `sent_path` its path from the root of the host, `not_sent` the address of the other page.
    Raises ValueError, with the cure, for anything else.
    """
    if not setting:
        return None
    service, _, key = setting.partition(":")
    if service == "netlify":
        attributes = {"name": "question", "data-netlify": "true", "netlify-honeypot": TRAP}
        return Form(sent_path, "Netlify", TRAP, {"form-name": "question"}, attributes)
    if key and service == "formspree":
        return Form(f"https://formspree.io/f/{key}", "Formspree", "_gotcha", {"_next": sent})
    if key and service == "web3forms":
        hidden = {"access_key": key, "redirect": sent}
        return Form("https://api.web3forms.com/submit", "Web3Forms", "botcheck", hidden)
    if key and service == "basin":
        return Form(f"https://usebasin.com/f/{key}", "Basin", "_gotcha", {"_redirect": sent})
    if setting.startswith("/") or (service in ("http", "https") and urlsplit(setting).netloc):
        return Form(setting, hidden={"_next": sent, "_error": not_sent})
    raise ValueError(
        f"CONTACT_FORM is {setting!r}. Use 'netlify', 'formspree:ID', 'web3forms:KEY', 'basin:ID', "
        "an address that begins with https:// or /, or '' for e-mail alone."
    )
