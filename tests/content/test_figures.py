"""The figures of the collection add up."""

from tests.content.collection import articles, topics
from tests.content.figures import HEADINGS, rows, table


def test_there_is_a_row_for_every_stop_and_one_for_all():
    *stops, together = rows()

    assert [row[0] for row in stops] == [topic["name"] for topic in topics()]
    assert together[1:3] == tuple(sum(column) for column in list(zip(*stops, strict=True))[1:3])
    assert together[1] == len(articles())


def test_every_link_from_an_article_arrives_at_one():
    links_out, links_in = rows()[-1][-2:]

    assert links_out == links_in


def test_the_columns_of_the_table_stand_under_each_other():
    lines = table().splitlines()

    assert len(lines) == len(rows()) + 2
    assert {len(line) for line in lines} == {len(lines[0])}
    assert [cell.strip() for cell in lines[0].strip("|").split("|")] == list(HEADINGS)
