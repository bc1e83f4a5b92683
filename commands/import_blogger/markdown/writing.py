"""Plain blocks as Markdown: markdownify with the ways of this site and of Python-Markdown."""

from __future__ import annotations

import re

from bs4 import NavigableString, Tag
from markdownify import ATX, MarkdownConverter

from .escaping import escaped, lines_escaped

HTML = "html"
"""A block or part marked with this attribute is written as HTML, for Markdown does not bring it back."""

LISTS = ("ol", "ul")
APART = "<!-- -->"
"""Stands between two lists, or they would become one."""
_NESTED = "\0"  # stands before a list in an item until the item is written
_ITEM = "\1"  # stands before each item until its list is written
_IN_LOOSE = ["blockquote", "figure", "h2", "h3", "h4", "h5", "h6", "p", "pre", "table"]
_FENCE = re.compile(r"`{3,}")
_HTML_INLINE = ("abbr", "del", "ins", "kbd", "mark", "small", "sub", "sup")


def written(block: Tag) -> str:
    """Return the Markdown of one block of normalising.py, without a newline at its end."""
    return _WRITER.process_tag(block).strip("\n")


def as_html(element: Tag) -> str:
    """Return an element as clean HTML, with nothing that Markdown would take for its own."""
    plain = re.sub(rf' {HTML}="[^"]*"', "", element.decode(formatter="minimal"))
    return _guarded(plain)


def as_block(html: str) -> str:
    """Return plain HTML as one block of Markdown."""
    return f"<div>\n{_guarded(html)}\n</div>"


def _guarded(html: str) -> str:
    return html.replace("`", "&#96;").replace("~~~", "&#126;~~").replace("\\", "&#92;")


class _Writer(MarkdownConverter):
    def process_tag(self, node, parent_tags=None):
        if isinstance(node, Tag) and node.has_attr(HTML):
            html = as_html(node)
            return html if node[HTML] == "inline" else f"\n\n{html}\n\n"
        return super().process_tag(node, parent_tags)

    def process_text(self, el: NavigableString, parent_tags=None) -> str:
        if "pre" in parent_tags or "_noformat" in parent_tags:
            return str(el)
        following = el.next_sibling
        return escaped(
            re.sub(r"[ \t\r\n]+", " ", str(el)),
            in_link="a" in parent_tags,
            before_link=isinstance(following, Tag) and following.name in ("a", "img"),
        )

    def convert_a(self, el, text, parent_tags):
        if el.get("id"):
            return f'<a id="{el["id"]}"></a>'
        address = str(el["href"])
        if (
            el.get_text() == address
            and not el.find(True)
            and re.match(r"https?://[^\s<>\"\\`]+$", address)
        ):
            return f"<{address}>"
        title = str(el.get("title") or "").replace('"', "”")
        title = f' "{title}"' if title and "\n" not in title and title != el.get_text() else ""
        return f"[{text}]({address}{title})"

    def convert_img(self, el, text, parent_tags):
        alt = escaped(re.sub(r"\s+", " ", str(el.get("alt") or "")), in_link=True)
        marks = [f".{name}" for name in el.get("class") or ()]
        marks += [f'{name}="{el[name]}"' for name in ("width", "height") if el.get(name)]
        return f"![{alt}]({el['src']})" + (f"{{: {' '.join(marks)} }}" if marks else "")

    def convert_p(self, el, text, parent_tags):
        return f"\n\n{lines_escaped(text, 'li' in parent_tags)}\n\n"

    def convert_br(self, el, text, parent_tags):
        return "<br>" if "_inline" in parent_tags else "  \n"

    def convert_hN(self, n, el, text, parent_tags):
        text = re.sub(r"([#}])$", r"\\\1", text.strip())
        return f"\n\n{'#' * n} {text}\n\n"

    def convert_blockquote(self, el, text, parent_tags):
        lines = text.strip("\n").split("\n")
        return "\n\n" + "\n".join(f"> {line}" if line else ">" for line in lines) + "\n\n"

    def convert_list(self, el, text, parent_tags):
        items = el.find_all("li", recursive=False)
        loose = any(item.find(_IN_LOOSE, recursive=False) for item in items)
        start = int(el.get("start", 1))
        made = []
        for number, item in enumerate(text.split(_ITEM)[1:], start):
            marker = f"{number}." if el.name == "ol" else "-"
            first, *rest = item.strip("\n").split("\n")
            made.append("\n".join([f"{marker} {first}", *_indented(rest)]))
        lines = ("\n\n" if loose else "\n").join(made)
        if "li" in parent_tags and getattr(el.previous_sibling, "name", "") != "p":
            return f"\n{_NESTED}{lines}\n"
        if getattr(el.previous_sibling, "name", "") in LISTS:
            return f"\n\n{APART}\n\n{lines}\n\n"
        return f"\n\n{lines}\n\n"

    convert_ul = convert_ol = convert_list

    def convert_li(self, el, text, parent_tags):
        words, _, nested = text.strip("\n").partition(_NESTED)
        if not el.find(_IN_LOOSE, recursive=False):
            words = lines_escaped(words, in_item=True)
        return f"{_ITEM}{words}{nested}\n"

    def convert_pre(self, el, text, parent_tags):
        text = text.strip("\n")
        if parent_tags & {"li", "blockquote"}:  # Python-Markdown knows no fence there
            return (
                "\n\n"
                + "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
                + "\n\n"
            )
        fence = "`" * max([3, *(len(run) + 1 for run in _FENCE.findall(text))])
        language = next((c[9:] for c in el.get("class") or () if c.startswith("language-")), "")
        return f"\n\n{fence}{language}\n{text}\n{fence}\n\n"

    def convert_figure(self, el, text, parent_tags):
        return f'\n\n<figure markdown="span">\n{text.strip()}\n</figure>\n\n'

    def convert_figcaption(self, el, text, parent_tags):
        return f"\n{as_html(el)}"  # Markdown does not look into it

    def convert_table(self, el, text, parent_tags):
        rows = text.strip("\n").split("\n")
        columns = max(len(row.find_all(["th", "td"])) for row in el.find_all("tr"))
        return "\n\n" + "\n".join([rows[0], "|" + " --- |" * columns, *rows[1:]]) + "\n\n"

    def convert_tr(self, el, text, parent_tags):
        columns = max(len(row.find_all(["th", "td"])) for row in el.parent.find_all("tr"))
        return f"|{text}{'  |' * (columns - len(el.find_all(['th', 'td'])))}\n"

    def convert_td(self, el, text, parent_tags):
        return " " + re.sub(r"(?<!\\)\|", r"\\|", text.strip()).replace("\n", " ") + " |"

    convert_th = convert_td


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" if line else "" for line in lines]


def _written_as_html(self, el, text, parent_tags):
    return f"<{el.name}>{text}</{el.name}>"


for _name in _HTML_INLINE:  # what Markdown has no sign for
    setattr(_Writer, f"convert_{_name}", _written_as_html)


_WRITER = _Writer(heading_style=ATX, bullets="-", autolinks=False)
