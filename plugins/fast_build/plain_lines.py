"""Lets Markdown make a paragraph of a line of plain words at once: most summaries are one.

Such a line holds no character that a step of Markdown's own, or of an extension that comes with it,
looks for. Where a step of another extension takes part, every line goes through all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown import Markdown

from .plain_text import kind_of, what_may_match
from .plain_trees import SERIALIZERS

# Steps that leave a paragraph of plain words as it is.
_IDLE = frozenset(
    (
        *(f"preprocessors.{name}" for name in ("NormalizeWhitespace", "HtmlBlockPreprocessor")),
        *("treeprocessors.InlineProcessor", "treeprocessors.PrettifyTreeprocessor"),
        "treeprocessors.UnescapeTreeprocessor",
        *("postprocessors.RawHtmlPostprocessor", "postprocessors.AndSubstitutePostprocessor"),
        "extensions.abbr.AbbrTreeprocessor",  # where it knows no abbreviation
        "extensions.attr_list.AttrListTreeprocessor",
        "extensions.fenced_code.FencedBlockPreprocessor",
        "extensions.footnotes.FootnotePostprocessor",
        "extensions.footnotes.FootnotePostTreeprocessor",
        "extensions.footnotes.FootnoteTreeprocessor",
        "extensions.md_in_html.HtmlBlockPreprocessor",
        "extensions.md_in_html.MarkdownInHTMLPostprocessor",
        "extensions.toc.TocTreeprocessor",
    )
)
_WORDS = re.compile(r"""[^\W\d_](?:[^\W_]|[ ,.;:!?'"()%–—’‘“”…€-])*(?<! )""")


def as_paragraph(markdown: Markdown, are_blocks_known: bool) -> Callable[[str], str | None]:
    """Return what gives the paragraph that `markdown`, when it is reset, makes of a line, or None where
    only the whole of it can tell. `are_blocks_known` says whether it takes plain lines for paragraphs.
    """
    may_match = what_may_match(markdown)
    registries = (markdown.preprocessors, markdown.treeprocessors, markdown.postprocessors)
    steps = [step for registry in registries for step in registry]
    if (
        may_match is None
        or not are_blocks_known
        or not {kind_of(step).removeprefix("markdown.") for step in steps} <= _IDLE
        or markdown.serializer not in SERIALIZERS
        or not markdown.stripTopLevelTags
    ):
        return lambda line: None
    with_abbreviations = [step for step in steps if hasattr(step, "abbrs")]

    def paragraph(line: str) -> str | None:
        if not _WORDS.fullmatch(line) or may_match(line):
            return None
        return None if any(step.abbrs for step in with_abbreviations) else f"<p>{line}</p>"

    return paragraph
