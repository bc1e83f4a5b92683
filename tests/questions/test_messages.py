"""Thirty messages in the shapes in which they really come, one of 20 MB besides: what is taken, what is
refused, what is struck out; and nothing personal of any of them in the built site.

Each is made up; the addresses are those that are reserved for examples. `pytest -s` prints the table.
"""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from commands.questions.ask import ask
from commands.questions.letters import Refused, letter_of
from commands.questions.taking import id_of, take
from tests.conftest import run_build

MESSAGES = Path(__file__).with_name("messages")
TODAY = date(2026, 11, 25)
MAIL, NUMBER, NAME, LINK, POST = "e-mail address", "number", "name", "link", "postal address"
TAKEN = {
    "01-plain.eml": ("plain text, numbers, a signature with an address", {MAIL, NUMBER}),
    "02-outlook-alternative.eml": ("Outlook: text and HTML, a thread below it", set()),
    "03-html-only.eml": ("HTML alone, with a signature and a thread", set()),
    "04-said-ascii-is-windows.eml": ("said to be ASCII, is Windows-1252", {NAME}),
    "05-said-utf8-is-latin1.eml": ("said to be UTF-8, is Latin-1", set()),
    "06-said-latin1-is-utf8.eml": ("said to be Latin-1, is UTF-8", set()),
    "07-base64-deeply-nested.eml": ("base64 in a part in a part, a CV attached", set()),
    "10-winmail-beside-text.eml": ("winmail.dat beside the text", {NAME}),
    "11-forged-headers.eml": ("forged headers: two senders, no date, no charset", {NAME, MAIL}),
    "13-script.eml": ("script, a frame, something hidden", {NAME}),
    "16-quoted-ten-times.eml": ("a thread quoted ten times", {NAME}),
    "17-below-a-quotation.eml": ("the question stands below a quotation", set()),
    "18-hebrew.eml": ("from right to left, with marks that turn text round", {NAME, NUMBER}),
    "19-arabic.eml": ("Arabic, and a number in Arabic digits", {NAME, NUMBER}),
    "20-japanese.eml": ("ISO-2022-JP, a name without spaces", {NAME, NUMBER}),
    "21-german-thread.eml": ("German, a street, years and a date that stay", {POST}),
    "22-french.eml": ("French, a street, sent from a telephone", {POST, NUMBER}),
    "23-forwarded.eml": ("forwarded: the question is what is quoted", {MAIL}),
    "24-phone-flowed.eml": ("format=flowed; the sender is called Will", set()),
    "27-netlify.json": ("Netlify's webhook", {NAME, POST}),
    "28-formspree.json": ("Formspree's webhook", {NAME, NUMBER, "account"}),
    "30-basin.json": ("Basin's webhook, an address with (at)", {NAME, MAIL}),
    "31-pasted.txt": ("pasted text", {LINK, NUMBER}),
}
REFUSED = {
    "09-winmail-alone.eml": ("winmail.dat and nothing else", "Outlook's own form"),
    "12-spam-links.eml": ("links, as spam is", "mostly links"),
    "14-empty-body.eml": ("an empty body", "has no text"),
    "15-attachment-alone.eml": ("an attachment and no text", "attachments are not opened"),
    "25-out-of-office.eml": ("out of office", "automatic reply"),
    "26-encrypted.eml": ("encrypted", "encrypted"),
    "29-web3forms-trap.json": ("Web3Forms' webhook with the trap filled in", "no person sees"),
}
# Of every sender: names, addresses, numbers. None of these may be in the built site.
_PERSONAL = """
Quillan Braxby quillan.braxby 555-0142 555-0177 555.0142 62704 Orsolya Vantreight orsolya@ Peregrin Ashdowne
p.ashdowne Wilhelmine Krautz Åsmund Fjellheim Zdenka Holzapfelová Lindenstraße 10969 Tamsin Oakenfold
Leopold Wexcombe Isolde Marchbanks victim@ third@example Barnaby Thistlewood xqhiddenqx Fenella Stourbridge
Corwin Haldersby 555-0199 אביגיל ברנדשטטר 555-0147 القرمطلي ٠٥٠١٢٣٤٥٦٧ 薄葉 綾乃 5550-0123 Thusnelda Oberhuber
Rosenweg 50667 Apolline Desrosiers Quimper 75002 Dashiell Penhallow Ottoline Fairweather Grantham-Yore
Sidony Larkspurre Mulberry LS1 Phineas Goldthorpe 0133 Hyacinth Pomfrette hyacinth 900123 linkedin.example
"""
PERSONAL = _PERSONAL.split()


def test_the_table_names_every_message():
    assert {path.name for path in MESSAGES.iterdir()} == TAKEN.keys() | REFUSED.keys()
    assert len(TAKEN) + len(REFUSED) == 30


@pytest.mark.parametrize("name", TAKEN)
def test_a_question_is_taken_without_what_a_pattern_can_tell(name):
    what, kinds = TAKEN[name]
    taken = take((MESSAGES / name).read_bytes(), TODAY)

    found = sorted({strike.kind for strike in taken.strikes})
    print(f"| {what} | taken | {', '.join([*found, *taken.cut])} |")
    assert {strike.kind for strike in taken.strikes} == kinds
    kept = f"{taken.subject}\n{taken.text}".casefold()
    assert [word for word in PERSONAL if word.casefold() in kept] == []
    assert "?" in taken.text or "。" in taken.text or "؟" in taken.text


@pytest.mark.parametrize("beside", ["", "Reply-To:\n", "Reply-To: nobody, <<\nSender: ;\n"])
def test_a_sender_is_known_whatever_the_headers_beside_it_are(beside):
    who = "From: Fenella Stourbridge <fenella@example.org>\nTo: questions@example.org\n"
    letter = letter_of(f"{who}{beside}\nMay I take back a yes?".encode())

    assert letter.names[:1] == ("Fenella Stourbridge",)
    assert letter.address == "fenella@example.org"


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_question_is_refused_in_one_sentence(name):
    what, said = REFUSED[name]
    with pytest.raises(Refused) as refused:
        take((MESSAGES / name).read_bytes(), TODAY)

    print(f"| {what} | refused | {refused.value} |")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_twenty_megabytes_are_refused_at_once():
    with pytest.raises(Refused, match="The message has 20 MB"):
        take(b"From: a@example.org\nTo: b@example.org\n\n" + b"x" * 20_000_000, TODAY)


def test_years_dates_and_money_stay():
    text = b"I earned 45 000 euros from 2019-2021, since 03.11.2021 nothing. May I say so?"

    assert take(text, TODAY).strikes == ()


@pytest.mark.parametrize(
    "piece",
    ["a ", "On ", "From: ", "\n", "-", "1 ", "a.b", "x@", "12 Abc ", "(", "wrote ", "> ", "<div>"],
)
def test_nothing_that_can_be_typed_keeps_it_busy(piece):
    text = f"May I ask for more?\n{piece * (45_000 // len(piece))}".encode()

    take(text, TODAY)  # a pattern that backtracks would take hours


def test_no_byte_of_the_built_site_tells_who_asked(project, tmp_path, monkeypatch):
    monkeypatch.chdir(project)
    for name in TAKEN:
        keys = iter(["s", ""])  # show it while it waits; keep it
        assert (
            ask(str(MESSAGES / name), project / "publishconf.py", lambda _, keys=keys: next(keys))
            == 0
        )
    ids = {id_of((MESSAGES / name).read_bytes()) for name in TAKEN}

    result = run_build(project)

    assert result.returncode == 0, result.stderr
    pages = {path.parent.name for path in (project / "output/questions").glob("*/index.html")}
    assert pages == ids
    assert [*traces(project / "output", PERSONAL)] == []


def traces(output, words):
    """Yield each of `words` that stands in a file of the site, packed or not, or in a file's name."""
    sought = {word: word.casefold().encode() for word in words}
    for path in sorted(output.rglob("*")):
        if not path.is_file() or path.suffix in {".woff2", ".png", ".avif", ".webp", ".jpg"}:
            continue
        raw = path.read_bytes()
        text = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
        low = text.decode("utf-8", "replace").casefold().encode()
        for word, code in sought.items():
            if code in low or word.casefold() in path.name.casefold():
                yield path.relative_to(output).as_posix(), word
