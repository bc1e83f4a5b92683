"""How good and how fast the related articles are, beside what else there is.

    python -m benchmarks.related SET.jsonl [--rankings OUT.jsonl] [--speed N]

A set holds one article a line: `id`, `title`, `date`, `topics`, `text`, and `related`, the ids that
a good ranking puts first. `links` (ids linked in the text) and `lang` may be there too.
"""
