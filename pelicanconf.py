"""The site while you write it: `./invoke serve` builds this into .preview/.

publishconf.py starts from these settings and changes what the world must see otherwise.
"""

import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent
# Pelican reads this file by its path, so the folder it stands in is not searched for modules.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from jinja2 import StrictUndefined  # noqa: E402

from theme.filters import filters, read_words  # noqa: E402

# --- Who and where -----------------------------------------------------------------------------
SITENAME = "The Wise Job Search"
SITESUBTITLE = "Plain advice for every stop from “I didn’t get the job” to “I start on Monday!”"
AUTHOR = SITENAME
CONTACT_EMAIL = "questions@example.org"
SITEURL = "http://localhost:8000"
SITE_ADDRESS = SITEURL  # SITEURL itself becomes relative inside a page; this one stays whole
SITE_PATH = urlsplit(SITE_ADDRESS).path
RELATIVE_URLS = True  # the same files work at the root of a host and under a path
DEFAULT_LANG = "en"
LOCALE = "C"  # dates are worded by theme/words.toml, the same on every machine
TIMEZONE = "UTC"

# --- What is read ------------------------------------------------------------------------------
PATH = "content"
ARTICLE_PATHS = ["articles"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["images"]
IGNORE_FILES = ["**/.*", "*.new"]  # an import puts the newer version of an edited file beside it
SLUGIFY_SOURCE = "basename"  # the name of the file is the address, whatever the title becomes
DEFAULT_METADATA = {"category": "Job search"}  # Pelican wants one; the site itself has topics
TYPOGRIFY = True
MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.extra": {},
        "markdown.extensions.admonition": {},
        "markdown.extensions.sane_lists": {},
        "markdown.extensions.toc": {"toc_depth": "2-3"},
        "markdown.extensions.meta": {},
    },
    "output_format": "html",
}


def newest_first(article):
    """Sort by date, and by file where dates are equal: the order of a folder differs by machine."""
    return -article.date.timestamp(), article.source_path


ARTICLE_ORDER_BY = newest_first
PAGE_ORDER_BY = "relative_source_path"

# --- What is written, and where ------------------------------------------------------------------
OUTPUT_PATH = ".preview"
ARTICLE_URL = ARTICLE_SAVE_AS = "{date:%Y}/{date:%m}/{slug}.html"
ARTICLE_LANG_URL = ARTICLE_LANG_SAVE_AS = "{date:%Y}/{date:%m}/{slug}-{lang}.html"
DRAFT_URL = DRAFT_SAVE_AS = "drafts/{slug}.html"
DRAFT_LANG_URL = DRAFT_LANG_SAVE_AS = "drafts/{slug}-{lang}.html"
PAGE_URL, PAGE_SAVE_AS = "{slug}/", "{slug}/index.html"
PAGE_LANG_URL, PAGE_LANG_SAVE_AS = "{slug}-{lang}/", "{slug}-{lang}/index.html"
DRAFT_PAGE_URL = DRAFT_PAGE_SAVE_AS = "drafts/pages/{slug}.html"
YEAR_ARCHIVE_URL, YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/", "{date:%Y}/index.html"
MONTH_ARCHIVE_URL, MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/", "{date:%Y}/{date:%m}/index.html"
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""  # topics take their place
DIRECT_TEMPLATES = ["index", "archives", "search", "404", "robots", "patterns", "desk"]
ARCHIVES_URL, ARCHIVES_SAVE_AS = "archive/", "archive/index.html"
SEARCH_URL, SEARCH_SAVE_AS = "search/", "search/index.html"
ROBOTS_SAVE_AS = "robots.txt"
PATTERNS_URL, PATTERNS_SAVE_AS = "patterns/", "patterns/index.html"
DESK_URL, DESK_SAVE_AS = "desk/", "desk/index.html"
DEFAULT_PAGINATION = False
PAGINATED_TEMPLATES = {"topic": 30}
PAGINATION_PATTERNS = [
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
]

# --- Feeds -----------------------------------------------------------------------------------------
FEED_ALL_ATOM = "feeds/all.atom.xml"
FEED_ATOM, FEED_ATOM_URL = "feeds/posts/default", FEED_ALL_ATOM  # where the old blog's readers look
CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 50
FEED_STYLESHEET = "css/feed.css"

# --- The plugins, in the order in which they act --------------------------------------------------
PLUGIN_PATHS = [str(ROOT / "plugins")]
PLUGINS = [
    "reproducible",
    "plain_tables",
    "build_cache",
    "fast_build",
    "responsive_pictures",
    "hashed_assets",
    "tidy_feeds",
    "help_by_topic",
    "reader_comments",
    "questions",
    "social_cards",
    "sitemap",
    "old_addresses",
]
SITEMAP = {
    "exclude": [
        r"^404\.html$",
        r"^robots\.txt$",
        r"^(patterns|desk)/",
        r"^search/",
        r"^questions/",
        r"^\d{4}/(\d\d/)?$",
    ]
}

# --- Pictures ------------------------------------------------------------------------------------------
FAST_BUILD_RESETTABLE = ["plain_tables"]
CACHE_PATH = ".cache"  # what is dear to make is kept from one build to the next
RELATED_CACHE = str(ROOT / CACHE_PATH / "related")
PICTURE_ORIGINALS = "linked"  # a picture is published where a page shows it or links to it
PICTURE_SIZES = "(min-width: 45rem) 37.5rem, 100vw"  # the measure of the text
SOCIAL_CARD_SITE = "From “I didn’t get the job”\nto “I start on Monday!”"
SOCIAL_CARD_FONTS = sorted(
    (ROOT / "theme/static/fonts").glob("signage*.woff2"), key=lambda p: p.stem
)
SOCIAL_CARD_TRACKING = -0.022
SOCIAL_CARD_COLORS = {  # those of theme/static/css/tokens/color.css, by hand: a picture reads no CSS
    "ground": "#eef3f6",
    "ink": "#14203a",
    "second": "#414d67",
    "line": "#065a63",
    "stop": "#ffffff",
    "halo": "#b9dcdd",
    "end": "#ffb43d",
}

# --- Questions from readers ------------------------------------------------------------------------
CONTACT_FORM = (
    ""  # besides e-mail: "netlify", "formspree:ID", "web3forms:KEY", "basin:ID", an address
)
REPLY_BY_EMAIL = True  # under each article: a comment comes by e-mail

# --- Old addresses, and the headers that a host sends ----------------------------------------------
HOSTS = ["netlify", "cloudflare", "gitlab", "github"]  # also: nginx, caddy, vercel, stubs
OLD_BLOGGER_ADDRESSES = True
SECURITY_POLICY_WASM = ["/search/"]
CACHE_FOREVER = ["/cards/*", "/pictures/*", "/theme/*"]  # a changed file has another name
CONTENT_TYPES = {f"/{FEED_ATOM}": "application/atom+xml"}  # a name without an ending

# --- The theme ---------------------------------------------------------------------------------------
THEME = str(ROOT / "theme")
THEME_STATIC_PATHS = []  # hashed_assets writes what the pages ask for
INLINE_ASSETS = ["images/favicon.svg", "js/after-paint.js", "js/copy.js"]  # in the page itself
NEWEST_ON_HOME = 5
NEWEST_ANSWERS_ON_HOME = 3
POLICY_IN_PAGES = False  # for a host that sends no headers; the Nu checker misreads it on a disk
words = read_words(ROOT / "theme" / "words.toml")
JINJA_GLOBALS = {"say": words}
JINJA_FILTERS = filters(words)
RELATED_REASONS = dict(words["related"])
ANSWERS_TITLE = words["answers"]["title"]
CONTACT_TEMPLATE = words["contact"]["body"]  # `./invoke ask` takes these lines out again
CONTACT_SUBJECT = words["contact"]["subject"].format(site=SITENAME)
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,  # a name that does not exist stops the build
    "trim_blocks": True,
    "lstrip_blocks": True,
}
