"""Lists in other languages, and words that are somebody's name all the same."""

from enrollment.people.roster import read_file, read_text
from tests.enrollment.people.roster.sheets import doubts, of_table, people, told


def of_csv(text: str, encoding: str):
    return read_file("a.csv", text.encode(encoding))


def test_a_list_in_shift_jis_is_read_by_its_headers():
    reading = of_csv(
        "No.,氏名,フリガナ,所属部署,役職,携帯電話\n"
        "1,長谷川　誠,ハセガワ マコト,総務課,課長,080-0000-0106\n"
        "2,渡邉 さくら,ワタナベ サクラ,人事課,,なし\n"
        "計2名,,,,,\n担当：人事課 小川（内線 4411）,,,,,\n",
        "cp932",
    )

    assert people(reading) == [
        ("長谷川誠", "08000000106", "総務課", "課長"),
        ("渡邉 さくら", "人事課"),
    ]
    assert "小川" in told(reading)


def test_a_list_in_vietnamese_gets_no_country_that_is_not_written():
    assert of_table(
        ["STT", "Họ và tên", "Chức vụ", "Phòng/Ban", "Số điện thoại"],
        [1, "Nguyễn Văn An", "Trưởng phòng", "Phòng Tín dụng", "0900 000 101"],
        [2, "Đỗ Thị Ánh", "Chuyên viên", "Phòng Kế toán", "+84 90 000 0102"],
        ["Tổng cộng: 2 người", "", "", "", ""],
        ["", "", "", "", "Người lập biểu"],
    ) == [
        ("Nguyễn Văn An", "0900000101", "Phòng Tín dụng", "Trưởng phòng"),
        ("Đỗ Thị Ánh", "+84900000102", "Phòng Kế toán", "Chuyên viên"),
    ]


def test_the_family_name_of_a_german_list_stands_under_name():
    reading = of_csv(
        "Nr.;Name;Vorname;Abteilung;Funktion;Handy\n"
        "1;Müller;Jürgen;Vertrieb;Leiter;+49 151 0000 1234\n"
        "2;von der Heide;Änne;Einkauf;Buchhalterin;\nSumme 2;;;;;\n",
        "cp1252",
    )

    assert people(reading) == [
        ("Jürgen Müller", "+4915100001234", "Vertrieb", "Leiter"),
        ("Änne von der Heide", "Einkauf", "Buchhalterin"),
    ]


def test_an_encoding_that_is_not_sure_is_asked_about():
    reading = of_csv("Name;E-Mail\nSzűcs Győző;gy@example.com\n", "cp1250")

    assert doubts(reading)[-1] == ("1", "encoding")


def test_a_word_under_a_stated_name_with_a_number_is_somebody():
    table = [["姓名", "手机", "部门"], ["平安", "13900000001", "财务部"], ["待定", "", "财务部"]]

    assert of_table(*table, ["安若溪", "13900000002", "财务部"]) == [
        ("平安", "13900000001", "财务部"),
        ("安若溪", "13900000002", "财务部"),
    ]


def test_a_form_takes_the_post_and_nothing_of_an_empty_form_below_it():
    assert of_table(
        ["姓名", "安若溪", "职称", "高级工程师", "照片"],
        ["职务", "主任工程师", "手机", "13900000001", ""],
        [],
        ["职称", "会计师", "姓名", "平安", ""],
        ["职务", "", "手机", "13900000002", ""],
        [],
        ["姓名", "", "性别", "", "照片"],
        ["职务", "", "手机", "", ""],
    ) == [("安若溪", "13900000001", "主任工程师"), ("平安", "13900000002", "会计师")]


def test_a_number_that_lost_its_zero_is_asked_and_an_extension_is_kept():
    reading = of_csv(
        "姓名,公務電話,行動電話\n歐陽建國,02-20000013#305,無\n許淑芬,02-20000013#306,912345605\n"
        "林志明,02-20000011#301,0912-345-601\n張雅婷,02-20000011#302,+886 912 345 602\n"
        "承辦人：林小姐（分機 330）,,\n",
        "utf-8",
    )

    assert people(reading) == [
        ("歐陽建國", "02-20000013转305"),
        ("許淑芬", "912345605"),
        ("林志明", "0912345601"),
        ("張雅婷", "+886912345602"),
    ]
    assert doubts(reading) == [("3", "phone")]


def test_what_stands_once_behind_several_names_is_said_of_all():
    reading = read_text(
        "人力资源部：\n1. 于洋&于海 综合部 13900000001/13900000002\n"
        "2. 李雪、张弛 客户代表（手机后补）\n3. 韦国兴 安全员 13900000003（与于洋同车）\n"
        "4. 冯程程（13900000004） @小刘 已加\n"
    )

    assert people(reading) == [
        ("于洋", "13900000001", "综合部"),
        ("于海", "13900000002", "综合部"),
        ("李雪", "人力资源部", "客户代表"),
        ("张弛", "人力资源部", "客户代表"),
        ("韦国兴", "13900000003", "人力资源部", "安全员"),
        ("冯程程", "13900000004", "人力资源部"),
    ]


def test_what_stands_behind_an_address_is_said_of_its_person():
    reading = read_text(
        "1. Ken Watanabe <ken@example.com>, IT Security\n"
        "2. Иванов Пётр, начальник отдела, +7 900 000-00-01\n"
    )

    assert people(reading) == [
        ("Ken Watanabe", "ken@example.com", "IT Security"),
        ("Иванов Пётр", "+79000000001", "начальник отдела"),
    ]


def test_a_column_of_sessions_is_listed():
    reading = of_csv("姓名,手机,班次\n安若溪,13900000001,A班\n白一凡,13900000002,B班\n", "utf-8")

    assert "班次：A班、B班" in told(reading)
