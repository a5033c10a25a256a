"""Word tables of names and values, told from tables that are the outline."""

import pytest

from catalog.outline import parse_lines
from catalog.outline.tree import Line

FACTS = [("Sihtrühm", "Tellerid"), ("Kestus", "1 päev (8 tundi)"), ("Osalustasu", "200 €")]
PARTS = ["Tervitamine", "Kuulamine"]


def lines_of(table: list[tuple[str, str]], *, heading: int | None = 1) -> list[Line]:
    cells = [
        Line(0, words, cell=(0, row, column))
        for row, words_of_row in enumerate(table)
        for column, words in enumerate(words_of_row)
    ]
    parts = [Line(0, words, heading=heading) for words in PARTS]
    points = [Line(0, words, label="•", level=0, list="1") for words in ("Naeratus", "Vaikus")]
    outline = [line for part, point in zip(parts, points, strict=True) for line in (part, point)]
    every = [Line(0, "Teenindus letis", heading=0), *cells, *outline]
    return [line._replace(number=number) for number, line in enumerate(every, 1)]


def test_short_names_beside_values_above_an_outline_are_fields_in_any_language():
    tree = parse_lines(lines_of(FACTS))

    assert [(field.name, field.value) for field in tree.fields] == FACTS
    assert [item.title for item in tree.items if item.depth == 1] == PARTS
    assert tree.title == "Teenindus letis"


@pytest.mark.parametrize(
    "table",
    [
        [("Tervitamine", "2 tundi"), ("Kuulamine", "3 tundi")],  # heads parts below
        [("Sissejuhatus", "2 h"), ("Harjutus", "3 h")],  # nothing but hours
        [("Sissejuhatus", "Eesmärk"), ("Harjutus", "Rollimäng")],  # no value like one
        [("Day 1", "Saal 4"), ("Day 2", "Saal 5")],
    ],
)
def test_a_table_of_parts_stays_in_the_outline(table):
    tree = parse_lines(lines_of(table))

    assert tree.fields == ()
    assert len(tree.items) > 2 * len(PARTS)


def test_a_table_below_the_first_part_stays_in_it():
    title, *cells_and_parts = lines_of(FACTS)
    cells, parts = cells_and_parts[: 2 * len(FACTS)], cells_and_parts[2 * len(FACTS) :]
    moved = [title, Line(0, "Sissejuhatus", heading=2), *cells, *parts]

    tree = parse_lines([line._replace(number=number) for number, line in enumerate(moved, 1)])

    assert tree.fields == ()


def test_the_outline_in_a_cell_of_a_form_has_the_lines_of_its_own():
    told = [
        ("课程对象", "柜员"),
        ("课程大纲", "一、迎客\n1. 问候\n2. 倾听\n二、送客\n1. 告别"),
        ("授课方式", "讲授"),
    ]
    cells = [
        Line(0, words, cell=(0, row, column), strong=words[1] == "、")
        for row, pair in enumerate(told)
        for column, cell in enumerate(pair)
        for words in cell.split("\n")
    ]
    every = [Line(0, "厅堂营销"), *cells]
    tree = parse_lines([line._replace(number=number) for number, line in enumerate(every, 1)])

    assert [(item.depth, item.title, item.lines) for item in tree.items] == [
        (1, "迎客", (5,)),
        (2, "问候", (6,)),
        (2, "倾听", (7,)),
        (1, "送客", (8,)),
        (2, "告别", (9,)),
    ]
    assert [(field.name, field.value) for field in tree.fields] == [told[0], told[2]]
    assert tree.doubts == ()
