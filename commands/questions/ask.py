"""Takes a question into the ledger: shows what is left of a message, and keeps it once its author says so."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from commands.check.rules import Rules, rules_of
from commands.problem import as_typed, visible
from commands.questions.asking import common_words
from commands.questions.existing import Match, closest, published_articles
from commands.questions.letter_box import keep_message
from commands.questions.letters import LARGEST, Refused
from commands.questions.striking import strike_words
from commands.questions.taking import Taken, id_of, take

if TYPE_CHECKING:
    from questions.question import Question

Ask = Callable[[str], str]
_SUFFIXES = (".eml", ".json", ".txt")
_ADVICE = """\
A pattern can't know the rest: other people's names, employers, places, what nobody else has done.
  words to strike out, with commas between | e to edit it all | s to show it while it waits |
  Enter to keep it | q to keep nothing: """


def ask(file: str, settings_file: Path, ask_author: Ask | None) -> int:
    """Take the message in `file` ("-" is what is typed or piped in) into the ledger.

    `ask_author` puts a question to the author and returns what was typed; None where there is no
    terminal: then the question is shown and not kept. Returns 0 where it was kept, else 1.
    """
    from pelican.settings import read_settings

    settings = read_settings(str(settings_file))
    rules = rules_of(settings)
    kept = None
    try:
        raw = read_message(file)
        # First of all, so that what can't be read is not lost either.
        kept = keep_message(raw, id_of(raw), suffix_of(file)) if len(raw) <= LARGEST else None
        own = settings.get("CONTACT_TEMPLATE", ""), settings.get("CONTACT_SUBJECT", "")
        taken = take(raw, rules.now.date(), *own)
    except Refused as refused:
        there = f" It is in {kept}." if kept else ""
        print(f"Refused: {refused}{there}", file=sys.stderr)
        return 1
    ledger = rules.content / settings.get("QUESTIONS_PATH", "questions")
    path = ledger / f"{taken.id}.md"
    if path.exists():
        print(f"This message was kept before: {as_typed(path)}", file=sys.stderr)
        return 1
    print(as_shown(taken))
    question = _reviewed(taken, ask_author) if ask_author else None
    if question is None:
        why = "" if ask_author else " It needs its author: run this on a terminal."
        print(f"Nothing was kept in the ledger.{why} The message is in {kept}.", file=sys.stderr)
        return 1
    _write(path, question)
    print(f"\nKept: {as_typed(path)}. The message itself is in {kept}, which git ignores.")
    found = existing(question.text, question.subject, rules, Path(settings["THEME"]))
    print("\n".join(as_found(found, question.id)))
    return 0


def ask_here(file: str, settings_file: Path) -> int:
    """Do the same as `ask`, with the author at this terminal, if there is one."""
    with _terminal() as ask_author:
        return ask(file, settings_file, ask_author)


def existing(text: str, subject: str, rules: Rules, theme: Path) -> tuple[Match, ...]:
    """Return the articles that may answer a question already, best first."""
    asked = f"{subject}\n{text}"
    return closest(published_articles(rules), asked, 5, common_words(theme))


def as_shown(taken: Taken) -> str:
    """Return what would be kept, and what was taken out of it, as an author reads it."""
    lines = [f"Question {taken.id}, of {taken.date}, language: {taken.lang or 'not known'}", ""]
    lines += [f"  Subject: {visible(taken.subject)}", ""]
    lines += [f"  {visible(line)}" for line in taken.text.split("\n")]
    lines += ["", "Struck out:" if taken.strikes else "Struck out: nothing."]
    lines += [f"  {strike.kind:15} {visible(strike.words)}" for strike in taken.strikes]
    if taken.cut:
        lines.append(f"Cut: {', '.join(taken.cut)}.")
    if number := taken.letter.attachments:
        lines.append(f"Not opened: {number} attachment{'' if number == 1 else 's'}.")
    return "\n".join(lines)


def as_found(found: tuple[Match, ...], id: str) -> Iterator[str]:
    """Yield what may answer the question already, and what to do next, line by line."""
    yield "\nArticles that may answer it already:" if found else "\nNo article answers it yet."
    for match in found:
        title = match.source.value("title")
        yield f"  {match.source.slug:45} {title}  ({', '.join(match.words)})"
    if found:
        yield f"One does: ./invoke reply {id} --article {found[0].source.slug}"
    yield f"None does: ./invoke answer {id}"


def _reviewed(taken: Taken, ask_author: Ask) -> Question | None:
    """Return the question as its author wants it kept, or None."""
    from questions.ledger import as_text, read_question
    from questions.question import Question

    question = Question(taken.id, taken.date, taken.subject, taken.text, False, taken.lang)
    while True:
        try:
            said = ask_author(f"\n{_ADVICE}").strip()
        except (EOFError, KeyboardInterrupt):
            return None
        if said in ("q", "quit"):
            return None
        if not said:
            return question
        if said == "s":
            question = replace(question, shown=not question.shown)
        elif said == "e":
            with tempfile.TemporaryDirectory(prefix="ask-") as folder:
                path = Path(folder, f"{taken.id}.md")
                path.write_text(as_text(question), encoding="utf-8")
                _edit(path)
                edited, wrong = read_question(path)
                print(*wrong, sep="\n", end="\n" * bool(wrong))
            question = edited or question
        else:
            words = said.split(",")
            question = replace(
                question,
                subject=strike_words(question.subject, words),
                text=strike_words(question.text, words),
            )
        print(f"\n{as_text(question)}")


def _edit(path: Path) -> None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    if os.name == "nt":
        editor = os.environ.get("EDITOR", "notepad")
    subprocess.run([*shlex.split(editor), str(path)])


def _write(path: Path, question: Question) -> None:
    from questions.ledger import as_text

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(as_text(question))


def read_message(file: str) -> bytes:
    """Return the bytes of a message: a file, or "-" for what is typed or piped in. Raises Refused."""
    if file == "-":
        if sys.stdin.isatty():
            print("Paste the message, then press Ctrl-D on a line of its own:", file=sys.stderr)
        return sys.stdin.buffer.read(LARGEST + 1)
    path = Path(file)
    try:
        if path.suffix.lower() == ".msg":
            raise Refused(
                "Outlook's .msg can't be read: save the message as .eml, or paste its text."
            )
        with path.open("rb") as stream:
            # What is too large is not read whole: its size says enough.
            return b"\n" * path.stat().st_size if path.stat().st_size > LARGEST else stream.read()
    except OSError as error:
        raise Refused(f"{file} can't be read ({error.strerror}).") from None


def suffix_of(file: str) -> str:
    """Return the ending under which a message is kept."""
    suffix = Path(file).suffix.lower()
    return suffix if suffix in _SUFFIXES else ".txt"


class _terminal:
    """The author's keyboard, also where the message itself comes through standard input."""

    def __enter__(self) -> Ask | None:
        self._tty = None
        if not sys.stdout.isatty():
            return None
        if sys.stdin.isatty():
            return input
        try:
            self._tty = open("/dev/tty", encoding="utf-8")
        except OSError:
            return None
        return self._from_tty

    def __exit__(self, *_exception) -> None:
        if self._tty:
            self._tty.close()

    def _from_tty(self, prompt: str) -> str:
        print(prompt, end="", flush=True)
        line = self._tty.readline()
        if not line:
            raise EOFError
        return line.rstrip("\n")
