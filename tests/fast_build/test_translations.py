import random
from types import SimpleNamespace

import pytest
from pelican.utils import process_translations

from fast_build.translations import by_groups


def articles(number):
    """Articles of which some are translations of each other, in no order."""
    chance = random.Random(number)
    made = [
        SimpleNamespace(
            slug=f"a{chance.randrange(number)}",
            lang=(lang := chance.choice(["en", "en", "de", "fr"])),
            in_default_lang=lang == "en",
            metadata=chance.choice([{}, {}, {"translation": "true"}]),
            source_path=f"{place}.md",
        )
        for place in range(number)
    ]
    chance.shuffle(made)
    return made


def told(process, number, ids):
    contents = articles(number)
    originals, translations = process(contents, ids)
    return [
        [article.source_path for article in some] for some in (contents, originals, translations)
    ] + [[other.source_path for other in getattr(each, "translations", ())] for each in contents]


@pytest.mark.parametrize("ids", ["slug", ["slug"], {"slug", "lang"}, None])
@pytest.mark.parametrize("number", [0, 1, 100, 101, 999])
def test_what_is_found_by_groups_is_what_is_found_at_once(number, ids):
    assert told(by_groups(process_translations), number, ids) == told(
        process_translations, number, ids
    )


@pytest.mark.parametrize(("ids", "error"), [("no_such_name", AttributeError), (7, TypeError)])
def test_what_names_no_attribute_is_refused_as_by_pelican(ids, error):
    with pytest.raises(error, match="translation_id"):
        by_groups(process_translations)(articles(200), ids)
