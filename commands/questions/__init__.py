"""From a reader's message to an answer: `ask`, `answer`, `reply`, and comments that came by mail.

    FILE.eml   FILE.json   pasted text
        | letters          bytes -> who, when, what about, plain text; or one sentence of refusal
        v
      letter
        | cutting          quoted threads and signatures go
        | striking         what a pattern can tell goes: addresses, numbers, links, the sender's name
        v
      taken                shown to the author, who strikes out the rest
        | ask              kept only then:  content/questions/<id>.md
        v
      asking               what it is about: its words, and what each counts
        v
      existing             articles that answer it already, best first

The message itself stays in `.letters/`, which git ignores: nothing is lost, and no build reads it.
"""
