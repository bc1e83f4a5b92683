"""A picture for every link that is shared: a card with the title, the topic, and the line of topics.

    articles, topics, the name of the site
            | generator: which card says what
            v
        wrapping ----> drawing        lines that balance; then letters, the line, a small PNG
            |
    social_cards in the context       {{ social_cards.get(article, social_cards.site).url }}
    media:thumbnail in the feeds      for readers' programs that show one beside a title

A card is drawn once and kept by `build_cache` for as long as its words, the design and the font stay
the same. With `help_by_topic` it shows the line, with its own stop filled; without, the words alone.
Only this file and generator.py know Pelican.
"""

from pelican.plugins import signals

from .generator import draw_cards, set_defaults, show_in_feed


def register() -> None:
    """Draw the cards of a Pelican run."""
    signals.initialized.connect(set_defaults)
    signals.all_generators_finalized.connect(draw_cards)
    signals.feed_generated.connect(show_in_feed)
