"""Typed tables in which each level has a column of its own."""

import pytest

from catalog.outline import losses, parse, parse_lines
from catalog.outline.tree import Line

CODED = """厅堂服务课程表
培训对象\t柜员\t\t\t培训时间\t1天
编号\t环节\t单元\t要点\t方式\t课时
A\t迎客\t\t\t\t2
A1\t\t问候\t\t讲授
\t\t\t微笑
\t\t\t案例：一次等候
A2\t\t倾听\t\t演练
\t\t\t点头
B\t送客\t\t\t\t1
B1\t\t告别\t\t讲授
合计\t\t\t\t\t3"""
BARE = """Front desk days
Teil\tThema\tPunkt\tDauer
Begrüßen
\tLächeln\t\t1 h
\t\tAugen
\t\tHände
Zuhören\t\t\t2 h
\tNicken
\t\tPause"""
PIPES = """Front desk days
| Part | Topic | Point | Hours |
| --- | --- | --- | --- |
| Greet | | | 2 |
| | Smile | | |
| | | Eyes | |
| Part | | | 1 |
| | Wave | | |
| | | Hand | |"""


def test_the_first_filled_column_tells_the_depth_and_codes_are_labels():
    tree = parse(CODED)

    assert [(item.depth, item.label, item.title) for item in tree.items] == [
        (1, "A", "迎客 2"),
        (2, "A1", "问候 讲授"),
        (3, "", "微笑"),
        (3, "案例：", "一次等候"),
        (2, "A2", "倾听 演练"),
        (3, "", "点头"),
        (1, "B", "送客 1"),
        (2, "B1", "告别 讲授"),
    ]
    assert [(one.name, one.value) for one in tree.fields] == [
        ("培训对象", "柜员"),
        ("培训时间", "1天"),
    ]


@pytest.mark.parametrize(
    ("text", "depths"), [(BARE, [1, 2, 3, 3, 1, 2, 3]), (PIPES, [1, 2, 3, 1, 2, 3])]
)
def test_tables_without_codes_with_tabs_or_bars(text, depths):
    assert [item.depth for item in parse(text).items] == depths


def test_a_table_whose_lines_fill_several_columns_is_none():
    table = "环节\t单元\t课时\n周一\t迎客\t1课时\n\t问候\t2课时\n周三\t送客\t1课时\n\t告别\t2课时"

    assert parse(f"厅堂营销\n{table}").items[0].title == "周一 迎客 1课时"


def test_a_word_table_of_such_levels_reads_as_the_typed_one():
    rows = [line.split("\t") for line in CODED.splitlines()[2:]]
    cells = [
        Line(0, words, cell=(0, at, column))
        for at, row in enumerate(rows)
        for column, words in enumerate(row)
        if words
    ]
    tree = parse_lines([line._replace(number=at) for at, line in enumerate(cells, 1)])

    assert [(one.depth, one.label, one.title) for one in tree.items if one.kind != "note"] == [
        (1, "A", "迎客"),
        (2, "A1", "问候"),
        (3, "", "微笑"),
        (3, "案例：", "一次等候"),
        (2, "A2", "倾听"),
        (3, "", "点头"),
        (1, "B", "送客"),
        (2, "B1", "告别"),
    ]
    assert [one.label + one.title for one in tree.items if one.kind == "note"] == [
        "2",
        "讲授",
        "演练",
        "1",
        "讲授",
    ]
    assert losses(tree) == []
