import markdown

import plain_tables

TABLE = "| a | b | c | d |\n|---|--:|:-:|:--|\n| 1 | 2 | 3 | 4 |\n"


def converted(text):
    return markdown.markdown(text, extensions=["tables", plain_tables.makeExtension()])


def test_cells_bear_a_class_in_place_of_a_style():
    html = converted(TABLE)

    assert "style=" not in html
    assert '<td>1</td>\n<td class="align-right">2</td>' in html
    assert '<th class="align-center">c</th>\n<th class="align-left">d</th>' in html


def test_a_table_stands_in_a_region_that_can_take_the_focus():
    assert converted(TABLE).startswith(
        '<div aria-label="Table" class="table-scroll" role="region" tabindex="0">\n<table>'
    )


def test_a_region_is_named_after_the_heading_above_it_and_no_two_names_are_equal():
    html = converted(f"## What *to* compare\n\n{TABLE}\n\ntext\n\n{TABLE}")

    assert 'aria-label="Table: What to compare"' in html
    assert 'aria-label="Table: What to compare (2)"' in html


def test_a_table_in_a_list_item_stays_there():
    html = converted("- item\n\n    " + TABLE.replace("\n", "\n    "))

    assert html.index("<li>") < html.index('class="table-scroll"') < html.index("</li>")
