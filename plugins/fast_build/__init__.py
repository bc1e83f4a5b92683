"""Makes a Pelican build fast, and every page the same, to the byte, as without it.

    sources  --> articles    as the last build read them, where a source is unchanged   restoring
                             else by Pelican's reader, with a Markdown and a typogrify
                             that remember texts                                        reading
    articles --> pages       left alone where all that its template read is the same    leaving
                             else rendered by Pelican
    pages    --> output      written where what a file holds has changed                writer, feeds

What there is much of, articles to read and pages to render, is shared with other processes
(making_ahead). The words at the right are modules of `generator/`, which alone knows Pelican; Pelican
goes on as it always does, and sends every signal. What can't be told from its text (an extension that
includes files, say) is not kept.

`python -m fast_build`, with the options of `pelican`, tells a build of the one before it, without which
nothing is restored or left alone, and does nothing where nothing has changed. Hence nothing is imported
here before it is needed.
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
