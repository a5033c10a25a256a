"""Shapes in which other people's outlines came, with words of our own."""

import pytest

from catalog.outline import losses, parse


def shape(text):
    """The title, then every item with its depth, kind, label and words; nothing may be lost."""
    tree = parse(text)
    assert losses(tree) == []
    return tree.title, [(item.depth, item.kind, item.label, item.title) for item in tree.items]


def places(text):
    return [(item.depth, item.label, item.title) for item in parse(text).items]


def codes(text):
    return [doubt.code for doubt in parse(text).doubts]


# ---------------------------------------------------------------- units that cover several numbers


@pytest.mark.parametrize(
    ("first", "several", "last"),
    [
        ("第1周", "第2-3周", "第4周"),
        ("第一讲", "第二至四讲", "第五讲"),
        ("第一周", "第二、三周", "第四周"),
        ("Week 1:", "Weeks 2-3:", "Week 4:"),
        ("Week 1:", "Week 2–3:", "Week 4:"),
        ("Module 1:", "Modules 2 and 3:", "Module 4:"),
        ("Woche 1:", "Woche 2 bis 3:", "Woche 4:"),
        ("1日目：", "2〜3日目：", "4日目："),
        ("1주차", "2-3주차", "4주차"),
    ],
)
def test_a_unit_of_several_numbers_goes_on_counting(first, several, last):
    text = f"仓库管理课\n{first} 收货\n- 验单\n{several} 入库\n- 上架\n{last} 出库\n- 拣货\n"
    title, items = shape(text)

    assert title == "仓库管理课"
    assert [one for one in items if one[0] == 1] == [
        (1, "module", first, "收货"),
        (1, "module", several, "入库"),
        (1, "module", last, "出库"),
    ]
    assert codes(text) == []


def test_a_time_of_day_behind_a_unit_is_no_second_number():
    _, items = shape("Desk\nDay 1 - 9:00 Meet\n- greet\nDay 2 - 9:30 Part\n- wave\n")

    assert [one[2] for one in items if one[0] == 1] == ["Day 1 -", "Day 2 -"]


def test_a_hyphen_may_join_a_unit_and_its_number():
    text = (
        "Numbers\nTotal hours: 52\nPART-A\nUnit-I: Sums\nadding up\n"
        "Unit-II: Products\nmultiplying\n"
        "PART-B\nUnit-III: Powers\nraising\n"
    )
    _, items = shape(text)

    assert [one[:3] for one in items if one[2]] == [
        (1, "module", "PART-A"),
        (2, "section", "Unit-I:"),
        (2, "section", "Unit-II:"),
        (1, "module", "PART-B"),
        (2, "section", "Unit-III:"),
    ]


# ---------------------------------------------------------------- the title


def test_a_title_in_two_scripts_is_no_sentence():
    text = (
        "仓库主管的数字化管理基础  Digital Basics for Warehouse Managers\n"
        "讲师：陶老师\n一、收货\n二、发货\n"
    )

    assert parse(text).title == text.splitlines()[0]


def test_what_stands_above_each_page_is_not_the_title():
    text = (
        "星河咨询                              {0}\n仓库盘点实务\n一、准备\n"
        "1.1 分区\n第 1 页 共 2 页\n"
        "星河咨询                              {0}\n二、盘点\n2.1 初盘\n第 2 页 共 2 页\n"
    )
    for words in ("内部资料 请勿外传", "仓储管理系列"):
        assert parse(text.format(words)).title == "仓库盘点实务"


def test_a_course_about_secrecy_is_called_so():
    assert parse("保密意识教育\n一、定密\n二、载体\n").title == "保密意识教育"
    assert parse("机密★一年\n库房安全\n一、定密\n二、载体\n").title == "库房安全"


def test_who_wrote_an_article_is_no_title():
    text = "文｜青木\n「库房增效」实战营｜第6期\n一、收货\n二、发货\n"

    assert parse(text).title == "「库房增效」实战营｜第6期"


def test_a_line_of_addresses_is_no_title():
    text = (
        "深蓝企业管理顾问有限公司  www.example.com  Tel: 021-5000 0000\n"
        "库房管理（Stock Management）\n一、收\n二、发\n"
    )

    assert parse(text).title == "库房管理（Stock Management）"


def test_a_heading_above_units_of_its_level_is_the_title():
    text = "# 库房带教计划\n\n[toc]\n\n# 第一周\n\n- 收货\n\n# 第二周\n\n- 发货\n"
    title, items = shape(text)

    assert title == "库房带教计划"
    assert [one[:3] for one in items] == [
        (1, "module", "第一周"),
        (2, "point", ""),
        (1, "module", "第二周"),
        (2, "point", ""),
    ]


def test_a_heading_with_nothing_below_it_is_a_line_about_the_title():
    text = (
        "# Taller de almacén\n## Agenda y materiales\n---\n## 📋 Información del taller\n"
        "**Duración:** 4 horas\n**Objetivo:** ordenar\n---\n## 📅 Agenda detallada\n"
        "### Sesión 1: Recibir\n- contar\n### Sesión 2: Enviar\n- pesar\n"
    )
    tree = parse(text)

    assert [(one.name, one.value) for one in tree.fields] == [
        ("Duración", "4 horas"),
        ("Objetivo", "ordenar"),
    ]
    assert [(one.depth, one.label) for one in tree.items if one.label[:1] == "S"] == [
        (1, "Sesión 1:"),
        (1, "Sesión 2:"),
    ]


@pytest.mark.parametrize(("fence", "sign"), [("---", ":"), ("+++", " =")])
def test_what_a_page_says_of_itself_is_no_part_of_the_course(fence, sign):
    text = (
        f'{fence}\nlayout{sign} "wide"\nweight{sign} 99\n'
        f'tags{sign} []\ntitle{sign} "Page 7"\n{fence}\n'
        "# 库房管理\n## 收货\n- 验单\n## 发货\n- 拣货\n"
    )
    tree = parse(text)

    assert tree.title == "库房管理"
    assert tree.fields == ()
    assert [item.title for item in tree.items] == ["收货", "验单", "发货", "拣货"]


def test_the_title_a_page_states_counts_where_no_heading_is_one():
    text = "---\nlayout: wide\ntitle: Stock\n---\n## Receive\n- count\n## Send\n- weigh\n"

    assert parse(text).title == "Stock"


# ---------------------------------------------------------------- places


def test_hours_with_am_and_pm_stand_beside_each_other():
    text = (
        "Stock Day\n9:30 am – 10 am: Welcome\n10 am – 11 am: Receive\n- count\n- weigh\n"
        "12:15 pm – 1 pm: Lunch\n1 pm – 2 pm: Send\n- pack\n"
    )

    assert [(depth, label) for depth, label, _ in places(text)] == [
        (1, "9:30 am – 10 am:"),
        (1, "10 am – 11 am:"),
        (2, ""),
        (2, ""),
        (1, "12:15 pm – 1 pm:"),
        (1, "1 pm – 2 pm:"),
        (2, ""),
    ]


def test_a_line_indented_like_an_aid_stands_beside_it():
    text = (
        "库房\n第一周　收货\n  验单\n  上架\n第二周　发货\n  工具：拣货单\n  复核\n"
        "  讨论：错发\n  结业\n"
    )

    assert [(depth, title) for depth, _, title in places(text)] == [
        (1, "收货"),
        (2, "验单"),
        (2, "上架"),
        (1, "发货"),
        (2, "拣货单"),
        (2, "复核"),
        (2, "错发"),
        (2, "结业"),
    ]


def test_a_list_may_begin_inside_a_list_on_one_line():
    text = (
        "# 库房\n## 收货\n- 单据\n\n- - 送货单\n  - 采购单\n\n- 实物\n\n- - 数量\n"
        "  - 外观\n## 发货\n- 拣货\n"
    )

    assert [(depth, title) for depth, _, title in places(text)] == [
        (1, "收货"),
        (2, "单据"),
        (3, "送货单"),
        (3, "采购单"),
        (2, "实物"),
        (3, "数量"),
        (3, "外观"),
        (1, "发货"),
        (2, "拣货"),
    ]


def test_dates_below_empty_cells_are_no_numbers():
    text = (
        "# Lager\n\n| Woche | Tag | Inhalt |\n|---|---|---|\n| 1 | 5. April | Annehmen |\n"
        "| | 6. April | Prüfen |\n| 2 | 12. April | Lagern |\n| | 13. April | Zählen |\n"
    )

    assert [(depth, title) for depth, _, title in places(text)] == [
        (1, "1 5. April Annehmen"),
        (2, "6. April Prüfen"),
        (1, "2 12. April Lagern"),
        (2, "13. April Zählen"),
    ]
    assert codes(text) == []


# ---------------------------------------------------------------- fields and kinds


def test_a_bar_divides_an_unknown_field_beside_known_ones():
    tree = parse(
        "库房管理\n价格｜2,800元\n开课｜2026年9月起\n讲师｜陆老师\n模块1｜收货\n模块2｜发货\n"
    )

    assert [(one.name, one.value) for one in tree.fields] == [
        ("价格", "2,800元"),
        ("开课", "2026年9月起"),
        ("讲师", "陆老师"),
    ]
    assert [item.title for item in tree.items] == ["收货", "发货"]


@pytest.mark.parametrize(
    ("line", "kind", "label"),
    [
        ("作业：写一页", "exercise", "作业："),
        ("（作业）写一页", "exercise", "（作业）"),
        ("课后作业：写一页", "exercise", "课后作业："),
        ("Homework: write a page", "exercise", "Homework:"),
        ("高空作业：系安全带", "note", ""),
        ("作业安全与防护", "note", ""),
        ("工具与模板：领料单", "tool", "工具与模板："),
        ("案例和启示：错发一箱", "case_study", "案例和启示："),
        ("工具与方法的选择", "note", ""),
        ("练习（15分钟）", "exercise", "练习"),
        ("Exercise (15 min)", "exercise", "Exercise"),
        ("Tools (of the trade) and how to choose them", "note", ""),
    ],
)
def test_what_a_label_says(line, kind, label):
    _, items = shape(f"库房管理\n一、收货\n1. 验单\n2. 上架\n{line}\n二、发货\n1. 拣货\n")

    assert (items[3][1], items[3][2]) == (kind, label)
