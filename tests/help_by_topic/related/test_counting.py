from __future__ import annotations

import pickle

from help_by_topic.related import counting
from help_by_topic.related.counting import BITS, Vocabulary, count
from tests.help_by_topic.related.collections_made import collection, document


def counted(*documents) -> list[dict[tuple[str, ...], int]]:
    """What each document says, by name, without the link to itself."""
    vocabulary = Vocabulary("")
    found = count(documents, vocabulary)
    names, low = vocabulary.names, (1 << BITS) - 1
    rows, start = [], 0
    for size in found.sizes.tolist():
        row = {}
        for term, times in zip(
            found.terms[start : start + size].tolist(),
            found.counts[start : start + size].tolist(),
            strict=True,
        ):
            pair = ("pair", names[term >> BITS][-1], names[term & low][-1])
            row[pair if term >> BITS else names[term]] = times
        rows.append({name: row[name] for name in row if name[0] != "link"})
        start += size
    return rows


def test_a_term_counts_for_where_it_stands():
    text = "salary range. The counter, counter offer"
    assert counted(document("a", text, "Offers", title="Salary")) == [
        {
            ("topic", "Offers"): 80,
            ("word", "salary"): 70,  # five times in the title and twice in the lead
            ("word", "range"): 20,
            ("word", "counter"): 40,
            ("word", "offer"): 20,
            ("pair", "salary", "range"): 14,
            ("pair", "counter", "offer"): 14,
        }
    ]


def test_after_the_first_forty_words_that_say_something_each_counts_once():
    text = " ".join(["the salary."] * 41)
    assert counted(document("a", text, title="")) == [{("word", "salary"): 810}]


def test_neither_marks_nor_small_words_nor_two_documents_make_a_pair():
    rows = counted(document("a", "salary, range of pay", title=""), document("b", "pay", title=""))
    assert [[name for name in row if name[0] == "pair"] for row in rows] == [[], []]


def test_a_vocabulary_numbers_what_another_knows():
    one, other = Vocabulary("en"), Vocabulary("en")
    count([document("a", "salary range", "Offers")], one)
    count([document("b", "die range counter", "Offers"), document("c", "die", lang="de")], other)

    numbers = one.adopt(pickle.loads(pickle.dumps(other)))

    assert [one.names[number] for number in numbers.tolist()] == other.names
    assert len(one.names) == len({*one.names})


def test_a_text_that_was_read_before_its_document_counts_the_same():
    documents = [
        document("a", "Salary range; the counter-offer", "Offers"),
        document("b", "die Gehaltsspanne", lang="de"),
        document("c", "die die", lang=""),
    ]
    for lang in ("en", "de"):
        vocabulary = Vocabulary("")
        for each in documents:
            vocabulary.read_ahead(each.text, each.text_digest(), lang)
        found = count(documents, vocabulary)
        anew = Vocabulary("")
        expected = count(documents, anew)
        assert by_name(found, vocabulary) == by_name(expected, anew)
        assert found.lengths.tolist() == expected.lengths.tolist()


def test_texts_are_counted_ahead_some_at_a_time_and_each_is_used_once(monkeypatch):
    monkeypatch.setattr(counting, "AT_ONCE", 4)
    documents = [*collection(11), document("twin", collection(1)[0].text), document("empty", "")]
    expected = count(documents, anew := Vocabulary("en"))
    vocabulary = Vocabulary("en")
    for each in documents[2:]:
        vocabulary.read_ahead(each.text, each.text_digest(), "en")
    for _ in range(2):
        found = count(documents, vocabulary)
        assert by_name(found, vocabulary) == by_name(expected, anew)
        assert found.lengths.tolist() == expected.lengths.tolist()
        assert not vocabulary.has_read_ahead


def test_what_counts_more_than_can_be_told_counts_as_much_as_can_also_where_it_is_counted_ahead():
    each = document("a", "salary " * 3300, title="Salary")
    expected = count([each], Vocabulary("en"))
    vocabulary = Vocabulary("en")
    vocabulary.read_ahead(each.text, each.text_digest(), "en")
    found = count([each], vocabulary)
    assert found.counts.max() == expected.counts.max() == 2**15 - 1
    assert sorted(found.counts.tolist()) == sorted(expected.counts.tolist())


def test_texts_that_say_nothing_are_counted_ahead_too():
    documents = [document("a", "", title=""), document("b", "the, of the", title="")]
    vocabulary = Vocabulary("en")
    for each in documents:
        vocabulary.read_ahead(each.text, each.text_digest(), "en")
    found = count(documents, vocabulary)
    assert by_name(found, vocabulary) == [{(("link", slug), 30)} for slug in "ab"]
    assert found.lengths.tolist() == count(documents, Vocabulary("en")).lengths.tolist()


def by_name(found, vocabulary):
    terms = zip(map(vocabulary.name, found.terms.tolist()), found.counts.tolist(), strict=True)
    terms = iter(terms)
    return [{next(terms) for _ in range(size)} for size in found.sizes.tolist()]
