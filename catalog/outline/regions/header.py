"""The header: title, fields and page furniture above the outline.

Each row goes to the first rule that applies; the outline begins where a rule says so, or where
none applies.
"""

from collections.abc import Sequence

from catalog.outline import extras
from catalog.outline.fences import OUTSIDE
from catalog.outline.rows import Row
from catalog.outline.rule import Rule
from catalog.outline.tree import Line

from . import begins, beside, named, outside, pairs, stated
from .scan import Scan, Verdict

RULES = (
    Rule(
        "told-depth",
        "Where the source tells the depth of a line, the outline begins.",
        (Line(1, "厅堂营销"), Line(2, "课程收益：会说话", depth=1), Line(3, "问候", depth=2)),
        "# 厅堂营销\n课程收益：会说话\n  问候\n[title] 1",
        stated.stated_depth,
    ),
    Rule(
        "told-noise",
        "What the editor marks as no outline is none, and no title.",
        "〔忽略〕内部使用\n厅堂营销\n一、迎客\n二、送客",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[noise] 1\n[title] 2",
        stated.stated_noise,
    ),
    Rule(
        "told-title",
        "Above an outline that states its levels, a heading is the title.",
        "# 课程收益\n〔读法：层级〕\n迎客\n  问候",
        "# 课程收益\n迎客\n  问候\n[title] 1\n[noise] 2",
        outside.title,
    ),
    Rule(
        "told-field",
        "There 【…】 names a field, whatever the name.",
        "# 厅堂营销\n【第一步】微笑\n〔读法：层级〕\n迎客\n  问候",
        "# 厅堂营销\n第一步: 微笑\n迎客\n  问候\n[title] 1\n[noise] 3",
        outside.field,
    ),
    Rule(
        "told-value",
        "There a line further right belongs to the field above it.",
        "# 厅堂营销\n课程收益：\n  一、会问候\n  地点：甲城\n〔读法：层级〕\n迎客\n  问候",
        "# 厅堂营销\n课程收益: 一、会问候\n地点：甲城\n迎客\n  问候\n[title] 1\n[noise] 5",
        outside.value,
    ),
    Rule(
        "mail",
        "What a mail says above an outline is no part of it.",
        "王老师您好：\n厅堂营销\n一、迎客\n二、送客",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[noise] 1\n[title] 2",
        stated.mail,
    ),
    Rule(
        "table",
        "A name above a table heads it; the table is no value of a field.",
        (
            Line(1, "厅堂营销"),
            Line(2, "活动形式："),
            Line(3, "时间", cell=(1, 1, 1)),
            Line(4, "主题", cell=(1, 1, 2)),
            Line(5, "内容", cell=(1, 1, 3)),
            Line(6, "9:00", cell=(1, 2, 1)),
            Line(7, "迎客", cell=(1, 2, 2)),
            Line(8, "问候", cell=(1, 2, 3)),
            Line(9, "10:00", cell=(1, 3, 1)),
            Line(10, "送客", cell=(1, 3, 2)),
            Line(11, "告别", cell=(1, 3, 3)),
        ),
        "# 厅堂营销\n9:00\n迎客\n  问候\n10:00\n送客\n  告别\n[title] 1\n[heading] 2\n"
        "[noise] 3\n[noise] 4\n[noise] 5",
        stated.table,
    ),
    Rule(
        "value-goes-on",
        "A list below the name of a field is its value as a whole.",
        "厅堂营销\n课程收益：\n1. 会问候\n2. 会倾听\n课程大纲\n一、迎客\n二、送客",
        "# 厅堂营销\n课程收益: 1. 会问候\n2. 会倾听\n一、 迎客\n二、 送客\n[title] 1\n[heading] 5",
        stated.value_goes_on,
    ),
    Rule(
        "line-of-signs",
        "A line of signs is no value.",
        "厅堂营销\n课程收益：\n----------\n会问候\n一、迎客\n二、送客",
        "# 厅堂营销\n课程收益: 会问候\n一、 迎客\n二、 送客\n[title] 1\n[noise] 3",
        stated.line_of_signs,
    ),
    Rule(
        "outline-heading",
        "课程大纲 says that the outline follows, and is no part of it.",
        "厅堂营销\n课程大纲\n迎客\n1. 问候\n送客\n1. 告别",
        "# 厅堂营销\n迎客\n  1. 问候\n送客\n  1. 告别\n[title] 1\n[heading] 2",
        stated.outline_heading,
    ),
    Rule(
        "named-like-others",
        "Behind a bullet that begins known fields, a name and a wide blank are one too.",
        "厅堂营销\n■课程对象　柜员\n■课程时长　1天\n■桌椅　十张\n一、迎客\n二、送客",
        "# 厅堂营销\n课程对象: 柜员\n课程时长: 1天\n桌椅: 十张\n一、 迎客\n二、 送客\n[title] 1",
        named.named_like_others,
    ),
    Rule(
        "pair-like-others",
        "Two cells beside pairs of cells that are known fields are a field too.",
        "厅堂营销\n课程对象\t柜员\n桌椅\t十张\n一、迎客\n二、送客",
        "# 厅堂营销\n课程对象: 柜员\n桌椅: 十张\n一、 迎客\n二、 送客\n[title] 1",
        named.pair_like_others,
    ),
    Rule(
        "title-heading",
        "A single heading above all others is the title.",
        "# 厅堂营销\n## 迎客\n### 问候\n## 送客\n### 告别",
        "# 厅堂营销\n迎客\n  问候\n送客\n  告别\n[title] 1",
        stated.title_heading,
    ),
    Rule(
        "field-section",
        "A heading above a table or a list of names and values is no chapter, whatever its words.",
        "# 厅堂营销\n## 一、基本情况\n| 项目 | 说明 |\n| --- | --- |\n"
        "| 课程对象 | 柜员 |\n| 课程时长 | 1天 |\n"
        "| 讲练之比 | 一比三 |\n## 二、迎客\n- 微笑\n## 三、送客\n- 挥手",
        "# 厅堂营销\n课程对象: 柜员\n课程时长: 1天\n讲练之比: 一比三\n"
        "二、 迎客\n  微笑\n三、 送客\n  挥手\n"
        "[title] 1\n[heading] 2\n[heading] 3\n[noise] 4",
        pairs.field_section,
    ),
    Rule(
        "field-pair",
        "Each line of such a section is a field, also one with a name of its own.",
        "# 厅堂营销\n## 课程信息\n- 课程对象：柜员\n- 课程时长：1天\n- 讲练之比：一比三\n"
        "## 迎客\n- 微笑\n## 送客\n- 挥手",
        "# 厅堂营销\n课程对象: 柜员\n课程时长: 1天\n讲练之比: 一比三\n迎客\n  微笑\n送客\n  挥手\n"
        "[title] 1\n[heading] 2",
        pairs.pair,
    ),
    Rule(
        "section-field",
        "The section of a heading that names a field is its value.",
        "# 厅堂营销\n## Introduction\n客户变了\n## 课程对象\n柜员\n"
        "## 迎客\n- 微笑\n## 送客\n- 挥手",
        "# 厅堂营销\nIntroduction: 客户变了\n课程对象: 柜员\n迎客\n  微笑\n送客\n  挥手\n[title] 1",
        stated.section_field,
    ),
    Rule(
        "contact-section",
        "A heading above contacts is no chapter.",
        "# 厅堂营销\n## 联系我们\n小李\n## 迎客\n- 微笑\n## 送客\n- 挥手",
        "# 厅堂营销\n迎客\n  微笑\n送客\n  挥手\n[title] 1\n[contact] 2\n[contact] 3",
        stated.contact_section,
    ),
    Rule(
        "above-stated-outline",
        "Where the outline is the section of a heading, those of its level above it are none.",
        "# 厅堂营销\n## 承办部门\n培训中心\n## 课程大纲\n第一讲 迎客\n- 微笑\n第二讲 送客\n- 挥手",
        "# 厅堂营销\n承办部门: 培训中心\n第一讲 迎客\n  微笑\n第二讲 送客\n  挥手\n"
        "[title] 1\n[heading] 4",
        beside.above,
    ),
    Rule(
        "other-heading",
        "A heading whose section has parts of its own begins the outline, whatever its words.",
        "厅堂营销\n# 课程收益\n## 会问候\n- 微笑\n# 课程方法\n## 演练\n- 两人一组",
        "# 厅堂营销\n课程收益\n  会问候\n    微笑\n课程方法\n  演练\n    两人一组\n[title] 1",
        stated.other_heading,
    ),
    Rule(
        "begins-under-names",
        "The first of several lines with a colon, in a text without numbers, heads a part.",
        "厅堂营销\n迎客之前：\n扫地\n开灯\n迎客之时：\n问候\n微笑\n案例：一位老客\n"
        "迎客之后：\n目送\n关门",
        "# 厅堂营销\n迎客之前：\n  扫地\n  开灯\n迎客之时：\n  问候\n  微笑\n"
        "  案例： 一位老客\n迎客之后：\n  目送\n  关门\n[title] 1",
        begins.under_names,
    ),
    Rule(
        "named-field",
        "A name and a value are a field.",
        "厅堂营销\n课程对象：柜员\n一、迎客\n二、送客",
        "# 厅堂营销\n课程对象: 柜员\n一、 迎客\n二、 送客\n[title] 1",
        named.named_field,
    ),
    Rule(
        "value-below",
        "The lines below the name of a field are its value.",
        "厅堂营销\n课程收益：\n会问候\n会倾听\n一、迎客\n二、送客",
        "# 厅堂营销\n课程收益: 会问候\n会倾听\n一、 迎客\n二、 送客\n[title] 1",
        named.value_below,
    ),
    Rule(
        "contact",
        "A telephone is a contact.",
        "厅堂营销\n咨询电话：139 0000 0001\n一、迎客\n二、送客",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[contact] 2",
        named.contact,
    ),
    Rule(
        "begins-structured",
        "The first line with a number, a bullet or a label begins the outline.",
        "厅堂营销\n一、迎客\n二、送客\n培训对象：柜员",
        "# 厅堂营销\n培训对象: 柜员\n一、 迎客\n二、 送客\n[title] 1",
        begins.structured,
    ),
    Rule(
        "begins-under-colon",
        "A line with a colon above the only list of a text heads it.",
        "厅堂营销\n迎客三步：\n1. 问候\n2. 倾听",
        "# 厅堂营销\n迎客三步：\n  1. 问候\n  2. 倾听\n[title] 1",
        begins.under_colon,
    ),
    Rule(
        "begins-plain",
        "After 课程大纲 a line without marker begins the outline, unless a field still follows.",
        "厅堂营销\n课程大纲\n迎客\n微笑与问候\n送客\n1. 告别\n2. 挥手",
        "# 厅堂营销\n迎客\n微笑与问候\n送客\n1. 告别\n2. 挥手\n[title] 1\n[heading] 2",
        begins.plain,
    ),
    Rule(
        "begins-blocks",
        "A line above a list begins the outline when more such lines follow.",
        "厅堂营销\n\n迎客\n- 问候\n\n送客\n- 告别",
        "# 厅堂营销\n迎客\n  问候\n送客\n  告别\n[title] 1",
        begins.blocks,
    ),
    Rule(
        "begins-nested",
        "So does a line above deeper ones, when more such lines follow.",
        "厅堂营销\n迎客\n    问候\n送客\n    告别\n培训对象：柜员",
        "# 厅堂营销\n培训对象: 柜员\n迎客\n  问候\n送客\n  告别\n[title] 1",
        begins.nested,
    ),
    Rule(
        "begins-under-bold",
        "A bold line above a list heads it.",
        "厅堂营销\n**迎客**\n- 问候\n- 倾听",
        "# 厅堂营销\n迎客\n  问候\n  倾听\n[title] 1",
        begins.under_bold,
    ),
    Rule(
        "loose",
        "Of the lines that are nothing else, the likeliest is the title; the others are noise.",
        "厅堂营销\n银行网点适用\n一、迎客\n二、送客",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[noise] 2",
        named.loose,
    ),
)


def read(scan: Scan) -> int:
    """Place the rows of the header; the index of the first row of the outline."""
    for at, row in enumerate(scan.rows):
        if verdict(scan, at, row) is Verdict.BEGINS:
            return _earlier(scan, at)
    return fall_back(scan)


MOST_LOOSE = 4  # lines that may stand about a title: a subtitle, who, when, where


def _earlier(scan: Scan, at: int) -> int:
    """Where most lines are plain the outline begins with the many above its first list too."""
    loose = scan.loose
    if scan.rows[at].depth or scan.found.fields or scan.headed or len(loose) <= MOST_LOOSE + 1:
        return at
    if not all(row.plain and not row.cells for row in loose):
        return at
    prose = sum(1 for row in loose if extras.is_sentence(row.text))
    if prose * 4 > len(loose) or not _is_mostly_plain(scan.rows):
        return at
    start = scan.rows.index(loose[1])
    _take_back(scan, start)
    return start


def _is_mostly_plain(rows: Sequence[Row]) -> bool:
    return sum(1 for row in rows if row.plain) * 3 >= len(rows) * 2


def verdict(scan: Scan, at: int, row: Row) -> Verdict:
    for rule in RULES:
        found: Verdict | None = rule.apply(scan, at, row)
        if found is Verdict.BEGINS and row.depth == OUTSIDE:
            continue
        if found is not None:
            return found
    return Verdict.BEGINS


def fall_back(scan: Scan) -> int:
    """No structure at all: what follows the last field, or else the first line, is outline."""
    owned = {line for entry in scan.found.fields for line in entry.lines}
    last = max((at for at, row in enumerate(scan.rows) if owned & set(row.lines)), default=-1)
    unplaced = set(map(id, scan.loose))
    loose = [at for at, row in enumerate(scan.rows) if id(row) in unplaced]
    start = next((at for at in loose[1:] if at > last), len(scan.rows))
    _take_back(scan, start)
    return start


def _take_back(scan: Scan, start: int) -> None:
    """The rows from here on are outline after all."""
    gone = {line for row in scan.rows[start:] for line in row.lines}
    scan.loose = [row for row in scan.loose if gone.isdisjoint(row.lines)]
    scan.loose_texts = {row.text for row in scan.loose}
    scan.found.extras = [one for one in scan.found.extras if gone.isdisjoint(one.lines)]
