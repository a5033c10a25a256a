"""Bytes that name no encoding are read as what comes out as text."""

import pytest

from catalog.text.decoding import decoded

SIMPLIFIED = "姓名,部门,电话\n安若溪,营业部,13900000001\n"
TRADITIONAL = "姓名,單位,電話\n陳建國,民政處,0912345678\n"
JAPANESE = "氏名,ﾌﾘｶﾞﾅ,所属部署\n佐藤　健一,ｻﾄｳ ｹﾝｲﾁ,営業部\n鈴木 花子,スズキ ハナコ,総務課\n"
KOREAN = "성명,부서,직위\n김민수,영업부,과장\n이지은,인사팀,대리\n"
RUSSIAN = "Фамилия;Имя;Должность\nИванов;Пётр;Начальник отдела\nСмирнова;Анна;Бухгалтер\n"
WESTERN = "Surname;Given name\nMüller;Jürgen\nGarcía Núñez;José\nLefèvre;François\n"
POLISH = "Imię;Nazwisko\nŁukasz;Wójcik\nMałgorzata;Wiśniewska\n"
THAI = "ชื่อ,ตำแหน่ง\nสมชาย ใจดี,ผู้จัดการ\nสมหญิง รักดี,พนักงาน\n"


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        (SIMPLIFIED, "gb18030", "GB18030"),
        (TRADITIONAL, "gb18030", "GB18030"),
        (TRADITIONAL, "big5", "Big5"),
        (JAPANESE, "cp932", "Shift_JIS"),
        (JAPANESE.replace("ﾌﾘｶﾞﾅ", "").replace("ｻﾄｳ ｹﾝｲﾁ", ""), "euc_jp", "EUC-JP"),
        (KOREAN, "cp949", "EUC-KR"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (RUSSIAN, "koi8_r", "KOI8-R"),
        (RUSSIAN, "gb18030", "GB18030"),
        (WESTERN, "cp1252", "Windows-1252"),
        (WESTERN, "mac_roman", "Mac Roman"),
        (POLISH, "cp1250", "Windows-1250"),
        (THAI, "cp874", "Windows-874"),
        ("“Risk” – basics\n• what’s new\n", "cp1252", "Windows-1252"),
        (WESTERN, "utf-16-le", "UTF-16"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_was_written_in(text, encoding, shown):
    found = decoded(text.encode(encoding))

    assert (found.text, found.encoding) == (text, shown)


@pytest.mark.parametrize("line", SIMPLIFIED.splitlines())
def test_one_line_of_chinese_is_chinese(line):
    found = decoded(line.encode("gb18030"))

    assert (found.text, found.is_sure) == (line, True)


def test_what_may_as_well_be_another_language_is_not_sure():
    assert not decoded("Szűcs Győző;ügyvezető\n".encode("cp1250")).is_sure


def test_utf_8_that_was_cut_inside_a_character_is_utf_8_and_not_sure():
    found = decoded((SIMPLIFIED * 3 + "白一凡").encode()[:-1])

    assert found.text.startswith(SIMPLIFIED)
    assert (found.encoding, found.is_sure) == ("UTF-8", False)


@pytest.mark.parametrize("data", [b"\xed\xa0\x80\xff", bytes(range(128, 256)) * 4, b"\x00\x01\xff"])
def test_what_is_no_text_is_none(data):
    assert decoded(data) is None
