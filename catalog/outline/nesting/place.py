"""The place of each row: it goes to the first rule that applies, and to the top where none does."""

from collections.abc import Sequence

from catalog.outline.rows import Row
from catalog.outline.rule import Rule
from catalog.outline.tree import Line

from . import numbered, unnumbered
from .path import Node
from .state import Nesting


def build(rows: Sequence[Row], *, inside: bool = False) -> list[Node]:
    """The nodes of rows, in their order; ``inside`` one cell of a table."""
    nesting = Nesting(rows, inside=inside)
    for at, row in enumerate(rows):
        if at < nesting.until:
            continue
        if at and rows[at - 1].tier and not (row.tier or inside):
            nesting.path.cut(nesting.base)  # what follows a table is no part of its last line
        for rule in RULES:
            if rule.apply(nesting, at, row):
                break
        else:
            number = row.marker.number if row.marker else None
            nesting.path.add(row, row.family, number, keep=0)
    return nesting.path.nodes


def cell(nesting: Nesting, at: int, row: Row) -> bool:
    """Build one cell by itself below the cell it belongs to."""
    if not row.tier or nesting.inside:
        return False
    rows = nesting.rows
    if not at or (rows[at - 1].cell or (-1,))[0] != row.cell[0]:
        nesting.base = _table_place(nesting)
    ends = (to for to in range(at, len(rows)) if rows[to].cell != row.cell)
    nesting.until = next(ends, len(rows))
    keep = min(nesting.base + row.tier - 1, len(nesting.path))
    inner = rows[at : nesting.until]
    if row.told == "head" and _heads_cell(inner):
        row.role = "head"
    nesting.graft(build(inner, inside=True), keep)
    return True


def _heads_cell(inner: Sequence[Row]) -> bool:
    """Whether the first paragraph of a cell heads the others: they are numbered or deeper."""
    first, *others = inner
    return first.family == "text" and any(row.marker or row.indent > first.indent for row in others)


def _table_place(nesting: Nesting) -> int:
    """How much of the path a table stands below: headings and units, or a line above it."""
    families = nesting.path.families(len(nesting.path))
    while families and (families[-1] == "half" or not families[-1].startswith(("h", "unit:"))):
        families.pop()
    return len(families)


RULES: tuple[Rule, ...] = (
    Rule(
        "cell",
        "A cell of a table stands below the cell it belongs to, and orders its own lines.",
        (
            Line(1, "厅堂营销"),
            Line(2, "9:00", cell=(1, 1, 0)),
            Line(3, "迎客", cell=(1, 1, 1)),
            Line(4, "1. 问候", cell=(1, 1, 1)),
            Line(5, "10:00", cell=(1, 2, 0)),
            Line(6, "送客", cell=(1, 2, 1)),
            Line(7, "1. 告别", cell=(1, 2, 1)),
        ),
        "# 厅堂营销\n9:00\n迎客\n  1. 问候\n10:00\n送客\n  1. 告别\n[title] 1",
        cell,
    ),
    Rule(
        "title-below-unit",
        "The line below a bare unit is its title.",
        "第一模块\n认识客户\n1. 问候\n第二模块\n留住客户\n1. 告别",
        "第一模块 认识客户\n  1. 问候\n第二模块 留住客户\n  1. 告别",
        unnumbered.title_below_unit,
    ),
    Rule(
        "head",
        "A line above one list after another heads each of them.",
        "一、迎客\n问候的方法\n1. 微笑\n2. 点头\n告别的方法\n1. 挥手\n2. 鞠躬",
        "一、 迎客\n  问候的方法\n    1. 微笑\n    2. 点头\n  告别的方法\n    1. 挥手\n    2. 鞠躬",
        unnumbered.head,
    ),
    Rule(
        "caption",
        "Words that come again in part after part head the lines below them.",
        "第一讲 迎客\n学习目标\n会问候\n会倾听\n主要内容\n1. 问候\n2. 倾听\n"
        "第二讲 送客\n学习目标\n会告别\n主要内容\n1. 告别\n2. 目送",
        "第一讲 迎客\n  学习目标\n    会问候\n    会倾听\n  主要内容\n    1. 问候\n    2. 倾听\n"
        "第二讲 送客\n  学习目标\n    会告别\n  主要内容\n    1. 告别\n    2. 目送",
        unnumbered.caption,
    ),
    Rule(
        "closing-line",
        "课程总结 as the last line closes the course, not the point above it.",
        "一、迎客\n1. 问候\n二、送客\n1. 告别\n课程总结",
        "一、 迎客\n  1. 问候\n二、 送客\n  1. 告别\n课程总结",
        unnumbered.closing_line,
    ),
    Rule(
        "labelled-note",
        "A line with a bold label stands beside the bold lines that head lists.",
        "厅堂营销\n课程大纲\n**迎客**\n1. 问候\n2. 倾听\n**要点**：微笑\n**送客**\n"
        "1. 告别\n2. 挥手\n**要点**：挥手",
        "# 厅堂营销\n迎客\n  1. 问候\n  2. 倾听\n要点：微笑\n送客\n  1. 告别\n  2. 挥手\n"
        "要点：挥手\n[title] 1\n[heading] 2",
        unnumbered.labelled_note,
    ),
    Rule(
        "part-note",
        "A line with a label that closes part after part belongs to the part.",
        "第一讲 迎客\n1. 问候\n小结：微笑\n第二讲 送客\n1. 告别\n小结：挥手",
        "第一讲 迎客\n  1. 问候\n  小结：微笑\n第二讲 送客\n  1. 告别\n  小结：挥手",
        unnumbered.part_note,
    ),
    Rule(
        "indented-note",
        "Lines without numbers go by their indentation where they have several.",
        "1. 迎客\n问候\n    微笑\n    点头\n告别\n2. 送客",
        "1. 迎客\n  问候\n    微笑\n    点头\n  告别\n2. 送客",
        unnumbered.indented_note,
    ),
    Rule(
        "note",
        "A note belongs to the line above it, but to the owner of a list of bullets.",
        "一、迎客\n- 问候\n每人练两遍\n二、送客",
        "一、 迎客\n  问候\n  每人练两遍\n二、 送客",
        unnumbered.note,
    ),
    Rule(
        "signed-aid",
        "An aid behind a sign of its own stands beside the bullets of its indentation.",
        "1. 倾听\n- 点头\n▶ 案例：一次投诉\n2. 回答\n- 重复\n▶ 工具：话术卡",
        "1. 倾听\n  点头\n  ▶ 案例： 一次投诉\n2. 回答\n  重复\n  ▶ 工具： 话术卡",
        unnumbered.signed_aid,
    ),
    Rule(
        "aid",
        "An aid belongs to the point above it when another point follows, else to the section.",
        "一、迎客\n1、问候\n案例：一次投诉\n2、倾听\n二、送客",
        "一、 迎客\n  1、 问候\n    案例： 一次投诉\n  2、 倾听\n二、 送客",
        unnumbered.aid,
    ),
    Rule(
        "heading",
        "A heading stands below the last one of a higher level.",
        "# 迎客\n## 问候\n# 送客\n## 告别",
        "迎客\n  问候\n送客\n  告别",
        numbered.heading,
    ),
    Rule(
        "again-in-table",
        "Lines of a typed table that say the same day stand side by side.",
        "| Day | Topic |\n| --- | --- |\n| Day 1 | Greet |\n| Day 1 | Ask |\n| Day 2 | Part |",
        "Day 1 Greet\nDay 1 Ask\nDay 2 Part\n[heading] 1\n[noise] 2",
        numbered.again_in_table,
    ),
    Rule(
        "goes-on",
        "A number goes on with the list that is open.",
        "一、迎客\n1、问候\n2、倾听\n二、送客",
        "一、 迎客\n  1、 问候\n  2、 倾听\n二、 送客",
        numbered.goes_on,
    ),
    Rule(
        "begins",
        "A family that is not open begins a list below the innermost line that can own it.",
        "一、迎客\n1、问候\n二、送客\n1、告别",
        "一、 迎客\n  1、 问候\n二、 送客\n  1、 告别",
        numbered.begins,
    ),
)
