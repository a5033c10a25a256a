"""What must hold for any text at all: nothing raised, nothing lost, the same answer twice."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.outline import as_text, losses, parse, parse_lines
from catalog.outline.readers.docx import read_docx
from catalog.outline.readers.flowing import lines_as_text
from catalog.outline.tidying import tidy
from catalog.outline.writers.docx import outline_docx
from catalog.outline.writers.draft import FENCE, draft_of
from tests.catalog.outline.oracle import complaints
from tests.size import size

EXAMPLES = size(2000 if os.environ.get("CI") else 200, 10_000)
MANY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    database=None,
)
FEW = settings(MANY, max_examples=EXAMPLES // 10)

MARKERS = """
一、 二、 三、 十、 壹、 （一） （二） 1、 2、 3. 4. 1) 2) （1） ① ② ③
1.1 1.2 2.1.3 1-1、 I. II. A. B. a)
● ○ - * • —— 第一讲 第二章 第三天： 模块一 Day\u00a01 Module\u00a02: 第1章 案例1： 案例： 工具01
练习： 讨论： 视频： 〔案例〕 【课程背景】 课程对象： 课程时长： 课程大纲 09:00-10:30 Step\u00a01.
# ## > | < <li> <p> </p> ** 《 》 （ ） 电话： 1月 2月 3月 目录 .....3 上午 下午 學員評價
"""
WORDS = """
开场 沟通 客户 风险 授信 Selling Übung été 目標 研修 3.15 5S A/B 100% 。 ： ， ！
"""
SPACES = st.sampled_from(["", " ", "  ", "\t", "　", "    ", "\u00a0"])
LINE = st.builds(
    lambda indent, marks, gap, words: indent + gap.join(marks) + gap + "".join(words),
    SPACES,
    st.lists(st.sampled_from(MARKERS.split()), max_size=2),
    SPACES,
    st.lists(st.sampled_from(WORDS.split()), max_size=6),
)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", " "])
OUTLINES = st.lists(st.tuples(LINE, ENDS), max_size=16).map(
    lambda lines: "".join(line + end for line, end in lines)
)
TEXTS = st.text(max_size=400)


STATED = st.tuples(OUTLINES, OUTLINES, OUTLINES).map(f"\n{FENCE}\n".join)


@pytest.mark.parametrize(
    "texts", [TEXTS, OUTLINES, STATED], ids=["any text", "outlines", "stated levels"]
)
def test_no_text_raises_and_none_loses_a_character(texts):
    @MANY
    @given(texts)
    def holds(text):
        tree = parse(text)

        assert losses(tree) == []
        assert complaints(tree) == []
        assert tree.to_text() == text
        assert as_text(tree)

    holds()


@MANY
@given(OUTLINES)
def test_what_was_read_and_printed_reads_the_same(text):
    tree = parse(text)

    assert parse(tree.to_text()) == tree


@FEW
@given(OUTLINES)
def test_tidy_changes_labels_only_and_is_done_after_once(text):
    once = tidy(text)

    assert tidy(once) == once
    assert titles(once) == titles(text)


@FEW
@given(OUTLINES)
def test_any_tree_can_be_written_as_docx_and_read_without_loss(text):
    tree = parse(text)

    lines = read_docx(outline_docx(tree.title or "", tree.items))

    kept = draft_of(parse_lines(lines))
    for again in (parse_lines(lines), parse(lines_as_text(lines)), parse(kept.text)):
        assert losses(again) == []
        assert complaints(again) == []


def titles(text: str) -> list[str]:
    return [item.title for item in parse(text).items]
