"""How good and how fast the search is, in a real browser, beside Pagefind on its own.

    python -m benchmarks.search [--articles N]

builds the site, or one of N articles made from it, serves it on this machine and asks it what
readers ask. The two tables are about this site's own articles; the costs, about either.
"""
