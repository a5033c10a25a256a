"""Word tables whose first column counts: the number is the label of the name beside it."""

import pytest

from catalog.outline import parse_lines
from catalog.outline.readers.flowing import lines_as_text
from catalog.outline.tree import Line

NAMES = ("Tervitamine", "Kuulamine", "Lahkumine")


def lines_of(table: list[tuple[str, ...]]) -> list[Line]:
    cells = [
        Line(0, words, cell=(0, row, column))
        for row, words_of_row in enumerate(table)
        for column, words in enumerate(words_of_row)
        if words
    ]
    return [line._replace(number=number) for number, line in enumerate(cells, 1)]


@pytest.mark.parametrize(
    "labels", ["1 2 3", "01 02 03", "一 二 三", "A B C", "I II III", "1. 2. 3."]
)
def test_numbers_in_the_first_column_are_labels_of_the_names(labels):
    table = [
        (label, name, "silmside\nja naeratus")
        for label, name in zip(labels.split(), NAMES, strict=True)
    ]

    tree = parse_lines(lines_of([("序号", "主题", "内容"), *table]))
    heads = [item for item in tree.items if item.depth == 1]

    assert [(item.label, item.title) for item in heads] == list(
        zip(labels.split(), NAMES, strict=True)
    )
    assert [item.lines for item in heads] == [(4, 5), (7, 8), (10, 11)]


def test_numbers_that_count_lines_below_merged_names_are_no_labels():
    table = [
        ("序号", "主题", "内容"),
        ("1", "迎客", "问候"),
        ("2", "", "微笑"),
        ("3", "送客", "告别"),
    ]

    tree = parse_lines(lines_of(table))

    assert [item.title for item in tree.items] == ["迎客", "问候", "微笑", "送客", "告别"]
    assert not any(item.label for item in tree.items)


def test_an_uploaded_table_keeps_the_lines_of_its_cells_and_the_number_beside_a_name():
    lines = lines_of([("1", "听懂", "一、让人说完\n案例：两次退货"), ("2", "回应", "说清\n再答")])

    assert lines_as_text(lines).splitlines() == [
        "1 听懂",
        "    一、让人说完",
        "    案例：两次退货",
        "2 回应",
        "    说清",
        "    再答",
    ]
