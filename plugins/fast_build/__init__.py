"""Makes a Pelican build fast, and every page the same, to the byte, as without it.

    a source --record of what was asked when it was last read--> Pelican's reader --> article

Pelican reads every file as it always does, and sends every signal. While it reads, two things that
it calls stand replaced: `Markdown`, and `typogrify`. Both answer from the record of that source,
where the same question has been answered before, and else do the work, faster than the stock ones.
What can't be told from its text (an extension that includes files, say) is not kept.

`python -m fast_build`, with the options of `pelican`, does nothing where nothing has changed. Hence
nothing is imported here before it is needed.
"""

from __future__ import annotations


def register() -> None:
    """Speed up a Pelican run."""
    from pelican.plugins import signals

    signals.initialized.connect(_start)


def _start(pelican) -> None:
    from .generator import FastBuild

    if __name__ in pelican.settings["PLUGINS"]:
        # Receivers are weakly held: these live as long as their run.
        pelican.fast_build = FastBuild(pelican.settings)
