"""Posts as hypothesis makes them up: with Blogger's habits, and hostile ones."""

import html

from hypothesis import strategies as st

# Letters, and all that Markdown, typography and HTML have a meaning for.
MARKS = [*"*_`[](){}<>#+-.!\\|~:=&\"'^$/", "  ", "\u00a0", "\n", "1. ", "- ", "...", "--", "&amp;"]
words = st.lists(
    st.sampled_from(["a", "of", "work", "naïve", "42", "x_y", "C++", "über", "日本", "🙂", *MARKS]),
    min_size=1,
    max_size=8,
).flatmap(lambda parts: st.sampled_from(["".join(parts), " ".join(parts)]))
text = words.map(lambda words: html.escape(words, quote=False))
addresses = st.sampled_from(
    [
        "http://a.example/",
        "https://b.example/x_y?a=1&amp;b=(2)",
        "/2010/01/c.html",
        "a b.html",
        "mailto:a@b.example",
    ]
)


def _in(tag: str):
    name = tag.split()[0]
    return lambda inner: f"<{tag}>{inner}</{name}>"


picture = st.builds(
    "<img src='{}' alt='{}'>".format,
    st.sampled_from(["/p/s320/a.jpg", "http://p.example/b.png"]),
    st.sampled_from(["", "A cat", "a_b*"]),
)
_inline_tags = [
    "b",
    "i",
    "u",
    "em",
    "strong",
    "code",
    "strike",
    "sup",
    "span",
    'span style="font-weight:bold"',
    'span style="font-style: italic"',
    "font color=red",
    "o:p",
]


def _around(inner):
    marked = st.builds(lambda tag, inner: _in(tag)(inner), st.sampled_from(_inline_tags), inner)
    linked = st.builds('<a href="{}">{}</a>'.format, addresses, text | picture)
    return marked | linked | st.lists(inner, min_size=1, max_size=4).map("".join)


inline = st.recursive(text | picture | st.just("<br />"), _around, max_leaves=6)
code = words.map(lambda words: _in("pre")(html.escape(words, quote=False)))
heading = st.builds(lambda level, inner: _in(f"h{level}")(inner), st.integers(1, 6), inline)
table = st.lists(st.lists(inline, min_size=2, max_size=2), min_size=2, max_size=3).map(
    lambda rows: _in("table")("".join(_in("tr")("".join(map(_in("td"), row))) for row in rows))
)


def _within(blocks):
    several = st.lists(blocks | inline, max_size=3).map("".join)
    items = st.lists(several.map(_in("li")) | several.map(_in("ul")), min_size=1, max_size=3)
    return (
        items.map("".join).flatmap(
            lambda inner: st.sampled_from([_in("ul")(inner), _in("ol")(inner)])
        )
        | several.map(_in("blockquote"))
        | several.map(_in("div"))
        | several.map(_in("span"))
        | several
    )


block = st.recursive(
    inline.map(_in("p"))
    | inline.map(_in("div"))
    | inline
    | heading
    | code
    | table
    | st.sampled_from(["<br /><br />", "<div><br /></div>", "<hr>", "<p>&nbsp;</p>"]),
    _within,
    max_leaves=8,
)
posts = st.lists(block, min_size=1, max_size=5).map("\n".join)

_HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>', '<a href="data:text/html,<script>1</script>">x</a>',
    "<svg onload=alert(1)>", "<svg><style><img src=x onerror=alert(1)></style>", "<math><mi></mi></math>",
    '<iframe src="javascript:alert(1)"></iframe>', '<iframe srcdoc="<script>1</script>"></iframe>',
    '<iframe src="https://evil.example/"></iframe>', "<form action=/x><input name=a></form>",
    "<style>@import '//evil.example'</style>", '<p style="background:url(//evil.example)">x</p>',
    "<template><script>1</script></template>", "<noscript><img src=x onerror=1></noscript>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt;", "<!--<script>-->",
    "[x](javascript:alert(1))", "![x](x){: onerror=alert(1) }", "<p>x\n{: onclick=alert(1) }</p>",
    "<b>x</b>{: onclick=alert(1) }", "&lt;javascript:alert(1)&gt;", "[x]: javascript:alert(1)", "[x][x]",
    '<a href="&lt;script&gt;">x</a>', "<img alt='](javascript:1)' src='a.png'>",
    "<object data=x.swf></object>",
    "<meta http-equiv=refresh content=0>", "<base href=//evil.example>", "<link rel=stylesheet href=//e>",
    "<textarea></textarea><script>1</script>", "<title><script>1</script></title>", "<plaintext>", "<xmp>",
    "<table><a href=javascript:1>x<td>", "</p></div></li>", "<a", "<b <script>1</script>", "\0<script>",
    "*[x]: <script>alert(1)</script>", "[^1]: <script>", "```\n&lt;script&gt;\n```", "<pre>```\n</pre>",
    '<a href="{filename}x.md" title="&quot; onclick=1 &quot;">y</a>', "<a id='\"><script>1</script>'>x</a>",
    "<a name=x onclick=1></a><a href=#x>j</a>", '<pre class="brush: html onclick=1">x</pre>',
    "<ol start='1 onclick=2'><li>x</ol>",
]  # fmt: skip
hostile = st.lists(st.sampled_from(_HOSTILE) | block | st.text(max_size=5), max_size=8).map("".join)
