"""What a first view of one article costs a reader: bytes and requests, beside three peers' default themes.

The same Markdown, each site built by its own program and served from one packing server to one
Chromium with an empty cache. Requests to other hosts are let go unanswered and counted apart.
"""
