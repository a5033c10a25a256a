"""Second pass: what a line cannot tell and its neighbours can.

Each rule takes all rows and returns all rows; they run in the order of ``RULES``.
"""

from .families import family_of
from .neighbours import cells, headings, lines, numbers, signs, twofold, units
from .prominence import promote
from .rows import Row
from .rule import Rule

RULES = (
    Rule(
        "level-indents",
        "One blank more or less is a slip of the finger, not a level.",
        "第一讲\n- 问候\n - 倾听\n- 告别",
        "第一讲\n  问候\n  倾听\n  告别",
        lines.level_indents,
    ),
    Rule(
        "misread-numbers",
        "(C) between (2) and (4) is a 3 that was misread.",
        "(1) 接待\n(2) 倾听\n(C) 回答\n(4) 告别",
        "(1) 接待\n(2) 倾听\n(C) 回答\n(4) 告别",
        numbers.misread_numbers,
    ),
    Rule(
        "compact-numbers",
        "2.5S管理 after 1. is point 2 about 5S, not the number 2.5.",
        "1.开场\n2.5S管理\n3.收尾",
        "1. 开场\n2. 5S管理\n3. 收尾",
        numbers.read_compact,
    ),
    Rule(
        "dotted-times",
        "Decimals in steps of five, some of them full, are times of day.",
        "第一天\n9.00 迎客\n9.45 问候\n10.30 送客",
        "第一天\n  9.00 迎客\n  9.45 问候\n  10.30 送客",
        numbers.dotted_times,
    ),
    Rule(
        "number-ranges",
        "2-3 between 1 and 4 covers two numbers.",
        "| Week | Topic |\n| --- | --- |\n| 1 | Greet |\n| 2-3 | Ask |\n| 4 | Part |",
        "1 Greet\n2-3 Ask\n4 Part\n[heading] 1\n[noise] 2",
        numbers.number_ranges,
    ),
    Rule(
        "confirm-markers",
        "A number without punctuation, a decimal or a time counts only where others go on from it.",
        "一、数据\n1.5 倍不是编号\n二、结论",
        "一、 数据\n  1.5 倍不是编号\n二、 结论",
        numbers.confirm,
    ),
    Rule(
        "item-codes",
        "A letter with numbers that go on counts points: K1, K2, P1, AC1.1.",
        "1. Know\nK1 the limits\nK2 the rotation\n(a) first in\n(b) first out\nK3 the alarm\n2. Do",
        "1. Know\n  K1 the limits\n  K2 the rotation\n    (a) first in\n    (b) first out\n"
        "  K3 the alarm\n2. Do",
        numbers.item_codes,
    ),
    Rule(
        "breaks",
        "Where only breaks have a time of day, nothing stands below them.",
        "第一天\n1. 迎客\n10:30-10:45 茶歇\n- 问候\n2. 送客\n15:00-15:15 茶歇\n- 告别",
        "第一天\n  1. 迎客\n    10:30-10:45 茶歇\n    问候\n  2. 送客\n"
        "    15:00-15:15 茶歇\n    告别",
        numbers.breaks,
    ),
    Rule(
        "discover-units",
        "A word that counts up is a unit, in whatever language.",
        "Rundgang 1: Annehmen\n1.1 Prüfen\nRundgang 2: Lagern\n2.1 Ordnen",
        "Rundgang 1: Annehmen\n  1.1 Prüfen\nRundgang 2: Lagern\n  2.1 Ordnen",
        units.discover_units,
    ),
    Rule(
        "numbered-units",
        "Numbers that all stand before one and the same word count units, in whatever language.",
        "1. Hafta\n- Mosoly\n2. Hafta: Panasz\n- Csend",
        "1. Hafta\n  Mosoly\n2. Hafta: Panasz\n  Csend",
        units.numbered_units,
    ),
    Rule(
        "days",
        "A date or a day of the week alone on its line is a unit above the hours of that day.",
        "厅堂营销\n4月7日（周二）\n上午 迎客\n下午 送客\n4月8日（周三）\n上午 回访",
        "# 厅堂营销\n4月7日（周二）\n  上午 迎客\n  下午 送客\n4月8日（周三）\n"
        "  上午 回访\n[title] 1",
        units.days,
    ),
    Rule(
        "named-days",
        "Days of the week with a title, each above other lines, are units.",
        "厅堂营销\n周一：迎客\n问候\n周三：送客\n告别",
        "# 厅堂营销\n周一： 迎客\n  问候\n周三： 送客\n  告别\n[title] 1",
        units.named_days,
    ),
    Rule(
        "double-units",
        "Where the first of two units on one line comes again, both are one label.",
        "Day 1 / Session 1: Meet\n1. Smile\nDay 1 / Session 2: Ask\n1. Listen",
        "Day 1 / Session 1: Meet\n  1. Smile\nDay 1 / Session 2: Ask\n  1. Listen",
        twofold.double_units,
    ),
    Rule(
        "asked",
        "Of two labels that alternate the first asks and the other answers below it.",
        "厅堂营销\n问：谁先开口？\n答：柜员\n问：说什么？\n答：问候\n答：称呼",
        "# 厅堂营销\n问： 谁先开口？\n  答： 柜员\n问： 说什么？\n  答： 问候\n"
        "  答： 称呼\n[title] 1",
        twofold.asked,
    ),
    Rule(
        "merged-cells",
        "Where lines of a typed table leave the first cell empty, the one above goes on.",
        "厅堂营销\n周一\t迎客\t1课时\n\t问候\t2课时\n周三\t送客\t1课时\n\t告别\t2课时",
        "# 厅堂营销\n周一 迎客 1课时\n  问候 2课时\n周三 送客 1课时\n  告别 2课时\n[title] 1",
        cells.merged_cells,
    ),
    Rule(
        "numbers-apart",
        "A number alone on its line, as slides have it, is that of the title below.",
        "厅堂营销\n01\n迎客\n问候\n02\n送客\n告别",
        "# 厅堂营销\n01 迎客\n  问候\n02 送客\n  告别\n[title] 1",
        numbers.numbers_apart,
    ),
    Rule(
        "units-by-suffix",
        "The word of a unit may stand at its end: 准备阶段 above a list, 实施阶段 above another.",
        "厅堂营销\n准备阶段\n- 名单\n实施阶段\n- 邀约",
        "# 厅堂营销\n准备阶段\n  名单\n实施阶段\n  邀约\n[title] 1",
        units.units_by_suffix,
    ),
    Rule(
        "remarks",
        "※ before a single line says that it is a remark, no list.",
        "一、迎客\n1. 问候\n2. 倾听\n※ 按本行规定办理\n二、送客",
        "一、 迎客\n  1. 问候\n  2. 倾听\n    ※ 按本行规定办理\n二、 送客",
        signs.remarks,
    ),
    Rule(
        "small-circles",
        "o is the hollow bullet of Word, where several lines begin with it.",
        "1. Greet\n• Look\no at eyes\no at hands\n• Speak\n2. Part",
        "1. Greet\n  • Look\n    o at eyes\n    o at hands\n  • Speak\n2. Part",
        signs.small_circles,
    ),
    Rule(
        "decorated-numbers",
        "A sign that only ever stands before numbers decorates them.",
        "✅ 第一部分 开场\n1. 问候\n✅ 第二部分 收尾\n1. 告别",
        "✅ 第一部分 开场\n  1. 问候\n✅ 第二部分 收尾\n  1. 告别",
        signs.decorated_numbers,
    ),
    Rule(
        "section-signs",
        "A sign that mostly stands before names of fields and the outline's marks headings.",
        "厅堂营销\n▍课程收益\n✔ 会问候\n✔ 会倾听\n▍课程大纲\n一、迎客\n二、送客\n"
        "▍课程费用\n每人500元",
        "# 厅堂营销\n课程收益: ✔ 会问候\n✔ 会倾听\n课程费用: 每人500元\n一、 迎客\n二、 送客\n"
        "[title] 1\n[heading] 5",
        signs.section_signs,
    ),
    Rule(
        "drop-decoration",
        "A picture that stands once is decoration, no list.",
        "第一讲 迎客\n1. 问候\n🎯 微笑的三个时刻\n2. 送客",
        "第一讲 迎客\n  1. 问候\n    🎯 微笑的三个时刻\n  2. 送客",
        signs.drop_decoration,
    ),
    Rule(
        "signed-aids",
        "A sign that mostly stands before aids is part of their label.",
        "1. 倾听\n- 点头\n▶ 案例：一次投诉\n2. 回答\n- 重复\n▶ 工具：话术卡",
        "1. 倾听\n  点头\n  ▶ 案例： 一次投诉\n2. 回答\n  重复\n  ▶ 工具： 话术卡",
        signs.signed_aids,
    ),
    Rule(
        "letters-or-numerals",
        "I after H is a letter; I before II is a numeral.",
        "G. 甲地\nH. 乙地\nI. 丙地",
        "G. 甲地\nH. 乙地\nI. 丙地",
        numbers.tell_letters_from_numerals,
    ),
    Rule(
        "bilingual-lines",
        "Lines that alternate in two scripts say the same thing twice.",
        "單元一 接待\nUnit 1 Welcome\n1. 問候\nGreeting\n2. 聆聽\nListening\n單元二 告別\n"
        "Unit 2 Bye",
        "單元一 接待 Unit 1 Welcome\n  1. 問候 Greeting\n  2. 聆聽 Listening\n"
        "單元二 告別 Unit 2 Bye",
        lines.bilingual_lines,
    ),
    Rule(
        "unwrap",
        "A line that stops in mid-sentence goes on in the next one.",
        "1. 看数据，\n再看人\n2. 说结论",
        "1. 看数据， 再看人\n2. 说结论",
        lines.unwrap,
    ),
    Rule(
        "full-lines",
        "Where several lines are cut off at one margin, what follows each of them belongs to it.",
        "1、公开信息：工商登记、司法文书、招投标公告和\n社保人数\n2、看原料堆场，估算存货，再与账面核对并记录\n差异"
        "原因\n3、看铭牌",
        "1、 公开信息：工商登记、司法文书、招投标公告和 社保人数\n"
        "2、 看原料堆场，估算存货，再与账面核对并记录 差异原因\n3、 看铭牌",
        lines.full_lines,
    ),
    Rule(
        "underlined",
        "A line of === or --- directly below a line makes it a heading, as Markdown has it.",
        "Front Desk\n==========\n\nMeet\n----\nSmile\n\nPart\n----\nWave",
        "# Front Desk\nMeet\n  Smile\nPart\n  Wave\n[title] 1\n[noise] 2\n[noise] 5\n[noise] 9",
        headings.underlined,
    ),
    Rule(
        "quoted-titles",
        "Titles in quotes above one list after another each begin a part.",
        "厅堂营销\n第一天\n《流程实务》\n一、快\n《客户实务》\n一、听",
        "# 厅堂营销\n第一天\n《流程实务》\n  一、 快\n《客户实务》\n  一、 听\n[title] 1",
        headings.quoted_titles,
    ),
    Rule(
        "beside-units",
        "导言 above the first unit and 结语 below the last one stand beside the units.",
        "厅堂营销\n导言：为什么\n1. 数据\n第一讲 迎客\n1. 问候\n第二讲 送客\n1. 告别\n"
        "结语：明天\n1. 行动",
        "# 厅堂营销\n导言： 为什么\n  1. 数据\n第一讲 迎客\n  1. 问候\n第二讲 送客\n  1. 告别\n"
        "结语： 明天\n  1. 行动\n[title] 1",
        headings.beside_units,
    ),
    Rule(
        "heads-below-units",
        "Below the last unit blocks whose heads stand above lists that count are parts beside it.",
        "Element 1: Greet\n1.1 Smile\n1.2 Ask\n\nElement 2: Part\n2.1 Thank\n2.2 Wave\n\n"
        "Knowledge Evidence\nK1 the words\nK2 the house\n\nPerformance Evidence\nP1 one guest\n"
        "P2 one call",
        "Element 1: Greet\n  1.1 Smile\n  1.2 Ask\nElement 2: Part\n  2.1 Thank\n  2.2 Wave\n"
        "Knowledge Evidence\n  K1 the words\n  K2 the house\nPerformance Evidence\n  P1 one guest\n"
        "  P2 one call",
        headings.heads_below_units,
    ),
    Rule(
        "units-of-one-level",
        "Week 1, Day 1 … Week 2, Day 6 in headings of one level: days stand inside weeks.",
        "# Week 1\n# Day 1\n- a\n# Day 2\n- b\n# Week 2\n# Day 3\n- c\n# Day 4\n- d",
        "Week 1\n  Day 1\n    a\n  Day 2\n    b\nWeek 2\n  Day 3\n    c\n  Day 4\n    d",
        units.units_of_one_level,
    ),
    Rule(
        "prominence",
        "Larger letters, bold, or a block of its own make a heading where no style does.",
        "门店一日\n\n迎客\n\n站在门口\n说欢迎\n\n送客\n\n送到门外\n说再来",
        "# 门店一日\n迎客\n  站在门口\n  说欢迎\n送客\n  送到门外\n  说再来\n[title] 1",
        promote,
    ),
)


def disambiguate(rows: list[Row]) -> list[Row]:
    """Return the rows with doubtful markers decided, wrapped lines joined, families named."""
    for rule in RULES:
        rows = rule.apply(rows) or rows
    for row in rows:
        row.family = family_of(row)
    return rows
