"""The printed word makes the kind, in whatever language, and the printed label stays whole."""

import pytest

from catalog.outline import losses, parse
from catalog.outline.aids import aid
from catalog.outline.markers import marker


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        (
            "discussion",
            (
                "Discusión en grupo/Puesta en común/Discussão em grupo/Discussione in plenaria"
                "/Échanges/Plenumsdiskussion/Groepsdiscussie/조별 토의/グループ討議/Thảo luận nhóm"
                "/Diskusi kelompok/Групповая дискуссия/Круглый стол/Dyskusja w grupach"
                "/Grup tartışması/อภิปรายกลุ่ม/Groupdiscussion"
            ),
        ),
        (
            "exercise",
            (
                "Simulación/Trabajo en parejas/Simulação/Dramatização/Lavoro di gruppo"
                "/Travail en binômes/Partnerübung/Groepsopdracht/시뮬레이션/Mô phỏng/Praktikum"
                "/Практическая работа/Symulacja/Rol yapma/บทบาทสมมติ/팀 활동"
            ),
        ),
        (
            "case_study",
            (
                "Caso de estudio/Caso clínico/Caso di studio/Praktijkcase/케이스/Tình huống"
                "/Nghiên cứu tình huống/Kasus/Разбор кейса/Vaka analizi/กรณีตัวอย่าง"
                "/사례 토의/Praxisbeispiel"
            ),
        ),
        ("video", "Película/Filme/Filmato/Lehrfilm/Filmpje/비디오/映像/Phim/Видеоролик/Wideo/วิดีโอ"),
        ("tool", "Arbeitshilfe/Gereedschap/툴/Biểu mẫu/Alat bantu/Narzędzia/Araçlar"),
    ],
)
def test_an_aid_is_known_in_the_languages_outlines_come_in(code, labels):
    found = {label: aid(f"{label}: x") for label in labels.split("/")}

    wrong = [
        label for label, one in found.items() if not one or (one.kind, one.rest) != (code, "x")
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "Tag 1\n9.00 Uhr Begrüßung\n- a\n9.30–10.45 Uhr Planen\n- b\n11 Uhr Ende",
            ["Tag 1", "9.00 Uhr", "9.30–10.45 Uhr", "11 Uhr"],
        ),
        (
            "JOUR 1 - MATIN\n1/ Préparer\n2/ Accueillir\nJOUR 1 - APRÈS-MIDI\n3/ Conclure",
            ["JOUR 1 - MATIN", "1/", "2/", "JOUR 1 - APRÈS-MIDI", "3/"],
        ),
        ("第1週\n．品種\n．水洗\n第2週\n．粒徑", ["第1週", "．", "．", "第2週", "．"]),
    ],
)
def test_a_label_is_kept_whole(text, labels):
    tree = parse(text)

    assert losses(tree) == []
    printed = [item.label for item in tree.items if item.label and not item.label.startswith("-")]
    assert printed == labels


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "一、时间：7月4日\n二、培训内容\n（一）迎客\n（二）送客\n三、考核方式：笔试\n四、要求\n1.签到\n2.着装",
            [],
        ),
        (
            "一、时间：7月4日\n二、培训内容\n（一）迎客\n（二）送客\n五、要求\n1.签到\n2.着装",
            ["numbering-gap"],
        ),
    ],
)
def test_the_number_of_a_field_is_no_gap(text, codes):
    found = [doubt.code for doubt in parse(f"厅堂营销培训班\n{text}").doubts]

    assert [code for code in found if code == "numbering-gap"] == codes


def test_aids_further_right_than_others_belong_to_the_last_point():
    text = "第一章 迎客\n  1.1 问候\n     （1）微笑\n     （2）点头\n      案例：一次\n"
    text += "  1.2 倾听\n     （1）等\n     （2）问\n   练习：两人\n第二章 送客"
    parents = {item.label: item.depth for item in parse(text).items if item.kind != "point"}

    assert (parents["案例："], parents["练习："]) == (4, 3)


@pytest.mark.parametrize(
    ("last", "kind"),
    [
        ("※ 缺课三次者不发给结业证书，请注意。\n※ 退费按规定办理，请保留收据原件。", "noise"),
        ("教务窗口：培训部　小李　分机 66", "contact"),
        ("Meridian | training@example.com", "contact"),
        ("备注：以上时间可根据情况微调，请各部门提前安排。", "noise"),
        ("Documento interno. Reprodução proibida.", "noise"),
    ],
)
def test_what_closes_a_text_is_none_of_the_outline(last, kind):
    tree = parse(f"厅堂营销\n一、迎客\n1. 问候\n2. 倾听\n二、送客\n1. 告别\n\n{last}")

    assert [extra.kind for extra in tree.extras[1:]] == [kind] * len(last.splitlines())


def test_a_list_below_a_trainer_tells_who_that_is():
    tree = parse(
        "厅堂营销\n主讲：周老师\n◇ 讲过三百场\n◇ 做过柜员\n课程对象：柜员\n一、迎客\n二、送客"
    )

    assert next((field.name, field.lines) for field in tree.fields) == ("主讲", (2, 3, 4))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("CÔNG TY ĐÀO TẠO SAO\nĐỀ CƯƠNG KHÓA HỌC: QUẢN LÝ KHO", "ĐỀ CƯƠNG KHÓA HỌC: QUẢN LÝ KHO"),
        (
            "Consorzio Val Serena – Catalogo corsi 2025\nAddetto alla contabilità",
            "Addetto alla contabilità",
        ),
        (
            "MX-410: Backup\nLength: 3 days\nABOUT THIS COURSE\nThree days of backup.",
            "MX-410: Backup",
        ),
        ("各科室：\n厅堂营销", "厅堂营销"),
    ],
)
def test_the_title_is_that_of_the_course(head, title):
    assert parse(f"{head}\n1. Greet\n2. Part").title == title


def test_names_with_wide_blanks_inside_are_known():
    tree = parse(
        "設備保全\n■日　数：2日間\n■会　場：本社\n■定　員：16名\n【1日目】\n１．点検\n２．修理"
    )

    assert [field.name for field in tree.fields] == ["日数", "会場", "定員"]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("UNIDADE 1 – O cooperado", "UNIDADE 1 –"),  # not UNIDAD E
        ("Unità 3: Registri", "Unità 3:"),
        ("Hafta 2: Bütçe", "Hafta 2:"),
        ("Lekcja 4. Kasa", "Lekcja 4."),
        ("Pertemuan 5 Kas", "Pertemuan 5"),
        ("ステップA 準備", "ステップA"),
    ],
)
def test_a_unit_word_is_read_whole(line, label):
    assert marker(line).label == label
