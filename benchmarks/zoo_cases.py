"""Broken and hostile articles of our own making, each with one thing wrong, and what is to come of it.

    python -m benchmarks.zoo_cases FOLDER      writes them for `python -m benchmarks.zoo FOLDER`

An ERROR stops the build, a WARNING is only said, and GOOD is built without a word.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ERROR, WARNING, GOOD = "error", "warning", "good"
SITE = "site"  # an error that only the built site shows
ANY = "any"  # whatever it is, it comes soon
KEYS = {
    "Title": "A title of {}",
    "Date": "2024-03-05 10:00",
    "Topics": "interviewing",
    "Summary": "One sentence about it.",
}
BODY = "Body text of the article.\n"
_NEXT_YEAR = datetime.now(UTC).year + 1


@dataclass(frozen=True)
class Case:
    """A case by its name: what is written into a folder of articles, what it comes to, and a word
    that the message has."""

    name: str
    write: Callable[[Path], None]
    comes_to: str
    says: str = ""


def head(name: str, **changes: str | None) -> str:
    """Return a front matter with these keys changed, added, or left out where they are None."""
    keys = {**KEYS, **changes}
    keys["Title"] = keys["Title"].replace("{}", name)
    return "".join(f"{key}: {value}\n" for key, value in keys.items() if value is not None)


def _file(name: str, raw: bytes | str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw)

    return write


def _together(*writers: Callable[[Path], None]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        for writer in writers:
            writer(folder)

    return write


def _socket(folder: Path) -> None:
    here = os.getcwd()
    os.chdir(folder)  # the name of a socket has a hundred letters at most
    try:
        with socket.socket(socket.AF_UNIX) as heard:
            heard.bind("socket.md")
    finally:
        os.chdir(here)


def _link(name: str, target: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).symlink_to(target)


def cases() -> Iterator[Case]:
    """Yield every case."""
    yield from _bytes()
    yield from _front_matter()
    yield from _dates()
    yield from _addresses()
    yield from _links()
    yield from _markup()
    yield from _slow()
    yield from _things()


def _article(name: str, comes_to: str, says: str = "", body: str = BODY, **keys) -> Case:
    keys = {key.replace("_", "-"): value for key, value in keys.items()}
    return Case(name, _file(f"{name}.md", head(name, **keys) + "\n" + body), comes_to, says)


def _whole(name: str, raw: bytes | str, comes_to: str, says: str = "") -> Case:
    return Case(name, _file(f"{name}.md", raw), comes_to, says)


def _bytes() -> Iterator[Case]:
    good = head("bytes") + "\nCafé “x” body.\n"
    for encoding in ("utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "cp1252", "latin-1"):
        text = good.replace("“x”", "x") if encoding == "latin-1" else good
        yield _whole(f"encoding-{encoding}", text.encode(encoding), ERROR, "UTF-8")
    for encoding in ("mac-roman", "cp1251", "koi8-r", "shift-jis", "gb18030", "big5", "cp437"):
        text = head("bytes") + "\nПривет é 日本\n"
        raw = text.encode(encoding, "ignore")
        yield _whole(f"encoding-{encoding}", raw, ERROR, "UTF-8")
    yield _whole("two-boms", b"\xef\xbb\xbf\xef\xbb\xbf" + good.encode(), ERROR, "invisible")
    yield _whole("bom-in-body", good + "a\ufeffb\n", WARNING, "invisible")
    yield _whole("cut-off-character", good.encode()[:-6] + "é".encode()[:1], ERROR, "UTF-8")
    yield _whole("overlong-slash", good.encode() + b"\xc0\xaf\n", ERROR, "UTF-8")
    for number in (0x01, 0x08, 0x0B, 0x0C, 0x1B, 0x7F, 0x85, 0x9B):
        yield _whole(f"control-{number:02x}", f"{good}a{chr(number)}b\n", ERROR, f"U+{number:04X}")
    for letter in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c":
        name = f"direction-{ord(letter):04x}"
        yield _article(name, WARNING, f"U+{ord(letter):04X}", Summary=f"A {letter}b sentence.")
    for letter in "\u200b\u2060\u2063\ufff9\U000e0041":
        name = f"unseen-{ord(letter):04x}"
        yield _article(name, WARNING, f"U+{ord(letter):04X}", body=f"Wo{letter}rd.\n")
    yield _article("joiner-in-emoji", GOOD, body="Family 👩\u200d👧 and नमस्\u200dते.\n")
    yield _article("not-a-character", ERROR, "U+FFFE", body="a\ufffeb\n")
    yield _article("private-use", WARNING, "U+E000", body="a\ue000b\n")
    yield _article("damaged-utf8", WARNING, "damaged", body="Donâ€™t say cafÃ© now.\n")
    yield _article("damaged-twice", WARNING, "damaged", body="RÃ©sumÃ© and naÃ¯ve ÃŸ Ã¼.\n")
    yield _article("replacement", WARNING, "damaged", body="caf\ufffd\n")
    yield _whole("rtf", r"{\rtf1\ansi\deff0 {\fonttbl {\f0 Times;}}" + "\nBody}", ERROR, "RTF")
    yield _whole("html-page", "<!DOCTYPE html>\n<html><head><title>x</title>\n", ERROR, "HTML")
    yield _article(
        "flag-of-england",
        GOOD,
        body="Flag 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f.\n",
    )
    yield _whole("zip", b"PK\x03\x04\x14\x00\x06\x00" + bytes(200), ERROR, "text file")
    yield _whole("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", ERROR, "PDF")
    yield _whole("png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(90), ERROR, "text file")
    yield _whole("only-bom", b"\xef\xbb\xbf", ERROR, "empty")
    yield _whole("only-newlines", b"\n" * 5000, ERROR, "empty")
    yield _whole("only-nul", b"\0" * 3000, ERROR)


def _front_matter() -> Iterator[Case]:
    yield _whole("json", '{\n"title": "x",\n"date": "2024-03-05"\n}\n\nBody\n', ERROR, "JSON")
    yield _whole("json-one-line", '{"title": "x"}\n\nBody\n', ERROR, "JSON")
    yield _whole("org", "#+TITLE: x\n#+DATE: 2024-03-05\n\nBody\n", ERROR, "Title:")
    yield _whole("rst", "A title\n#######\n\n:date: 2024-03-05\n\nBody\n", ERROR, "Title:")
    yield _whole("rst-fields", ":title: x\n:date: 2024-03-05\n\nBody\n", ERROR, "Title:")
    yield _whole("asciidoc", "= A title\n:date: 2024-03-05\n\nBody\n", ERROR, "Title:")
    yield _whole("heading-first", "# A title\n\nDate: 2024-03-05\n\nBody\n", ERROR, "Title:")
    yield _whole("bold-keys", "**Title:** x\n**Date:** 2024-03-05\n\nBody\n", ERROR, "Title:")
    yield _whole("list-keys", "- Title: x\n- Date: 2024-03-05\n\nBody\n", ERROR, "Title:")
    yield _whole("fenced-keys", "```\nTitle: x\nDate: 2024-03-05\n```\n\nBody\n", ERROR, "Title")
    yaml = "".join(f"{key.lower()}: {value}\n" for key, value in KEYS.items())
    yield _whole("yaml-dots", f"---\n{yaml}...\n\nBody\n", ERROR, "YAML")
    yield _whole("yaml-unclosed", f"---\n{yaml}\nBody\n", ERROR, "YAML")
    yield _whole("yaml-spaces", f"---  \n{yaml}---\n\nBody\n", ERROR, "YAML")
    yield _whole("yaml-long-line", f"-----\n{yaml}-----\n\nBody\n", ERROR, "YAML")
    yield _whole("toml-crlf", '+++\r\ntitle = "x"\r\n+++\r\n\r\nBody\r\n', ERROR, "TOML")
    plain = head("plain")
    yield _whole("full-width-colon", plain.replace(":", "：", 4) + "\nB\n", ERROR, "：")
    yield _whole(
        "one-full-width-colon", plain.replace("Topics:", "Topics：") + "\nB\n", ERROR, "："
    )
    yield _whole("equals-sign", plain.replace("Topics:", "Topics =") + "\nB\n", ERROR, "Topics")
    yield _whole(
        "space-before-colon", plain.replace("Topics:", "Topics :") + "\nB\n", ERROR, "Topics"
    )
    yield _whole("no-colon", plain.replace("Topics:", "Topics") + "\nB\n", ERROR, "Topics")
    yield _whole(
        "key-with-blank", plain.replace("Topics:", "The topics:") + "\nB\n", ERROR, "Topics"
    )
    yield _whole("no-break-space", plain.replace("Topics: ", "\u00a0Topics: ") + "\nB\n", ERROR)
    yield _whole("zero-width-key", plain.replace("Topics", "Top\u200bics") + "\nB\n", ERROR)
    yield _whole("cyrillic-key", plain.replace("Topics", "Тopics") + "\nB\n", ERROR)
    yield _whole("quoted-key", plain.replace("Topics:", '"Topics":') + "\nB\n", ERROR, "Topics")
    yield _whole(
        "smart-quoted-title", plain.replace("A title of plain", "“A title”") + "\nB\n", GOOD
    )
    yield _whole("quoted-date", plain.replace("2024-03-05 10:00", '"2024-03-05"') + "\nB\n", ERROR)
    yield _whole("comment-in-keys", plain.replace("Topics", "# later\nTopics") + "\nB\n", ERROR)
    yield _whole("tab-before-key", plain.replace("Topics", "\tTopics") + "\nB\n", ERROR, "Topics")
    yield _whole("three-blanks-key", plain.replace("Topics", "   Topics") + "\nB\n", GOOD)
    yield _whole(
        "four-blanks-key", plain.replace("Topics", "    Topics") + "\nB\n", ERROR, "Topics"
    )
    yield _whole("keys-after-text", f"Text first.\n\n{plain}\nBody\n", ERROR, "Title")
    yield _whole(
        "blank-between-keys", plain.replace("Topics", "\nTopics") + "\nB\n", ERROR, "Topics"
    )
    yield _whole("no-body", plain, WARNING, "no text")
    yield _whole("no-body-blank", plain + "\n\n", WARNING, "no text")
    for key in ("title", "DATE", "Topics", "sUmMaRy"):
        line = f"{key}: {KEYS[key.capitalize()]}\n"
        yield _whole(f"twice-{key.lower()}", plain + line + "\nB\n", ERROR, key.lower())
    for key in ("Titel", "Datum", "Tittle", "Topic", "Tpoics", "Sumary", "Description", "Abstract"):
        line = f"{key}: something\n"
        yield _whole(f"key-{key.lower()}", plain + line + "\nB\n", ERROR, key.lower())
    for key in ("Stauts", "Langauge", "Autor", "Categories", "Keywords", "Permalink", "Layout"):
        line = f"{key}: something\n"
        yield _whole(f"key-{key.lower()}", plain + line + "\nB\n", ERROR, key.lower())
    for status in ("Draft.", "publish", "private", "scheduled", "true", "drafts", "ready"):
        yield _article(f"status-{status.strip('.').lower()}", ERROR, "status", Status=status)
    for lang in ("english", "en_US", "xx", "e", "EN", "zh-Hanss"):
        yield _article(f"lang-{lang.lower()}", ERROR, "language", Lang=lang)
    for lang in ("de", "pt-BR", "zh-Hant-TW", "es-419"):
        yield _article(f"lang-{lang.lower()}", GOOD, Lang=lang)
    for name, template in (("up", "../article"), ("html", "article.html"), ("abs", "/etc/passwd")):
        yield _article(f"template-{name}", ERROR, "template", Template=template)
    for name, title in (
        ("tag", "A <i>title</i>"),
        ("comment", "A <!-- title"),
        ("entity-tag", "A &lt;script&gt; title"),
        ("open-tag", "A title <img src=x onerror=alert(1) "),
        ("closing", "A title</title>"),
        ("cdata", "A <![CDATA[ title"),
        ("processing", "A <?php title"),
    ):
        wanted = GOOD if name == "entity-tag" else ERROR
        yield _article(f"title-{name}", wanted, "" if wanted == GOOD else "HTML", Title=title)
        yield _article(f"summary-{name}", wanted, "" if wanted == GOOD else "HTML", Summary=title)
    yield _article("title-long", WARNING, "limit", Title="word " * 80)
    yield _article("title-huge", WARNING, "Title", Title="word " * 20_000)
    yield _article("title-only-marks", GOOD, Title="!!! ???")
    yield _article("title-newline-escape", GOOD, Title="A title \\n and &#10; more")
    yield _article("tags-marks", ERROR, "has no letter", Tags="!!!, ???")
    yield _article("tags-html", ERROR, "HTML", Tags="<b>x</b>")
    yield _article("tags-same", WARNING, "tag", Tags="C++, C#, c")
    for name, topics in (
        ("four", "interviewing, networking, finding-openings, after-a-rejection"),
        ("semicolons", "interviewing; networking"),
        ("hash", "#interviewing"),
        ("brackets", "[interviewing, networking]"),
        ("quotes", '"interviewing"'),
        ("commas", ", ,"),
        ("slash", "interviewing/networking"),
    ):
        # Signs around a name are forgiven.
        forgiven = name in ("hash", "brackets", "quotes")
        yield _article(f"topics-{name}", GOOD if forgiven else ERROR, "", Topics=topics)
    yield _article("topics-case", GOOD, Topics="INTERVIEWING")
    yield _article("topics-synonym", GOOD, Topics="job interview")
    yield _article("topics-twice", WARNING, "interviewing", Topics="interviewing, Interviewing")
    yield _article("related-unknown", ERROR, "no article", Related="nothing-here")
    yield _article("related-path", ERROR, "no article", Related="../articles/good-0.md")
    yield _article("related-twice", WARNING, "good-0", Related="good-0, good-0")
    yield _article("many-keys", ERROR, "not known", **{f"Other{n}": "v" for n in range(3000)})
    yield _article("many-same-keys", ERROR, "tags", body="B\n", Tags="a\n" + "Tags: b\n" * 3000)


def _dates() -> Iterator[Case]:
    for name, date in (
        ("us", "12/31/2024"),
        ("german", "31.12.2024"),
        ("words", "5 March 2024"),
        ("month-first", "March 5, 2024"),
        ("short-year", "24-03-05"),
        ("no-zeros", "2024-3-5"),
        ("slashes", "2024/03/05"),
        ("compact", "20240305"),
        ("week", "2024-W10-2"),
        ("only-year", "2024"),
        ("month", "2024-03"),
        ("month-13", "2024-13-05"),
        ("day-zero", "2024-03-00"),
        ("leap", "2023-02-29"),
        ("hour-25", "2024-03-05 25:00"),
        ("am-pm", "2024-03-05 10:00 am"),
        ("dots", "2024-03-05 10.00"),
        ("zone-name", "2024-03-05 10:00 EST"),
        ("zone-far", "2024-03-05 10:00+99:00"),
        ("today", "today"),
        ("year-zero", "0000-01-01"),
        ("year-10000", "10000-01-01"),
        ("arabic-digits", "٢٠٢٤-٠٣-٠٥"),
        ("full-width", "２０２４-０３-０５"),
        ("en-dashes", "2024–03–05"),
        ("range", "2024-03-05 - 2024-03-06"),
        ("two", "2024-03-05, 2024-03-06"),
        ("stamp", "1709632800"),
    ):
        yield _article(f"date-{name}", ERROR, "Write", Date=date)
    yield _article("date-ambiguous-dots", ERROR, "could be", Date="03.04.2024")
    yield _article("date-2500", ERROR, "year", Date="2500-01-01")
    yield _article("date-1985", WARNING, "year", Date="1985-01-01")
    yield _article("date-far", WARNING, "ahead", Date="2199-01-01")
    yield _article("date-zone", GOOD, Date="2024-03-05 10:00+02:00")
    yield _article("date-t-z", GOOD, Date="2024-03-05T10:00:00Z")
    yield _article("modified-bad", ERROR, "Write", Modified="yesterday")
    yield _article("modified-before", WARNING, "before", Modified="2023-01-01")
    yield _article("reviewed-bad", ERROR, "Write", Reviewed="2024-02-30")
    yield _article("reviewed-ahead", WARNING, "to come", Reviewed=f"{_NEXT_YEAR}-02-03")


def _addresses() -> Iterator[Case]:
    for name, slug in (
        ("up", ".."),
        ("dots", "a/../../b"),
        ("percent", "%2e%2e"),
        ("slash", "a/b"),
        ("backslash", "a\\b"),
        ("query", "a?b"),
        ("hash", "a#b"),
        ("umlaut", "über-uns"),
        ("capital", "Cover-Letter"),
        ("blank", "a b"),
        ("html", "a.html"),
        ("hyphens", "---"),
        ("device", "con"),
        ("device-port", "lpt1"),
        ("index", "Index"),
        ("braces", "{slug}"),
        ("dollar", "$HOME"),
        ("bidi", "a\u202eb"),
        ("long", "a" * 250),
    ):
        yield _article(f"slug-{name}", ERROR, "address" if name != "long" else "limit", Slug=slug)
    for key in ("Save_as", "Url", "save_as"):
        yield _article(f"{key.lower()}-{key[0]}", ERROR, "key", **{key: "index.html"})
    for name in ("Über.md", "a b.md", "A.md", "con.md", "index.md", "x..md", "-.md", "ａ.md"):
        raw = head("file name") + "\n" + BODY
        yield Case(f"file-{name.removesuffix('.md')}", _file(name, raw), ERROR)
    one, two = head("one") + "\n" + BODY, head("two") + "\n" + BODY
    yield Case("file-in-two-folders", _together(_file("x/a.md", one), _file("y/a.md", two)), ERROR)
    yield Case("file-case", _together(_file("a.md", one), _file("A.md", two)), ERROR)
    yield Case("folder-case", _together(_file("x/a.md", one), _file("X/b.md", two)), ERROR, "X")
    nfc, nfd = _file("é/a.md", one), _file("e\u0301/b.md", two)
    yield Case("folder-accents", _together(nfc, nfd), ERROR, "accents")


def _links() -> Iterator[Case]:
    for name, target in (
        ("javascript", "javascript:alert(1)"),
        ("javascript-case", "JaVaScRiPt:alert(1)"),
        ("javascript-tab", "java&#9;script:alert(1)"),
        ("javascript-entity", "&#106;avascript:alert(1)"),
        ("javascript-percent", "javascript%3Aalert(1)"),
        ("javascript-control", "&#1;javascript:alert(1)"),
        ("vbscript", "vbscript:x"),
        ("data-html", "data:text/html,<b>"),
        ("data-svg", "data:image/svg+xml,x"),
        ("data-xhtml", "data:application/xhtml+xml,x"),
        ("data-xml", "data:text/xml,x"),
        ("blob", "blob:https://x.example/y"),
        ("filesystem", "filesystem:https://x.example/y"),
        ("livescript", "livescript:x"),
        ("view-source", "view-source:https://x.example"),
    ):
        yield _article(f"link-{name}", ERROR, "browser", body=f"[x]({target})\n")
    for name, target in (
        ("file", "file:///C:/Users/me/cv.docx"),
        ("drive", "C:\\Users\\me\\cv.docx"),
        ("localhost", "http://localhost:8000/x/"),
        ("loopback", "http://127.0.0.1:8000/x/"),
        ("chrome", "chrome://settings"),
        ("one-slash", "http:/example.org/"),
        ("no-slash", "http:example.org"),
        ("typo", "htp://example.org"),
        ("typo-colon", "http//example.org"),
        ("www", "www.example.org/page"),
        ("two-schemes", "https://https://example.org"),
        ("no-host", "https:///x"),
        ("broken-host", "http://[x"),
        ("mail-bare", "me@example.org"),
        ("filename-case", "{filename}Good-0.md"),
        ("filename-gone", "{filename}nothing.md"),
        ("filename-empty", "{filename}"),
        ("filename-up", "{filename}../../../../etc/passwd"),
        ("static-gone", "{static}/images/none.png"),
        ("static-up", "{static}../../publishconf.py"),
        ("kind", "{filenam}good-0.md"),
        ("kind-blank", "{ filename}/articles/good-0.md"),
        ("author", "{author}nobody"),
        ("tag", "{tag}nothing"),
        ("bars", "|filename|good-0.md"),
        ("bare-md", "good-0.md"),
        ("bare-html", "good-0.html"),
        ("bare-docx", "cv.docx"),
        ("anchor", "#nowhere"),
        ("anchor-other", "{filename}/articles/good-0.md#nowhere"),
        ("empty", ""),
        ("page-relative", "../help/nothing/"),
    ):
        wanted = WARNING if name in ("localhost", "loopback") else ERROR
        if name in ("typo-colon", "bare-html", "bare-docx", "page-relative"):
            wanted = SITE
        yield _article(f"link-{name}", wanted, body=f"[x]({target})\n")
    for name, target in (
        ("mailto", "mailto:me@example.org"),
        ("tel", "tel:+4912345"),
        ("https", "https://example.org/a_(b)"),
        ("title", '{filename}/articles/good-0.md "Its title"'),
        ("angle", "<{filename}/articles/good-0.md>"),
        ("help", "../../help/interviewing/"),
        ("hash-only", "#"),
    ):
        yield _article(f"link-{name}", GOOD, body=f"[x]({target})\n")
    yield _article("link-reference-gone", WARNING, "[nothing]", body="[x][nothing] here.\n")
    yield _article(
        "link-reference", GOOD, body="[x][one] here.\n\n[one]: {filename}/articles/good-0.md\n"
    )
    yield _article("link-reference-script", ERROR, "browser", body="[x][a]\n\n[a]: javascript:x\n")
    yield _article("link-automatic-script", ERROR, "browser", body="<javascript:alert(1)>\n")
    yield _article("link-html-script", ERROR, "browser", body='<a href="javascript:x">y</a>\n')
    yield _article("link-space", ERROR, "", body="[x] ({filename}/articles/good-0.md)\n")
    yield _article("link-turned", ERROR, "", body="(x)[https://example.org]\n")
    yield _article("link-open", ERROR, "", body="[x](https://example.org and on\n")
    draft = _file("waits.md", head("waits", Status="draft") + "\n" + BODY)
    skip = _file("skipped.md", head("skipped", Status="skip") + "\n" + BODY)
    later = _file("later.md", head("later", Date="2199-03-01 09:00") + "\n" + BODY)
    for name, other in (("waits", draft), ("skipped", skip), ("later", later)):
        article = _file("goes.md", head("goes") + f"\n[x]({{filename}}{name}.md)\n")
        yield Case(f"link-to-{name}", _together(other, article), ERROR, "not published")
    yield _article("picture-no-words", ERROR, "words", body="![](https://x.example/a.png)\n")
    yield _article("picture-relative", ERROR, "picture", body="![A chair](chair.png)\n")
    yield _article(
        "picture-data", WARNING, "picture", body="![A dot](data:image/png;base64,AAAA)\n"
    )
    yield _article("picture-file", ERROR, "", body="![A chair](file:///tmp/chair.png)\n")
    yield _article("picture-html", ERROR, "words", body='<img src="https://x.example/a.png">\n')


def _markup() -> Iterator[Case]:
    for name, body in (
        ("script", "<script>alert(1)</script>\n"),
        ("script-case", "<ScRiPt src=//x.example></sCrIpT>\n"),
        ("script-slash", "<script/src=//x.example></script>\n"),
        ("iframe", '<iframe src="https://x.example"></iframe>\n'),
        ("object", '<object data="https://x.example"></object>\n'),
        ("embed", '<embed src="https://x.example">\n'),
        ("style", "<style>body { display: none }</style>\n"),
        ("style-attribute", '<p style="position:fixed">x</p>\n'),
        ("base", '<base href="https://x.example/">\n'),
        ("meta", '<meta http-equiv="refresh" content="0;url=https://x.example">\n'),
        ("link", '<link rel="stylesheet" href="https://x.example/x.css">\n'),
        ("form", '<form action="https://x.example"><input name="password"></form>\n'),
        ("onclick", '<b onclick="x()">y</b>\n'),
        ("onclick-case", '<b ONCLICK="x()">y</b>\n'),
        ("onclick-bare", "<b onclick=x()>y</b>\n"),
        ("onclick-slash", "<img/onerror=x() src=y alt=z>\n"),
        ("onclick-newline", '<b\nonclick="x()">y</b>\n'),
        ("srcdoc", '<div srcdoc="<script>x</script>">y</div>\n'),
        ("svg", "<svg><script>alert(1)</script></svg>\n"),
        ("svg-onload", "<svg onload=alert(1)></svg>\n"),
        ("body-end", "Text.\n\n</body>\n\nMore.\n"),
        ("main-end", "Text.\n\n</main>\n\nMore.\n"),
        ("article-end", "</article></main>\n"),
        ("div-open", "<div>\n\nText.\n"),
        ("div-end", "Text.\n\n</div>\n"),
        ("details-open", "<details>\n\nText.\n"),
        ("b-open", "Text <b>bold.\n"),
        ("crossed", "<b><i>x</b></i>\n"),
        ("comment-open", "Text.\n\n<!-- never closed\n\nMore.\n"),
        ("textarea", "<textarea>\n\nText.\n"),
        ("title", "<title>x</title>\n"),
        ("plaintext", "<plaintext>\n"),
        ("template", "<template>\n\nText.\n"),
        ("select", "<select>\n\nText.\n"),
        ("unknown", "Text <foo>bar</foo>.\n"),
        ("unquoted-angle", "If a <b and c> d.\n"),
        ("h1", "# Another first heading\n\nText.\n"),
    ):
        yield _article(f"html-{name}", WARNING, "", body=body)
    for name, body in (
        ("fence", "```\ncode\n"),
        ("fence-tilde", "~~~ python\ncode\n"),
        ("fence-longer", "````\ncode\n```\n"),
        ("fence-words-after", "```\ncode\n``` end\n"),
    ):
        yield _article(f"open-{name}", ERROR, "not closed", body=body)
    for name, info in (
        ("style", '{.python style="color:red"}'),
        ("style-case", '{.python STYLE="x"}'),
        ("onclick", '{.python onclick="x()"}'),
        ("linenos", '{.python linenos="maybe" hl_lines="a b"}'),
        ("braces", "{.python"),
        ("unknown", "{.nosuchlanguage}"),
    ):
        wanted = GOOD if name in ("linenos", "unknown") else ERROR if name != "braces" else GOOD
        yield _article(f"fence-{name}", wanted, "", body=f"``` {info}\ncode\n```\n")
    yield _article("attributes-onclick", WARNING, "runs", body='# A {: onclick="x()" }\n\nText.\n')
    yield _article("attributes-style", WARNING, "style", body="Text\n{: style=position:fixed }\n")
    yield _article("note-gone", WARNING, "note", body="Text.[^1]\n")
    yield _article("note-lost", ERROR, "note", body="Text.\n\n[^1]: A note.\n")
    yield _article("note-twice", ERROR, "note", body="Text.[^1]\n\n[^1]: A.\n[^1]: B.\n")
    yield _article("jinja", GOOD, body="{{ SITENAME }} {% raw %} {# x #}\n")


def _slow() -> Iterator[Case]:
    for name, body in (
        ("brackets-closed", "[" * 20000 + "]" * 20000),
        ("bracket-pairs", "[]" * 40000),
        ("link-starts", "[a](" * 20000),
        ("link-starts-angle", "[a](<" * 20000),
        ("link-titles", '[a](b "' * 10000),
        ("reference-starts", "[a][" * 20000),
        ("images", "![" * 20000 + "](x)"),
        ("footnote-marks", "[^" * 20000),
        ("many-footnotes", "".join(f"w[^{n}] " for n in range(3000)) + "\n\n"
         + "".join(f"[^{n}]: N\n" for n in range(3000))),
        ("one-note-often", "w[^1] " * 8000 + "\n\n[^1]: N"),
        ("stars", "*" * 100000),
        ("stars-words", "*a " * 20000),
        ("underscores", "_" * 100000),
        ("underscore-words", "_a_" * 20000),
        ("mixed-emphasis", "***a** b* " * 8000 + "***"),
        ("ticks-rising", " ".join("`" * n for n in range(1, 1200))),
        ("tick-words", "`a " * 30000),
        ("escapes", "\\" * 100000),
        ("html-open", "<a " * 20000),
        ("html-open-quote", '<a b="' * 20000),
        ("html-close", "</" * 40000),
        ("div-open", "<div>\n" * 5000),
        ("div-markdown", '<div markdown="1">\n' * 800),
        ("div-markdown-deep", '<div markdown="1">\n\n' * 300 + "x" + "\n\n</div>" * 300),
        ("table-wide", "|" + "a|" * 5000 + "\n|" + "-|" * 5000 + "\n|" + "a|" * 5000),
        ("table-long", "|a|b|\n|-|-|\n" + "|a|b|\n" * 20000),
        ("table-ticks", "|a|b|\n|-|-|\n|" + "`|" * 20000),
        ("pipes", "|" * 50000),
        ("headings", "# a\n" * 15000),
        ("same-headings", "## Same\n\n" * 10000),
        ("heading-marks", "#" * 100000),
        ("underlines", "a\n===\n" * 10000),
        ("rules", "- " * 50000),
        ("rules-broken", "* " * 50000 + "x"),
        ("quotes-lines", "> " * 200 + "x\n" + ("> " * 200 + "x\n") * 100),
        ("quotes-rising", "".join(">" * n + " x\n" for n in range(400))),
        ("lists-mixed", "".join("    " * n + ("1. x\n" if n % 2 else "* x\n") for n in range(400))),
        ("lists-tabs", "".join("\t" * n + "- x\n" for n in range(600))),
        ("list-long", "- item\n" * 30000),
        ("list-loose", "- item\n\n" * 15000),
        ("list-numbers", "".join(f"{n}. item\n" for n in range(20000))),
        ("list-quote", "- > " * 2000 + "x"),
        ("admonitions", "".join("    " * n + "!!! note\n" for n in range(300))),
        ("admonitions-long", "!!! note\n    x\n\n" * 8000),
        ("definitions", "t\n:   d\n\n" * 10000),
        ("definitions-tight", "t\n: " * 9000 + "x"),
        ("abbreviations", "word " * 20000 + "\n\n" + "\n".join(f"*[w{n}]: x" for n in range(4000))),
        ("abbreviations-long", "\n".join(f"*[{'w' * n}]: x" for n in range(1, 1000)) + "\n\n" + "w" * 9000),
        ("references-used", "".join(f"[a][{n}] " for n in range(6000)) + "\n\n"
         + "".join(f"[{n}]: http://x/\n" for n in range(6000))),
        ("attributes", "a {: " * 20000),
        ("attributes-classes", "# a {: " + ".b " * 30000 + "}"),
        ("entities-named", "&amp" * 40000),
        ("entities-long", "&" + "a" * 200000),
        ("autolinks", "<http://" * 20000),
        ("mails", "<a@" * 30000),
        ("words-with-at", "a@b" * 50000),
        ("one-word", "a" * 900000),
        ("one-line", "word " * 180000),
        ("blank-lines", "a" + "\n" * 900000 + "b"),
        ("blanks", "a" + " " * 900000 + "b"),
        ("lines-of-blanks", "a\n" + (" " * 80 + "\n") * 10000),
        ("trailing-blanks", ("a" + " " * 3000 + "\n") * 200),
        ("tabs", "a" + "\t" * 200000 + "b"),
        ("quote-marks", '"' * 100000),
        ("apostrophes", "'a" * 60000),
        ("dashes", "-" * 200000),
        ("dots", "." * 300000),
        ("capitals", "ABC " * 60000),
        ("ampersands", " & " * 60000),
        ("combining", "a" + "\u0301" * 200000),
        ("emoji", "👩\u200d👧" * 30000),
        ("comments", "<!-- a -->\n" * 20000),
        ("comment-starts", "<!--" * 50000),
        ("cdata", "<![CDATA[" * 20000),
        ("processing", "<?" * 50000),
        ("declarations", "<!a" * 50000),
        ("fences", "```\n" * 20000),
        ("fence-info", "``` {" + ".a " * 30000 + "\nx\n```"),
        ("code-blocks", "    x\n\ny\n\n" * 8000),
    ):  # fmt: skip
        yield _article(f"slow-{name}", ANY, body=body + "\n")


def _things() -> Iterator[Case]:
    good = _file("fine.md", head("fine") + "\n" + BODY)
    for name, link in (
        ("loop", _link("loop.md", "loop.md")),
        ("two-loop", _together(_link("a.md", "b.md"), _link("b.md", "a.md"))),
        ("folder-loop", _link("here", ".")),
        ("up-loop", _link("up", "..")),
        ("out-folder", _link("etc", "/etc")),
        ("out-file", _link("passwd.md", "/etc/passwd")),
        ("device", _link("zero.md", "/dev/zero")),
        ("random", _link("random.md", "/dev/random")),
        ("settings", _link("conf.md", "../../publishconf.py")),
        ("to-folder", _link("folder.md", ".")),
        ("gone", _link("gone.md", "nothing.md")),
    ):
        yield Case(f"symlink-{name}", _together(good, link), ERROR, "link")
    yield Case("symlink-twin", _together(good, _link("twin.md", "fine.md")), WARNING, "title")
    yield Case("socket", _together(good, _socket), ERROR, "ordinary")
    yield Case("pipe", _together(good, lambda f: os.mkfifo(f / "pipe.md")), ERROR, "ordinary")
    yield Case("pipe-txt", _together(good, lambda f: os.mkfifo(f / "pipe")), ERROR, "ordinary")
    yield Case("hidden", _file(".hidden.md", head("h") + "\n" + BODY), ERROR, "hidden")
    yield Case("hidden-folder", _file(".drafts/x.md", head("h") + "\n" + BODY), ERROR, "hidden")
    for ending in (".MD", ".Md", ".txt", ".docx", ".markdown", ".html", ".rst", ".md.txt", ".odt"):
        raw = head("ending") + "\n" + BODY
        wanted = ERROR if ending in (".html", ".rst") else WARNING
        yield Case(f"ending{ending}", _together(good, _file(f"x{ending}", raw)), wanted, ending)
    for name in ("x.md~", "#x.md#", ".#x.md", "x.md.swp", ".x.md.swp", ".DS_Store", "Thumbs.db"):
        yield Case(f"left-{name}", _together(good, _file(name, b"\0\1")), GOOD)
    for name in ("x.md.orig", "x.md.rej", "x.md.bak", "x (copy).md", "x - Copy.md"):
        raw = head("copy") + "\n" + BODY
        wanted = ERROR if name.endswith("opy).md") or name.endswith("Copy.md") else GOOD
        yield Case(f"copy-{name}", _together(good, _file(name, raw)), wanted)
    conflict = "<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n"
    yield _article("conflict", ERROR, "two versions", body=conflict)
    keys = head("conflict").replace("Topics", "<<<<<<< HEAD\nTopics")
    yield _whole("conflict-keys", keys + "\n" + BODY, ERROR, "two versions")
    yield Case("name-newline", _file("a\nb.md", head("n") + "\n" + BODY), ERROR, "line end")
    raw_name = _together(
        good, lambda f: (Path(os.fsdecode(os.fsencode(f) + b"/\xff.md"))).write_text(BODY)
    )
    yield Case("name-not-utf-8", raw_name, ERROR)


def write(folder: Path) -> None:
    """Write every case into `folder`, one below the other: NAME.d/ each."""
    for number, case in enumerate(cases(), 1):
        below = folder / f"{number:03}-{case.name.replace('/', '-')}.d"
        below.mkdir(parents=True)
        case.write(below)


if __name__ == "__main__":
    write(Path(sys.argv[1]).absolute())
