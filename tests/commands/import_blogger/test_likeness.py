"""Which topic a text of the old blog is most like, if any."""

import random

from commands.import_blogger.likeness import likest_topics
from help_by_topic.topic import Topic

TOPICS = (
    Topic("cooking", "Cooking", summary="Soup, bread and onions."),
    Topic("gardens", "Gardens", summary="Roses, earthworms and rain."),
)
WORDS = {
    "cooking": "soup bread onion boil salt pepper stew oven knead dough simmer broth garlic butter",
    "gardens": "rose worm rain soil spade seed prune compost hedge lawn tulip weed harvest frost",
    "programs": "compiler socket thread kernel pointer cache server packet cipher debug rain oven",
}


def about(subject: str, seed: int) -> tuple[str, str]:
    words = random.Random(seed).choices(WORDS[subject].split(), k=60)
    return " ".join(words[:2]), " ".join(words)


def test_a_text_is_filed_with_what_it_is_like_and_not_at_all_where_it_is_like_nothing():
    filed = [(*about(topic.slug, n), (topic.slug,)) for n in range(12) for topic in TOPICS]
    asked = {subject: about(subject, 99) for subject in WORDS}

    assert likest_topics(asked, TOPICS, filed) == {
        "cooking": "cooking",
        "gardens": "gardens",
        "programs": "",
    }


def test_with_topics_alone_any_likeness_will_do():
    assert likest_topics({"rain": about("programs", 1)}, TOPICS, []) == {"rain": "gardens"}
