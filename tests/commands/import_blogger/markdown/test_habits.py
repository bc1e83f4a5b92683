"""Blogger's habits, each as it stands in a post, and what an author gets of it."""

import pytest

from commands.import_blogger.markdown import Picture, convert

HABITS = {
    "two breaks are a new paragraph": (
        "One.<br /><br />Two.",
        "One.\n\nTwo.",
    ),
    "a single break stays a break": (
        "12 Long Street<br />Oldtown",
        "12 Long Street  \nOldtown",
    ),
    "a bare newline is a space": (
        "One\ntwo.",
        "One two.",
    ),
    "divs side by side are paragraphs": (
        "<div>One.</div><div>Two.</div>",
        "One.\n\nTwo.",
    ),
    "divs side by side are lines where empty divs part the paragraphs": (
        "<div>Dear Ann,</div><div>thank you.</div><div><br /></div><div>Yours</div>",
        "Dear Ann,  \nthank you.\n\nYours",
    ),
    "an empty div is nothing": (
        "<div>One.</div><div>&nbsp;</div><div></div><div>Two.</div>",
        "One.\n\nTwo.",
    ),
    "runs of spaces that do not break are one space": (
        "<p>One.&nbsp; Two&nbsp;&nbsp;&nbsp;three.&nbsp;</p>",
        "One. Two three.",
    ),
    "a space that must not break stays between a number and its unit": (
        "<p>5&nbsp;km</p>",
        "5\u00a0km",
    ),
    "spans with a style are emphasis": (
        '<span style="font-weight: bold;">Now</span> or <span style="font-style:italic">never</span>',
        "**Now** or *never*",
    ),
    "a style can take emphasis back": (
        '<b>Not <span style="font-weight: normal">this</span></b>',
        "**Not** this",
    ),
    "colours, sizes and fonts go": (
        '<span style="font-family: arial; font-size: x-large;"><font color="red">Big</font></span>',
        "Big",
    ),
    "spaces move out of emphasis": (
        "<p>It is<b> very </b>late.</p>",
        "It is **very** late.",
    ),
    "emphasis around a paragraph end is closed and opened": (
        "<b>One<br /><br />two</b>",
        "**One**\n\n**two**",
    ),
    "emphasis side by side is one": (
        "<p><b>One </b><b>two</b></p>",
        "**One two**",
    ),
    "what Word leaves goes": (
        '<p class="MsoNormal" style="mso-margin-top-alt:auto"><span lang="EN">Plain<o:p></o:p></span></p>'
        '<p class="MsoNormal"><o:p>&nbsp;</o:p></p>',
        "Plain",
    ),
    "a separator around a picture is a picture": (
        '<div class="separator" style="clear: both;"><a href="https://p.example/s1600/cat.jpg" '
        'imageanchor="1"><img border="0" alt="A cat" src="https://p.example/s320/cat.jpg" /></a></div>',
        "![A cat](cat.jpg)",
    ),
    "a picture without words is marked as one that wants them": (
        '<img src="https://p.example/cat.jpg" />',
        "![](cat.jpg){: .wants-words }",
    ),
    "a picture without words in a link gets its address, or the link would have no name": (
        '<a href="https://shop.example/soap/"><img src="https://p.example/cat.jpg" /></a>',
        "[![shop.example/soap](cat.jpg){: .wants-words }](https://shop.example/soap/)",
    ),
    "a caption table is a figure": (
        '<table class="tr-caption-container"><tbody><tr><td><img alt="A cat" src="/s320/cat.jpg" /></td>'
        '</tr><tr><td class="tr-caption">Our <i>cat</i></td></tr></tbody></table>',
        '<figure markdown="span">\n![A cat](cat.jpg)\n'
        "<figcaption>Our <em>cat</em></figcaption>\n</figure>",
    ),
    "a list directly in a list belongs to the item before it": (
        "<ul><li>One</li><ul><li>Two</li></ul></ul>",
        "- One\n    - Two",
    ),
    "a list that only indents a list goes": (
        "<ul><ul><li>One</li><li>Two</li></ul></ul>",
        "- One\n- Two",
    ),
    "an ordered list keeps its first number": (
        '<ol start="3"><li>Three</li><li>Four</li></ol>',
        "3. Three\n4. Four",
    ),
    "paragraphs in items stay in them": (
        "<ul><li><p>One</p><p>more</p></li><li>Two</li></ul>",
        "- One\n\n    more\n\n- Two",
    ),
    "pre without code is a fence": (
        "<pre>if x:\n    y()</pre>",
        "```\nif x:\n    y()\n```",
    ),
    "a fence has the language where a class names it": (
        '<pre class="brush: python">x = 1<br />y = 2</pre>',
        "```python\nx = 1\ny = 2\n```",
    ),
    "a fence is longer than those in the code": (
        "<pre>```\nx\n```</pre>",
        "````\n```\nx\n```\n````",
    ),
    "code in an item is indented": (
        "<ul><li>Run<pre>a\n\nb</pre></li></ul>",
        "- Run\n\n        a\n\n        b",
    ),
    "a table with rows and columns is a table": (
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td><td>3</td></tr></table>",
        "| A | B |\n| --- | --- |\n| 1\\|2 | 3 |",
    ),
    "a table that only lays out is its text": (
        "<table><tr><td>One</td></tr><tr><td><p>Two</p></td></tr></table>",
        "One\n\nTwo",
    ),
    "headings begin at the second level and leave none out": (
        "<h3>One</h3><h5>Two</h5><h3><b>Three</b></h3>",
        "## One\n\n### Two\n\n## Three",
    ),
    "a heading in a div, the div in a span": (
        "<span><div><h2>One</h2>two</div></span>",
        "## One\n\ntwo",
    ),
    "an empty link is nothing": (
        '<p>One<a href="http://a.example/"></a> two</p>',
        "One two",
    ),
    "a link whose words are its address is short": (
        '<p><a href="http://a.example/b_c">http://a.example/b_c</a></p>',
        "<http://a.example/b_c>",
    ),
    "a quotation keeps its paragraphs": (
        "<blockquote>One.<br /><br />Two.</blockquote>",
        "> One.\n>\n> Two.",
    ),
    "a film is a link in its place": (
        'Look:<br /><iframe src="//www.youtube.com/embed/abcdefghijk?rel=0"></iframe>',
        "Look:\n\n[Watch the video on YouTube](https://www.youtube.com/watch?v=abcdefghijk)",
    ),
    "a jump within the post keeps its aim": (
        '<p><a href="#n1">1</a></p><p><a name="n1"></a>Note</p>',
        '[1](#n1)\n\n<a id="n1"></a>Note',
    ),
    "text struck out stays struck out": (
        "<p><strike>ten</strike> twelve</p>",
        "<del>ten</del> twelve",
    ),
    "what looks like Markdown is text": (
        "<p># 1 is 2*3*4 and a_b_c, _so_ [x](y) &lt;b&gt; &amp;amp; C:\\new\\.</p>",
        "\\# 1 is 2\\*3\\*4 and a_b_c, \\_so\\_ [x\\](y) &lt;b> &amp;amp; C:\\new&#92;.",
    ),
    "a line that begins like a list is no list": (
        "1. May<br />- and so on",
        "1\\. May  \n- and so on",
    ),
    "ordinary text has no backslash": (
        "<p>Ann & Bob: 50% * 2 = 100% (of $5) - well, 3 < 4! #1 [sic] {a} ~x~ v1.2 | end_</p>",
        "Ann & Bob: 50% * 2 = 100% (of $5) - well, 3 < 4! #1 [sic] {a} ~x~ v1.2 | end\\_",
    ),
}  # fmt: skip


@pytest.mark.parametrize("habit", HABITS)
def test_a_habit_becomes_plain_markdown(habit):
    html, markdown = HABITS[habit]
    conversion = convert(html, str, lambda source: Picture(source.rsplit("/", 1)[-1]))
    assert (conversion.markdown, conversion.kept) == (markdown + "\n", ())
