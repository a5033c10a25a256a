"""The outline and what stands in it or below it: late fields, contacts, schedules, testimonials.

Each row goes to the first rule that applies; what no rule takes belongs to the outline.
"""

from catalog.outline import extras
from catalog.outline.fences import OUTSIDE
from catalog.outline.rows import Row
from catalog.outline.rule import Rule

from . import aside, beside, late, outside
from .facts import is_structured
from .scan import Scan

RULES = (
    Rule(
        "told-noise",
        "What the editor marks as no outline is none.",
        "厅堂营销\n一、迎客\n〔忽略〕内部提示\n二、送客",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[noise] 3",
        late.stated_noise,
    ),
    Rule(
        "told-place",
        "A line whose kind or place is stated belongs to the outline, whatever its words.",
        "厅堂营销\n一、迎客\n〔要点〕电话：先报名字\n二、送客",
        "# 厅堂营销\n一、 迎客\n  电话：先报名字\n二、 送客\n[title] 1",
        late.stated_place,
    ),
    Rule(
        "value-goes-on",
        "A list below the name of a late field is its value.",
        "厅堂营销\n一、迎客\n二、送客\n课程收益：\n- 会问候\n- 会倾听",
        "# 厅堂营销\n课程收益: - 会问候\n- 会倾听\n一、 迎客\n二、 送客\n[title] 1",
        late.value_goes_on,
    ),
    Rule(
        "line-of-signs",
        "A line of signs inside a schedule belongs to it.",
        "厅堂营销\n一、迎客\n二、送客\n开课计划\n城市 1月 2月 3月\n----------\n甲城 8-9 - 5-6",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[schedule] 4\n[schedule] 5\n"
        "[schedule] 6\n[schedule] 7",
        aside.line_of_signs,
    ),
    Rule(
        "below-stated-outline",
        "Where the outline is the section of a heading, those of its level below it are none.",
        "# 厅堂营销\n## 课程大纲\n第一讲 迎客\n第二讲 送客\n## 往期照片\n- 开班\n## 费用\n免费",
        "# 厅堂营销\n费用: 免费\n第一讲 迎客\n第二讲 送客\n[title] 1\n"
        "[heading] 2\n[noise] 5\n[noise] 6",
        beside.below,
    ),
    Rule(
        "footer-head",
        "A number that only introduces contacts belongs to them, below the outline.",
        "厅堂营销\n一、课程对象：柜员\n二、课程大纲\n1. 迎客\n2. 送客\n三、联系方式\n小李",
        "# 厅堂营销\n课程对象: 柜员\n1. 迎客\n2. 送客\n[title] 1\n[heading] 3\n"
        "[contact] 6\n[noise] 7",
        aside.footer_head,
    ),
    Rule(
        "contact",
        "A telephone between two points is a contact.",
        "厅堂营销\n一、迎客\n咨询电话：139 0000 0001\n二、送客",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[contact] 3",
        aside.contact,
    ),
    Rule(
        "schedule",
        "A table of cities and months is a schedule.",
        "厅堂营销\n一、迎客\n二、送客\n开课计划\n城市 1月 2月 3月\n甲城 8-9 - 5-6",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[schedule] 4\n[schedule] 5\n[schedule] 6",
        aside.schedule,
    ),
    Rule(
        "praise",
        "学员评价 below the outline begins testimonials.",
        "厅堂营销\n一、迎客\n二、送客\n学员评价\n讲得清楚，第二天早上就能用起来",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[testimonial] 4\n[testimonial] 5",
        aside.praise,
    ),
    Rule(
        "heading",
        "课程大纲 once more is no part of the outline.",
        "厅堂营销\n第一讲 迎客\n课程大纲\n第二讲 送客",
        "# 厅堂营销\n第一讲 迎客\n第二讲 送客\n[title] 1\n[heading] 3",
        aside.heading,
    ),
    Rule(
        "title-again",
        "Nor is the title once more.",
        "厅堂营销\n一、迎客\n厅堂营销\n二、送客",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[title] 3",
        aside.title_again,
    ),
    Rule(
        "edge-again",
        "Nor is a line above the title that comes again: each page of a print has it.",
        "甲市培训中心 内部资料\n厅堂营销\n一、迎客\n甲市培训中心 内部资料\n二、送客",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[noise] 1\n[title] 2\n[noise] 4",
        aside.edge_again,
    ),
    Rule(
        "noise",
        "Numbers of pages and the like are noise.",
        "厅堂营销\n一、迎客\n第 1 页\n二、送客",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[noise] 3",
        aside.noise,
    ),
    Rule(
        "sign-off",
        "Below 祝好 nothing but the writer's name follows.",
        "厅堂营销\n一、迎客\n二、送客\n祝好\n小李",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[noise] 4\n[noise] 5",
        aside.sign_off,
    ),
    Rule(
        "late-field",
        "A field may stand below the outline, also as a name above its lines.",
        "厅堂营销\n一、迎客\n二、送客\n培训对象：柜员\n\nYour trainer\nMaria",
        "# 厅堂营销\n培训对象: 柜员\nYour trainer: Maria\n一、 迎客\n二、 送客\n[title] 1",
        late.late_field,
    ),
    Rule(
        "value-below",
        "The lines below a late field are its value.",
        "厅堂营销\n一、迎客\n二、送客\n培训对象：\n柜员",
        "# 厅堂营销\n培训对象: 柜员\n一、 迎客\n二、 送客\n[title] 1",
        late.value_below,
    ),
    Rule(
        "closing-name",
        "Below a late field a line with a colon names what follows, whatever the name.",
        "厅堂营销\n一、迎客\n二、送客\n培训对象：柜员\n桌椅：\n十张",
        "# 厅堂营销\n培训对象: 柜员\n桌椅: 十张\n一、 迎客\n二、 送客\n[title] 1",
        late.closing_name,
    ),
    Rule(
        "closing-pair",
        "Set apart below the outline a short name and its value are a field, whatever the name.",
        "厅堂营销\n一、迎客\n二、送客\n\n你将带走：话术卡一套",
        "# 厅堂营销\n你将带走: 话术卡一套\n一、 迎客\n二、 送客\n[title] 1",
        late.closing_pair,
    ),
    Rule(
        "remark",
        "A sentence set apart below the outline is no part of it.",
        "厅堂营销\n一、迎客\n二、送客\n\n请各位同事提前十分钟到场并签到。",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[noise] 5",
        aside.remark,
    ),
    Rule(
        "footer-goes-on",
        "What follows contacts, a schedule or testimonials is no outline.",
        "厅堂营销\n一、迎客\n二、送客\n学员评价\n讲得清楚，第二天早上就能用起来",
        "# 厅堂营销\n一、 迎客\n二、 送客\n[title] 1\n[testimonial] 4\n[testimonial] 5",
        aside.footer_goes_on,
    ),
    Rule(
        "told-outside",
        "What stands below an outline that states its levels is none.",
        "厅堂营销\n〔读法：层级〕\n迎客\n  问候\n〔读法：层级〕\n送客",
        "# 厅堂营销\n迎客\n  问候\n[title] 1\n[noise] 2\n[noise] 5\n[noise] 6",
        outside.below,
    ),
)


def read(scan: Scan, start: int) -> None:
    """Place the rows from the first one of the outline on."""
    scan.close()
    scan.until = 0
    if start < len(scan.rows):
        scan.margin, scan.chapters = scan.rows[start].indent, scan.rows[start].heading
    backwards = range(len(scan.rows) - 1, start, -1)
    scan.last = next((at for at in backwards if _holds(scan, scan.rows[at])), start)
    for at in range(start, len(scan.rows)):
        row = scan.rows[at]
        for rule in RULES:
            if rule.apply(scan, at, row):
                break
        else:
            scan.keep(row)


def _holds(scan: Scan, row: Row) -> bool:
    """Whether the outline cannot have ended above this row."""
    if row.depth == OUTSIDE:
        return False
    inside = is_structured(row) or row.indent > scan.margin + 1
    aside_of_it = aside.is_footer_head(scan, row) or extras.is_marked_remark(row)
    return inside and not aside_of_it
