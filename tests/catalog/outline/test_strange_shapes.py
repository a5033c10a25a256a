"""Shapes that outlines are pasted in: columns, indentation alone, half days, questions, pages."""

import pytest

from catalog.outline import losses, parse, parse_lines
from catalog.outline.tree import Line


def tree(text):
    found = parse(text)
    assert losses(found) == []
    return found


def shape(text):
    return [(item.depth, item.kind, item.title) for item in tree(text).items]


def names(text):
    return [field.name for field in tree(text).fields]


# ------------------------------------------------------------ columns


@pytest.mark.parametrize(
    ("unit", "head", "first", "second"),
    [
        ("Dia", "Hora\tTema\tQuem", "9.00–10.30\tAbertura\tIvo", "10.30–12.00\tNós\tEva"),
        ("Tag", "Zeit | Thema | Wer", "9:00 - 9:45 | Auftakt | Udo", "9:45 - 11:00 | Seil | Ina"),
        ("Día", "Hora\tTema", "8:00 a 9:00\tLlegada", "9:00 a 10:30\tRemos"),
        ("Day", "Time\tTopic", "8:30 AM – 9:00 AM\tMeet", "9:00 AM – 10:00 AM\tRow"),
        ("Module", "Topic\tMinutes\tWho", "Knots\t20\tIda", "Ropes\t30\tIda"),
        ("Encontro", "Tema\tQuem", "Nós\tIvo", "Remos\tEva"),
    ],
)
def test_a_line_that_names_columns_is_no_part_of_each_unit(unit, head, first, second):
    days = [f"{unit} {n}\n{head}\n{first}\n{second}" for n in (1, 2)]

    found = shape("Rowing\n\n" + "\n".join(days))

    assert [depth for depth, *_ in found] == [1, 2, 2, 1, 2, 2]
    assert [kind for _, kind, _ in found] == ["module", "point", "point"] * 2


def test_a_line_of_values_names_no_columns():
    found = shape("Rowing\n\nDay 1\n9:00\tMeet\n9:30\tRow\nDay 2\n9:00\tMeet\n9:30\tSwim")

    assert [depth for depth, *_ in found] == [1, 2, 2, 1, 2, 2]


def test_below_an_empty_first_cell_the_one_above_goes_on():
    table = "Day\tTime\tTopic\nFriday\t8.00\tMeet\n\t8.30\tRow\nSaturday\t8.00\tSwim\n\t9.45\tTug"

    found = shape(f"Rowing\n\n{table}")

    assert [depth for depth, *_ in found] == [1, 2, 1, 2]


def test_an_aid_in_a_table_does_not_own_the_next_line():
    found = shape("Rowing\n\nTopic\tHours\nKnots\t2\nExercise: a bowline\t1\nRopes\t3")

    assert [(depth, kind) for depth, kind, _ in found] == [
        (1, "point"),
        (1, "exercise"),
        (1, "point"),
    ]


def test_pairs_of_cells_beside_known_ones_are_fields():
    text = "Rowing\nLength\t2 days\nBoats\tfour\nPrice\t90\n\n1. Knots\n2. Ropes"

    assert names(text) == ["Length", "Boats", "Price"]


def test_wide_gaps_divide_fields_of_any_name():
    assert names("Remo\nDuración: 2 días    Barcas: 4\n\n1. Nudos\n2. Cabos") == [
        "Duración",
        "Barcas",
    ]


def test_a_cell_that_names_an_aid_is_one_and_a_way_of_teaching_is_none():
    cells = ["Tema", "Come", "Nodi", "Esercitazione: una gassa", "Remi", "Lezione"]
    lines = [Line(1, "Canottaggio")]
    lines += [Line(n + 2, text, cell=(1, n // 2, n % 2)) for n, text in enumerate(cells)]
    lines += [Line(8, "Vele", cell=(1, 3, 0)), Line(9, "Lezione", cell=(1, 3, 1))]

    kinds = {item.title: item.kind for item in parse_lines(lines).items}

    assert kinds["una gassa"] == "exercise"


# ------------------------------------------------------------ signs, hours, days


@pytest.mark.parametrize("signs", ["•o", "▪–", "§o", "·o"])
def test_a_sign_above_a_tab_is_no_cell(signs):
    outer, inner = signs

    text = "\n".join(f"{outer}\t{word}\n{inner}\ta\n{inner}\tb" for word in ("Tie", "Row"))
    found = shape(f"Module 1: Boats\n{text}\nModule 2: Sails\n{outer}\tHoist")

    assert [depth for depth, *_ in found] == [1, 2, 3, 3, 2, 3, 3, 1, 2]


@pytest.mark.parametrize(
    ("morning", "afternoon", "hours"),
    [
        ("Mattina", "Pomeriggio", ["9.00 – 10.00", "10.00 – 11.30", "14.00 – 15.00"]),
        ("上午", "下午", ["9点-10点", "10点-11点半", "2点-3点"]),
        ("Ochtend", "Middag", ["9:00-10:00", "10:00-11:30", "14:00-15:00"]),
    ],
)
def test_halves_of_a_day_stand_above_its_hours(morning, afternoon, hours):
    first, second, third = hours
    text = f"Remo\n\n{morning}\n{first} a\n{second} b\n{afternoon}\n{third} c"

    assert [depth for depth, *_ in shape(text)] == [1, 2, 2, 1, 2]


def test_decimals_that_count_are_no_hours():
    found = shape("1. Boats\n1.05 Oars\n1.10 Ropes\n2. Sails\n2.15 Masts")

    assert [depth for depth, *_ in found] == [1, 2, 2, 1, 2]


@pytest.mark.parametrize("label", ["Day {} / Session {}:", "Tag {}, Teil {} –", "第{}天 第{}讲："])
def test_two_units_on_one_line_are_one_label(label):
    heads = [label.format(day, part) for day, part in ((1, 1), (1, 2), (2, 1))]

    found = tree("\n".join(f"{head} Row\n1. Knots\n2. Ropes" for head in heads))

    assert [item.label for item in found.items if item.depth == 1] == heads
    assert {doubt.code for doubt in found.doubts} <= {"missing-title"}


# ------------------------------------------------------------ indentation


@pytest.mark.parametrize("unit", ["Tag {}", "Занятие {}", "第{}天", "{}ª sesión (3 h)"])
def test_several_lines_right_of_a_bare_unit_are_its_parts(unit):
    text = "\n".join(f"{unit.format(n)}\n\tKnots\n\tRopes\n\tOars" for n in (1, 2))

    assert [depth for depth, *_ in shape(f"Rowing\n\n{text}")] == [1, 2, 2, 2] * 2


def test_a_single_line_right_of_a_bare_unit_is_its_title():
    found = shape("Rowing\n\nTag 1\n\tKnots\n1. Bowline\nTag 2\n\tRopes\n1. Hemp")

    assert [title for depth, _, title in found if depth == 1] == ["Knots", "Ropes"]


def test_indentation_orders_aids_and_questions_too():
    text = (
        "Tag 1\n\tKnoten\n\t\tWelcher Knoten hält am besten?\n\t\tPalstek\n\t\tSchot\n\t\tAchter\n"
        "\t\tÜbung: blind knüpfen\n\t\tKreuz\n\tRudern\nTag 2\n\tSegeln\n\t\tWind\n\t\tWende"
    )

    assert [depth for depth, *_ in shape(text)] == [1, 2, 3, 3, 3, 3, 3, 3, 2, 1, 2, 3, 3]


def test_lines_with_labels_below_a_bare_unit_are_a_list():
    found = shape("WEEK 1\nMon: Knots\nTue: Ropes\nWEEK 2\nMon: Oars\nTue: Sails")

    assert [depth for depth, *_ in found] == [1, 2, 2, 1, 2, 2]


# ------------------------------------------------------------ labels


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("In-class exercise:", "exercise"),
        ("Ejercicio práctico:", "exercise"),
        ("Exercice à deux :", "exercise"),
        ("Praktische Übung (20 Min.):", "exercise"),
        ("案例（10分钟）：", "case_study"),
        ("Debate abierto:", "discussion"),
        ("Trabalho prático:", "exercise"),
    ],
)
def test_an_aid_may_say_how_it_is_done(label, kind):
    found = tree(f"1. Boats\n1.1 Oars\n{label} a bowline\n2. Sails").items[2]

    assert (found.kind, found.label) == (kind, label)


def test_good_practice_is_no_exercise():
    assert shape("1. Boats\nBest practice: greet\n2. Sails")[1][1] == "note"


def test_an_aid_below_the_last_of_numbers_with_lists_belongs_to_it():
    text = (
        "1 Boats\n1.1 Oars\n- long\n1.2 Ropes\n- hemp\n1.3 Locks\nExercise: row\n"
        "2 Sails\n2.1 Jib\n- sheet"
    )

    found = {title: depth for depth, _, title in shape(text)}

    assert found["row"] == 3


def test_labels_that_close_parts_may_stand_one_above_another():
    text = (
        "Week 1: Boats\n• Oars\nExercise: row\nReading: page 1\nWeek 2: Sails\n• Jib\n"
        "Reading: page 2\nDue: a sketch\nWeek 3: Wind\n• Gusts\nCase: a storm\nDue: a log"
    )

    found = {title: depth for depth, _, title in shape(text)}

    assert {found[title] for title in found if title[:3] in ("Rea", "Due")} == {2}


@pytest.mark.parametrize(("ask", "say"), [("问", "答"), ("Q", "A"), ("Frage", "Antwort")])
def test_answers_stand_below_their_question(ask, say):
    text = (
        f"Rowing\n\n{ask}: who steers?\n{say}: the cox\n{ask}: who rows?\n{say}: all\n{say}: not me"
    )

    assert [depth for depth, *_ in shape(text)] == [1, 2, 1, 2, 2]


def test_fields_that_alternate_are_no_questions():
    header = "Rowing\n日期：5月1日\n地点：上海\n日期：6月2日\n地点：广州"
    text = f"{header}\n第一讲 桨\n1. 握\n第二讲 帆\n1. 升"

    assert [depth for depth, *_ in shape(text)] == [1, 2, 1, 2]


# ------------------------------------------------------------ around the outline


def test_names_with_a_colon_in_a_text_without_numbers_head_parts():
    text = (
        "Better crews\n\nOn land:\nknots\nropes\nOn water:\noars\nCase: a lost oar\nBack home:\ntea"
    )

    assert [depth for depth, *_ in shape(text)] == [1, 2, 2, 1, 2, 2, 1, 2]


def test_a_lone_unit_below_a_bare_name_is_its_value():
    found = tree("Remo\n\nLugar\nAula 3\nPrecio\n90 €\n\nBloque 1. Nudos\n- as\nBloque 2. Cabos")

    assert [(field.name, field.value) for field in found.fields] == [
        ("Lugar", "Aula 3"),
        ("Precio", "90 €"),
    ]


def test_below_a_late_field_a_colon_names_what_follows():
    found = tree("Remo\n1. Nudos\n2. Cabos\n\nEvaluación: test\nPara leer:\nel manual\nla carta")

    assert [field.name for field in found.fields] == ["Evaluación", "Para leer"]
    assert len(found.items) == 2


def test_a_bold_name_below_headings_takes_its_lines():
    words = (
        "Boats/Chapter 1 Oars/grip/Chapter 2 Sails/jib/About the trainer/Ida, who rows./Price: 90"
    )
    bold = ("Boats", "Chapter 1 Oars", "Chapter 2 Sails", "About the trainer")
    lines = [Line(n, text, strong=text in bold) for n, text in enumerate(words.split("/"), 1)]
    lines = [
        *lines[:5],
        Line(6, ""),
        *(line._replace(number=line.number + 1) for line in lines[5:]),
    ]

    found = parse_lines(lines)

    assert [field.name for field in found.fields] == ["About the trainer", "Price"]


def test_how_long_a_course_takes_is_no_title():
    text = "Ramer en équipe\nFormation inter, 2 jours (14 heures)\n\n1. Nœuds\n2. Cordes"

    assert tree(text).title == "Ramer en équipe"


def test_links_above_the_path_of_a_page_are_no_title():
    text = (
        "首页\n航海课\n船长库\n登录 | 注册\n当前位置：首页 > 航海课 > 划船\n划船入门\n"
        "课程介绍　课程大纲　学员评价\n课程时长：1天\n第一讲 桨\n1、握\n第二讲 帆\n1、升"
    )

    found = tree(text)

    assert found.title == "划船入门"
    assert [field.name for field in found.fields] == ["课程时长"]


def test_links_to_places_of_the_page_are_its_contents():
    text = "# Boats\n\n1. [Oars](#oars)\n2. [Day 2](#day-2)\n\n## Oars\n- grip\n\n## Day 2\n- jib"

    found = tree(text)

    assert [extra.kind for extra in found.extras].count("toc") == 2
    assert [item.title for item in found.items if item.depth == 1] == ["Oars", ""]


# ------------------------------------------------------------ what goes on


def test_what_is_said_of_each_part_below_its_first_line_owns_no_bullets():
    half = "上午 09:00-12:00　迎客\n本节目标：会问候\n◆ 问候\n- 微笑\n◆ 倾听\n案例：老客"
    other = half.replace("上午 09:00-12:00", "下午 13:30-17:00").replace("会问候", "会送客")

    found = shape(f"厅堂营销\n\nDAY 1　到店\n{half}\n{other}\nDAY 2　离店\n{half}")

    bullets = [depth for depth, _, title in found if title in ("问候", "倾听")]
    assert set(bullets) == {3}
    assert {depth for depth, _, title in found if "目标" in title} == {3}


def test_a_number_goes_on_with_no_list_whose_own_next_number_stands_below():
    found = tree("第一章 迎客\n1．问候\n（1）微笑\n2．倾听\n（1）点头\n（3）重复\n3．送客")

    assert [(item.depth, item.title) for item in found.items][4:] == [
        (3, "点头"),
        (3, "重复"),
        (2, "送客"),
    ]
    assert "numbering-gap" in [doubt.code for doubt in found.doubts]


def test_another_look_still_goes_on_where_the_own_number_does_not_come():
    found = shape("一、迎客\n1、问候\n（2）倾听\n3、送客")

    assert [depth for depth, *_ in found] == [1, 2, 2, 2]


@pytest.mark.parametrize("first", ["给药：看似药品、听似药品与", "给药：看似药品、听似药品及"])
def test_a_line_goes_on_behind_a_word_that_joins(first):
    found = shape(f"一、环节\n① {first}\n　　口头医嘱\n② 输血")

    assert [title for _, _, title in found] == ["环节", f"{first} 口头医嘱", "输血"]
