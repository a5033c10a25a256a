"""Tables of teaching plans: number and name in two cells are one item, sums are left out."""

from catalog.outline import losses, parse_lines
from catalog.outline.rule_book import shown
from catalog.outline.tree import Line


def read(rows):
    """The tree of a table, one line for each cell that is not blank."""
    cells = [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text]
    lines = [Line(n, text, cell=(0, r, c)) for n, (r, c, text) in enumerate(cells, 2)]
    return parse_lines([Line(1, "Front desk"), *lines])


def items(rows):
    tree = read(rows)
    assert losses(tree) == []
    return [line for line in shown(tree).split("\n") if line[0] not in "#["]


def test_numbers_of_two_levels_make_the_tree_and_hours_are_notes():
    tree = read(
        [
            ["No.", "Topic", "Hours", "of which", ""],
            ["", "", "", "theory", "practice"],
            ["1", "Greeting", "6", "2", "4"],
            ["1.1", "Smiling", "3", "1", "2"],
            ["1.2", "Asking", "3", "1", "2"],
            ["2", "Parting", "4", "4", ""],
            ["2.1", "Thanks", "4", "4", ""],
            ["", "Total", "10", "6", "4"],
        ]
    )

    named = [(i.depth, i.kind, i.label, i.title, i.lines) for i in tree.items if i.kind != "note"]
    assert named == [
        (1, "module", "1", "Greeting", (8, 9)),
        (2, "point", "1.1", "Smiling", (13, 14)),
        (2, "point", "1.2", "Asking", (18, 19)),
        (1, "module", "2", "Parting", (23, 24)),
        (2, "point", "2.1", "Thanks", (27, 28)),
    ]
    assert {line for extra in tree.extras if extra.kind == "noise" for line in extra.lines} == {
        *range(2, 8),
        *range(31, 35),
    }
    assert losses(tree) == []


def test_roman_numbers_and_units_stand_above_the_others():
    assert items(
        [
            ["No.", "Topic"],
            ["I", "Greeting"],
            ["1", "Smiling"],
            ["2", "Asking"],
            ["II", "Parting"],
            ["1", "Thanks"],
        ]
    ) == ["I Greeting", "  1 Smiling", "  2 Asking", "II Parting", "  1 Thanks"]
    assert items(
        [
            ["No.", "Topic"],
            ["", "Module 1. Greeting"],
            ["1.1", "Smiling"],
            ["1.2", "Asking"],
            ["", "Module 2. Parting"],
            ["2.1", "Thanks"],
        ]
    ) == [
        "Module 1. Greeting",
        "  1.1 Smiling",
        "  1.2 Asking",
        "Module 2. Parting",
        "  2.1 Thanks",
    ]


def test_the_sum_of_any_table_is_no_part_of_the_outline():
    rows = [
        ["模块", "内容", "课时"],
        ["迎客", "问候", "2"],
        ["送客", "道别", "2"],
        ["合计", "", "4"],
    ]

    assert items(rows) == ["迎客", "  问候", "  2", "送客", "  道别", "  2"]


def test_names_of_versions_without_levels_are_no_plan():
    assert not any(
        item.label for item in read([["Version", "What"], ["1.1", "A"], ["1.2", "B"]]).items
    )


FORM = [
    ("厅堂营销课程表",),
    ("课程名称", "厅堂营销", "课时", "1天"),
    ("培训对象", "柜员"),
    ("时间", "主题", "内容", "方式"),
    ("上午", "迎客", "1. 问候\n2. 微笑", "讲授"),
    ("下午", "送客", "1. 告别\n2. 目送", "演练"),
]


def test_one_table_may_hold_the_fields_above_the_names_of_its_columns():
    cells = [
        Line(0, text, cell=(0, at, column))
        for at, row in enumerate(FORM)
        for column, cell in enumerate(row)
        for text in cell.split("\n")
    ]
    tree = parse_lines([line._replace(number=at) for at, line in enumerate(cells, 1)])

    assert [(one.name, one.value) for one in tree.fields] == [
        ("课程名称", "厅堂营销"),
        ("课时", "1天"),
        ("培训对象", "柜员"),
    ]
    assert [(one.depth, one.title) for one in tree.items if one.kind in ("module", "point")] == [
        (1, "迎客"),
        (2, "问候"),
        (2, "微笑"),
        (1, "送客"),
        (2, "告别"),
        (2, "目送"),
    ]
