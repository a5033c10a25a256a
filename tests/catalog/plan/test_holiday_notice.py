"""The notice of a year's holidays, as it is published and as staff type it."""

from datetime import date

import pytest

from catalog.plan.holiday_notice import NoticeError, read, write

NOTICE = """关于2026年部分节假日安排的通知
各省、自治区、直辖市人民政府：
经批准，现将2026年元旦、春节等节假日的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、端午节：6月19日（周五）放假1天，不调休。
某某办公室
2025年11月4日"""
TEXT = """元旦：1月1日至3日放假。1月4日上班。
春节：2月15日至23日放假。2月14日、2月28日上班。
清明节：4月4日至6日放假。
端午节：6月19日放假。"""


def test_the_notice_is_read_whole_and_what_is_no_day_is_left_out():
    found = read(NOTICE, 2026)

    assert write(found.days, 2026) == TEXT
    assert len(found.days) == 3 + 1 + 9 + 2 + 3 + 1
    assert found.left_out[0].startswith("关于2026年") and found.left_out[-1] == "2025年11月4日"


def test_the_table_of_a_year_reads_as_itself():
    assert write(read(TEXT, 2026).days, 2026) == TEXT


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("元旦\t1/1-1/3\t1/4", "元旦：1月1日至3日放假。1月4日上班。"),
        ("春节 2/15-23 班 2/14、2/28", "春节：2月15日至23日放假。2月14日、2月28日上班。"),
        ("元旦 2025-12-31至2026-1-2", "元旦：2025年12月31日至1月2日放假。"),
        ("（三）清明节：4月4日-6日", "清明节：4月4日至6日放假。"),
    ],
)
def test_rows_as_staff_type_them(line, written):
    assert write(read(line, 2026).days, 2026) == written


@pytest.mark.parametrize(
    ("line", "year", "said"),
    [
        ("元旦：1月1日（周四）放假。", 2027, "这是 2027 年的通知吗"),
        ("元旦：1月1日至3日放假。1月6日上班。", 2026, "本来就上班"),
        ("春节：2月30日放假。", 2026, "没有 2 月 30 日"),
        ("春节：2月23日至15日放假。", 2026, "不在它前面那一天之后"),
        ("元旦：1月3日放假。\n补：1月3日上班。", 2026, "又放假，又上班"),
    ],
)
def test_what_cannot_be_is_named(line, year, said):
    with pytest.raises(NoticeError, match=said):
        read(line, year)


def test_days_stand_in_order_whatever_the_order_of_the_lines():
    found = read("国庆节：10月1日放假。\n元旦：1月1日放假。", 2026)

    assert [one.day for one in found.days] == [date(2026, 1, 1), date(2026, 10, 1)]
