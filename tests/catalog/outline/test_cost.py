"""The cost of a line is bounded, whatever stands in it (expressions: tests/test_expressions.py)."""

import time

import pytest

from catalog.outline import as_text, parse
from catalog.outline.readers.clipboard import read_clipboard

UNIT = "厅堂营销\n\n第一讲 准备\n一、名单\n1、筛选\n2、分层\n"
NAMES = [
    "课程对象",
    "课程时间",
    "课程收益",
    "地点",
    "讲师",
    "电话",
    "费用",
    "联系人",
    "备注",
    "其他",
]


def slowest(call, texts) -> float:
    """Seconds of processor time for the worst text, each tried up to three times."""
    worst = 0.0
    for text in texts:
        times = []
        for _ in range(3):
            start = time.process_time()
            call(text)
            times.append(time.process_time() - start)
            if times[-1] < 0.025:
                break
        worst = max(worst, min(times))
    return worst


def test_reading_a_line_of_any_length_is_linear():
    def seconds(length: int) -> float:
        return slowest(
            parse, [(seed * length)[:length] for seed in ("课程目标：", "a@b.", "| ", "年 ")]
        )

    assert seconds(20_000) < 8 * max(seconds(5_000), 0.01)


def test_reading_takes_time_in_proportion_to_the_lines():
    block = "第一讲 准备\n一、名单\n1、筛选\n2、分层\n案例：运单\n二、拜访\n1、电话\n2、上门\n"

    def seconds(times: int) -> float:
        return slowest(parse, [block * times])

    assert seconds(400) < 8 * seconds(100)


def test_reading_a_typed_table_takes_time_in_proportion_to_its_lines():
    rows = "".join(f"甲{n}\t乙{n}\t丙{n}" + ("\t丁\n" if n % 2 else "\n") for n in range(2_000))

    def seconds(lines: int) -> float:
        text = "\n".join(rows.split("\n")[:lines])
        return slowest(parse, [f"班表课\n时间\t主题\t内容\t备注\n{text}\n"])

    assert seconds(2_000) < 8 * seconds(500)


@pytest.mark.parametrize(
    ("above", "lines"),
    [
        pytest.param(UNIT + "\n", lambda n: f"{NAMES[n % 10]}：乙{n}\n", id="fields below"),
        pytest.param(UNIT + "\n", lambda n: f"评估\n内容{n}\n", id="names alone below"),
        pytest.param(UNIT + "\n", lambda n: f"甲{n}：乙{n}\n\n", id="pairs apart below"),
        pytest.param(UNIT, lambda n: f"讲师：好{n}\n学员：是\n", id="a conversation"),
        pytest.param(UNIT + "\n", lambda n: f"**名单{n}\n", id="remarks below"),
        pytest.param(UNIT, lambda n: f"3月{n % 28 + 1}日 昆明\n", id="dates"),
        pytest.param("课\n", lambda n: f"点{n}\n\n", id="blank lines"),
        pytest.param("课\n| 时间 | 主题 |\n|---|---|\n", lambda n: f"| 甲{n} | 乙 |\n", id="bars"),
    ],
)
def test_reading_many_lines_of_one_form_takes_time_in_proportion(above, lines):
    def seconds(count: int) -> float:
        return slowest(parse, [above + "".join(map(lines, range(count)))])

    assert seconds(3_000) < 8 * max(seconds(750), 0.01)


@pytest.mark.parametrize("line", ["《名单{}\n", "甲{}    乙\n", "https://example.com/{}\n"])
def test_many_lines_above_an_outline_take_time_in_proportion(line):
    block = UNIT.partition("\n\n")[2]

    def seconds(count: int) -> float:
        above = "".join(map(line.format, range(count)))
        return slowest(parse, ["课\n" + above + "\n" + block * (count // 4)])

    assert seconds(2_000) < 6.5 * max(seconds(500), 0.01)


@pytest.mark.parametrize(
    "text", ["\u200b", "课\n\u200b\n第一讲 甲\n", "课\n\ufeff\u200d \n1、甲\n"]
)
def test_a_line_of_nothing_but_invisible_signs_is_blank(text):
    seen = text.translate(dict.fromkeys(map(ord, "\u200b\u200d\ufeff")))

    assert as_text(parse(text)) == as_text(parse(seen))


@pytest.mark.parametrize("piece", ["<a ", '<a b="', "<ul><li>甲", "<p>甲", "<td>甲", "<"])
@pytest.mark.parametrize("begun", ["", "<table><tr><td>"])
def test_a_page_that_is_copied_takes_time_in_proportion(begun, piece):
    def seconds(count: int) -> float:
        return slowest(read_clipboard, [begun + piece * count])

    assert seconds(12_000) < 7 * max(seconds(3_000), 0.02)


def test_what_looks_like_a_tag_behind_the_last_one_is_text():
    assert read_clipboard("<p>利润<成本</p>客户<30").text == "利润<成本\n客户<30\n"
