"""A blog brought over from Blogger: what an export holds becomes the sources of this site.

markdown/    the HTML of a post or a comment -> Markdown, checked to bring it all back
"""
