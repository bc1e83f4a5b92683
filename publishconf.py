"""The site as the world sees it: `./invoke build` builds this into output/, always safe to upload."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

if str(Path(__file__).parent) not in sys.path:
    sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403

# Set this to the site's own address; a forge that knows it may hand it over as a variable, which is
# empty where it does not.
SITEURL = (os.environ.get("SITEURL") or "https://example.org").rstrip("/")
SITE_ADDRESS = FEED_DOMAIN = SITEURL
SITE_PATH = urlsplit(SITE_ADDRESS).path
# `./invoke publish` says what its target's host reads, and whether pages must state their policy
# themselves since it sends no headers.
HOSTS = os.environ.get("SITE_HOSTS", "").split() or HOSTS  # noqa: F405
POLICY_IN_PAGES = bool(os.environ.get("SITE_POLICY_IN_PAGES"))
OUTPUT_PATH = "output"

# What is not ready is written nowhere.
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "archives", "search", "404", "robots"]
