"""A sheet that was pasted as text reads as one that was pasted with tabs."""

import pytest

from catalog.outline import losses, parse
from catalog.outline.separated import tabbed
from catalog.outline.tree import Line

SHEET = """天;时间;主题;内容
第一天;9:00;迎客;问候
第一天;10:00;倾听;点头
第二天;9:00;送客;告别
第二天;10:00;回访;"电话; 短信"
"""
PROSE = """厅堂营销
一、迎客；先问候，再请坐
二、倾听；点头；复述
三、送客；目送；挥手
四、回访；电话；短信
"""


def shape(text: str) -> list[tuple]:
    return [(item.depth, item.kind, item.title) for item in parse(text).items]


@pytest.mark.parametrize("sign", [";", ","])
def test_semicolons_or_commas_in_every_line_divide_cells(sign):
    tabbed = SHEET.replace('"', "").replace("; ", "~").replace(";", "\t").replace("~", "; ")
    typed = SHEET if sign == ";" else SHEET.replace("; ", "~").replace(";", ",").replace("~", "; ")

    assert shape(typed) == shape(tabbed)
    assert losses(parse(typed)) == []


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE.replace("；", ","),
        "Front desk\n" + "1. Greet, ask, thank\n2. Look, listen, nod\n3. Part, wave, go\n" * 2,
    ],
)
def test_prose_with_such_signs_is_no_sheet(text):
    lines = [Line(number, line) for number, line in enumerate(text.splitlines(), 1)]

    assert tabbed(lines) is lines


@pytest.mark.parametrize("line", ['a;"b;c', 'a;"' + "b" * 200_000 + '";c', "a;\0;c"])
def test_a_broken_sheet_is_read_all_the_same(line):
    text = SHEET + line + "\n"

    assert losses(parse(text)) == []
