"""Reader comments: files beside the articles become threads under them, and a feed.

    content/comments/<article-slug>/*.md
            | folders             which files there are
            v
        one folder ----> filing   whose comments they are; a folder for no article stops the build
            |
         reading                  a file -> who, when, in answer to whom; what is wrong with it
            |    \\__ rendering -> cleaning, typography, cleaning    Markdown -> HTML that is safe
            v
         threads                  who answers whom: one level deep, in order of date
            |
     comments_by_article          generate_context: nothing written
            |
        feed, and where the theme has no place for comments, `placing` puts them under the article

Every comment is taken for hostile until it has been through `cleaning`.
Only generator.py knows Pelican; what lies below it can be read and tested alone.
"""

from .generator import connect


def register() -> None:
    """Add the comments to a Pelican run."""
    connect()
