import pytest

from help_by_topic.related.words import (
    GAP,
    language,
    likeliest_language,
    phrase,
    small_words,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to her", ["write", "to", "her"]),
        ("a B c-level follow-up", ["level", "follow", "up"]),
        ("Ready, set: go", ["ready", GAP, "set", GAP, "go"]),
        ("(see below)", [GAP, "see", "below", GAP]),
        ("Login.gov’s API", ["login", "gov", "api"]),
        ("Lời khuyên", ["lời", "khuyên"]),
        ("re\u0301sume\u0301", ["résumé"]),
        ("ﬁnd", ["find"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("面接官", ["面接", "接官", GAP]),
        ("職 SEO対策", ["職", GAP, "seo", "対策", GAP]),
        ("สมัครงาน", ["สม", "มั", "ัค", "คร", "รง", "งา", "าน", GAP]),
        ("", []),
    ],
)
def test_words_of_many_languages(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        (("salary",), "salary"),
        (("reference", "checks"), "reference checks"),
        (("面接", "接官"), "面接官"),
        (("seo", "対策"), "seo 対策"),
    ],
)
def test_a_phrase_is_written_as_its_language_writes_it(parts, written):
    assert phrase(*parts) == written


@pytest.mark.parametrize("tag", ["pt", "pt-BR", "PT_br"])
def test_a_language_is_known_by_the_first_part_of_its_tag(tag):
    assert small_words(language(tag)) > {"não", "para"}


def test_a_language_that_nobody_listed_has_no_small_words():
    assert small_words("xx") == frozenset()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("the offer that you were given is not the one that you want", "en"),
        ("vous pouvez répondre à cette offre dans les deux jours", "fr"),
        ("bạn có thể trả lời thư này trong hai ngày", "vi"),
        ("zxcv qwer asdf", ""),
        ("", ""),
    ],
)
def test_a_language_is_known_by_its_small_words(text, lang):
    assert likeliest_language([words(text)]) == lang
