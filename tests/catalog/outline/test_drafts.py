"""The text that the back office keeps of a file reads to the tree of the file."""

import random

import pytest

from catalog.outline import losses, parse, parse_lines
from catalog.outline.readers.flowing import flowed
from catalog.outline.readings import mark_line, with_mark
from catalog.outline.tree import Line
from catalog.outline.writers.draft import FENCE, Draft, draft_of

CELLS = [
    ("时间", "主题", "内容", "课时"),
    ("第一天", "迎客", "一、问候\n1. 微笑\n2. 点头\n二、倾听", "2"),
    ("第二天", "送客", "一、告别\n1. 挥手\n2. 目送", "3课时"),
]


def table(rows: list[tuple[str, ...]], *above: str) -> list[Line]:
    """Lines of a Word table below some paragraphs; each line of a cell is a paragraph."""
    lines = [Line(0, text) for text in above]
    lines += [
        Line(0, text, cell=(0, at, column))
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
        for text in cell.split("\n")
    ]
    return [line._replace(number=number) for number, line in enumerate(lines, 1)]


def draft(lines: list[Line]) -> Draft:
    return draft_of(parse_lines(lines))


def said(tree) -> tuple:
    items = [(i.depth, i.kind, f"{i.label} {i.title}".split("〕")[-1].split()) for i in tree.items]
    return tree.title, [(f.name, f.value) for f in tree.fields], items


def test_a_table_whose_words_alone_read_otherwise_states_its_levels():
    lines = table(CELLS, "厅堂营销", "课程对象：柜员")

    kept = draft(lines)

    assert said(parse(kept.text)) == said(parse_lines(lines))
    assert losses(parse(kept.text)) == []
    assert kept.text.splitlines() == [
        "# 厅堂营销",
        "课程对象：柜员",
        "〔忽略〕时间 | 主题 | 内容 | 课时",
        FENCE,
        "第一天",
        "  迎客",
        "    一、问候",
        "      1. 微笑",
        "      2. 点头",
        "    二、倾听",
        "    〔说明〕2",
        "第二天",
        "  送客",
        "    一、告别",
        "      1. 挥手",
        "      2. 目送",
        "    〔说明〕3课时",
    ]


def test_words_that_read_alike_stay_as_they_are():
    lines = [Line(1, "厅堂营销", heading=1), Line(2, "一、迎客"), Line(3, "1. 问候")]

    assert draft(lines).text == flowed(lines)[0]


def test_places_name_the_line_that_holds_each_line_of_the_file():
    lines = table(CELLS, "厅堂营销", "课程对象：柜员")
    kept = draft(lines)
    texts = kept.text.splitlines()

    for line in lines:
        assert "".join(line.text.split()) in "".join(texts[kept.places[line.number] - 1].split())


@pytest.mark.parametrize(
    "field",
    [
        ("讲练之比", "一比三"),
        ("课程收益", "态度：会问候\n一、会倾听\n地点：甲城"),
        ("第一步要做的事", "微笑"),
        ("费用", "300元 地点：甲城"),
    ],
)
def test_fields_of_any_name_and_value_come_back(field):
    name, value = field
    facts = [("课程对象", "柜员"), (name, value), ("课程时长", "1天")]
    lines = table(facts, "厅堂营销")
    more = table(CELLS)
    last = len(lines)
    lines += [line._replace(number=line.number + last, cell=(1, *line.cell[1:])) for line in more]
    wanted = parse_lines(lines)
    assert (name, value) in [(one.name, one.value) for one in wanted.fields]

    assert said(parse(draft(lines).text)) == said(wanted)


def test_contacts_below_the_outline_stay_contacts():
    lines = table(CELLS, "厅堂营销")
    lines.append(Line(len(lines) + 1, "咨询电话：139 0000 0001"))
    kept = draft(lines)
    tree = parse(kept.text)

    assert said(tree) == said(parse_lines(lines))
    assert [one.kind for one in tree.extras if max(one.lines) == len(tree.source) - 1] == [
        "contact"
    ]


# ------------------------------------------------------------ 〔读法：层级〕

STATED = """厅堂营销
〔读法：层级〕
迎客
  3. 微笑
  1. 点头
    送客
告别
〔读法：层级〕
谢谢大家
"""


def shape(text: str) -> list[tuple]:
    return [(item.depth, item.title) for item in parse(text).items]


def test_between_the_marks_indentation_alone_tells_the_level():
    assert shape(STATED) == [(1, "迎客"), (2, "微笑"), (2, "点头"), (3, "送客"), (1, "告别")]
    assert losses(parse(STATED)) == []
    assert parse(STATED).readings[0].unmarked


def test_another_reading_keeps_the_marks_and_gives_the_levels_back():
    other = with_mark(STATED, "usual")

    assert other == mark_line("usual") + "\n" + STATED
    assert shape(other) != shape(STATED)
    assert [one.code for one in parse(other).readings if one.unmarked] == ["levels"]
    assert with_mark(other, "") == with_mark(other, "levels") == STATED


def test_a_single_mark_at_the_top_leaves_the_header_to_its_words():
    text = "〔读法：层级〕\n厅堂营销\n课程对象：柜员\n第一讲 迎客\n3. 微笑\n  1. 点头\n第二讲 送客"
    tree = parse(text)

    assert (tree.title, tree.fields[0].name) == ("厅堂营销", "课程对象")
    assert [item.depth for item in tree.items] == [1, 1, 2, 1]
    assert with_mark(text, "") == text.split("\n", 1)[1]


def test_a_line_that_cannot_be_kept_word_for_word_costs_only_itself_its_place(monkeypatch):
    lost = [{4}, set()]
    monkeypatch.setattr(
        "catalog.outline.parsing.lost_lines", lambda tree: lost.pop(0) if lost else set()
    )

    assert shape(STATED) == [(1, "迎客"), (2, "3. 微笑"), (2, "点头"), (3, "送客"), (1, "告别")]


def test_cells_in_two_scripts_say_nothing_twice():
    rows = [
        (f"{word} the guest", f"How to {word.lower()}", "1. Look\n2. Listen", "2课时")
        for word in ("Meet", "Ask", "Lead", "Thank", "Call")
    ]
    lines = table([("模块", "主题", "内容", "课时"), *rows])
    titles = [item.title for item in parse_lines(lines).items]

    assert titles.count("2课时") == len(rows)
    assert said(parse(draft(lines).text)) == said(parse_lines(lines))


def test_tags_that_a_course_is_about_stay_its_words():
    words = (
        "网页制作",
        "第一讲 结构",
        "<h1> 与 <h2>",
        "<p> 与 <br>",
        "第二讲 列表",
        "<ul> 与 <li>",
    )
    lines = [Line(number, text) for number, text in enumerate(words, 1)]
    kept = draft(lines)

    assert said(parse(kept.text)) == said(parse_lines(lines))
    assert losses(parse(kept.text)) == []


WORDS = "开场 客户 Selling été 3.15 5S 一、 （一） 1、 2. 3) ① 第一讲 第三天： Day 案例： 案例1："
SIGNS = "● - * 【课程背景】 课程对象： 09:00 # > | < <p> ** 《 》 电话： 1月 上午 。 ： ，"


@pytest.mark.parametrize("seed", range(30))
def test_a_table_of_any_words_keeps_its_tree(seed):
    chance = random.Random(seed)  # noqa: S311
    words = [*WORDS.split(), *SIGNS.split()]

    def text():
        return "".join(chance.choices(words, k=chance.randint(1, 5))) + chance.choice("甲乙丙")

    def shape(tree):
        return [
            (item.depth, item.kind, "".join(filter(str.isalnum, item.label + item.title)))
            for item in tree.items
        ]

    rows = [
        tuple("\n".join(text() for _ in range(chance.randint(1, 3))) for _ in range(3))
        for _ in range(chance.randint(4, 10))
    ]
    lines = table(rows, "厅堂营销课")
    kept = draft(lines)

    assert shape(parse(kept.text)) == shape(parse_lines(lines))
    assert losses(parse(kept.text)) == []


def test_words_about_tags_between_the_two_lines_are_no_page():
    tree = parse(
        '# 标签课\n〔读法：层级〕\n表格\n  <td> </td> <td colspan="2"\n  colspan="3"\n'
        "  </tr> <tr>\n  </tr>"
    )

    assert losses(tree) == []
    assert [item.depth for item in tree.items] == [1, 2, 2, 2, 2]
