"""The site of the benchmark in Pelican; `tools.py` puts NAMES, PLUGINS and paths before this."""

PATH, OUTPUT_PATH, THEME = "content", "output", "theme"
ARTICLE_PATHS, STATIC_PATHS, THEME_STATIC_PATHS = ["articles"], [], []
SITENAME, SITEURL, TIMEZONE, DEFAULT_LANG = "Bench", "https://example.org", "UTC", "en"
AUTHOR, DEFAULT_CATEGORY = "Bench", "advice"
FEED_DOMAIN = SITEURL
TYPOGRIFY = True
DELETE_OUTPUT_DIRECTORY = False
MARKDOWN = {
    "extension_configs": {"markdown.extensions.extra": {}, "markdown.extensions.toc": {}},
    "output_format": "html",
}
ARTICLE_URL, ARTICLE_SAVE_AS = "{slug}/", "{slug}/index.html"
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ARCHIVES_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
PAGINATED_TEMPLATES = {"tag": 20, "topic": 20}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]
FEED_ALL_ATOM, FEED_MAX_ITEMS = "feed.atom", 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
SITEMAP = {"format": "xml"}
# Stock: a page and a feed for each tag.
TAG_URL, TAG_SAVE_AS = "help/{slug}/", "help/{slug}/index.html"
TAG_FEED_ATOM = "help/{slug}/feed.atom"
SIMILAR_POSTS_MAX_COUNT = 5
