"""Help by topic: a topic index, a page and a feed for each topic, and what to read next.

    content/articles/*.md      content/topics.toml
            | Pelican reads           | catalogue
            v                         v
        articles ----> filing <---- topics        an unknown topic stops the build
                         |
            topics_by_article, articles_by_topic  generate_context: nothing written
                         |
                      related                     when every plugin has had its say
                         |
        topic index, topic pages, feeds           generate_output

Only this file and generator.py know Pelican; what lies below them can be read and tested alone, and
begun before Pelican is there: see head_start.py.
"""


def register() -> None:
    """Add the topics to a Pelican run."""
    from pelican.plugins import signals

    from .generator import generator_of, set_defaults

    signals.initialized.connect(set_defaults)
    signals.get_generators.connect(generator_of)
