"""What is typed in a cell of the plan, and what stands there."""

from datetime import date, time, timedelta

import pytest
from django.utils.translation import override

from catalog.models import Course, Session
from catalog.plan.cell_errors import CellError
from catalog.plan.cell_signs import plain_name
from catalog.plan.plan_cells import LONGEST, Entry, pairs, read, written
from catalog.queries.plan_book import Planned
from catalog.queries.plan_grid import Shown

MARCH = date(2027, 3, 1)


def days(text, month=MARCH, length=2):
    return [(one.first, one.last) for one in read(text, month=month, days=length)]


def march(first, last):
    return date(2027, 3, first), date(2027, 3, last)


@pytest.mark.parametrize(
    ("typed", "planned"),
    [
        ("8-9", [march(8, 9)]),
        ("8", [march(8, 9)]),
        ("8-8", [march(8, 8)]),
        ("８－９", [march(8, 9)]),
        ("8日至9日", [march(8, 9)]),
        ("3月8-9日", [march(8, 9)]),
        ("3/8-9", [march(8, 9)]),
        ("3.8-9", [march(8, 9)]),
        ("３．８－９", [march(8, 9)]),
        ("2027/3/8", [march(8, 9)]),
        ("2027年3月8-9日", [march(8, 9)]),
        ("2027-03-08", [march(8, 9)]),
        ("20270308", [march(8, 9)]),
        ("2027/3/8-2027/3/9", [march(8, 9)]),
        ("2027.3.30-4.1", [(date(2027, 3, 30), date(2027, 4, 1))]),
        ("Mar 8-9", [march(8, 9)]),
        ("8-9 March", [march(8, 9)]),
        ("8-Mar", [march(8, 9)]),
        ("8-Mar-27", [march(8, 9)]),
        ("8 Mar 27", [march(8, 9)]),
        ("8-9 March 2027", [march(8, 9)]),
        ("March 8-9 2027", [march(8, 9)]),
        ("8-Mar-27 ~ 9-Mar-27", [march(8, 9)]),
        ("8 Mar - 10 Mar", [march(8, 10)]),
        ("8 Mar - 10 Apr", [(date(2027, 3, 8), date(2027, 4, 10))]),
        ("Mar 30-Apr 1", [(date(2027, 3, 30), date(2027, 4, 1))]),
        ("30 Mar – 1 Apr 2027", [(date(2027, 3, 30), date(2027, 4, 1))]),
        ("30-Mar-10-Apr", [(date(2027, 3, 30), date(2027, 4, 10))]),
        ("30-1 April", [(date(2027, 3, 30), date(2027, 4, 1))]),
        ("Mar 8-9; 22-23 Mar.", [march(8, 9), march(22, 23)]),
        ("8-9; 22-23", [march(8, 9), march(22, 23)]),
        ("8-9，22", [march(8, 9), march(22, 23)]),
        ("8-9\n22-23", [march(8, 9), march(22, 23)]),
        ("8、9日", [march(8, 9)]),
        ("８，９", [march(8, 9)]),
        ("3月8日、9日 上午", [march(8, 9)]),
        ("8、9、22、23日", [march(8, 9), march(22, 23)]),
        ("8、9日上午", [march(8, 9)]),
        ("8日、9日上午", [march(8, 9)]),
        ("8上午、9上午", [march(8, 9)]),
        ("3月8日、3月9日", [march(8, 9)]),
        ("3/8、3/9", [march(8, 9)]),
        ("2027-3-8、9", [march(8, 9)]),
        ("2027-3-8、2027-03-09", [march(8, 9)]),
        ("Mar 8, 9", [march(8, 9)]),
        ("8, 9 March", [march(8, 9)]),
        ("8、9@陆怀远", [march(8, 9)]),
        ("8、9#云水楼、10、11", [march(8, 9), march(10, 11)]),
        ("8、9、10、11日上午", [march(8, 9), march(10, 11)]),
        ("22-23、8、9", [march(22, 23), march(8, 9)]),
        ("8、15日", [march(8, 9), march(15, 16)]),
        ("8; 9", [march(8, 9), march(9, 10)]),
        ("30-1", [(date(2027, 3, 30), date(2027, 4, 1))]),
        ("30-4/1", [(date(2027, 3, 30), date(2027, 4, 1))]),
        ("待定", [(None, None)]),
        ("TBD; 8-9", [(None, None), march(8, 9)]),
        ("另行通知", [(None, None)]),
        ("8-9（周一、周二）", [march(8, 9)]),
        ("3月8日（周一）至9日（周二）", [march(8, 9)]),
        ("2027-3-8（周一）", [march(8, 9)]),
        ("8日(Mon) - 9日(Tue); 13日周六~14日周日", [march(8, 9), march(13, 14)]),
        ("8-9 周一至周二；13-14(六日)", [march(8, 9), march(13, 14)]),
        ("8-9 (Mon-Tue)", [march(8, 9)]),
        ("13日-14日（星期六、天）", [march(13, 14)]),
        ("8-9全天", [march(8, 9)]),
        ("8-9（全天）", [march(8, 9)]),
        ("8&9", [march(8, 9)]),
        ("8日和9日", [march(8, 9)]),
        ("18/19", [march(18, 19)]),
        ("8-9/22-23", [march(8, 9), march(22, 23)]),
        *((f"8{dash}9", [march(8, 9)]) for dash in "﹣−〜至—"),
        ("\u200b8-9\ufeff", [march(8, 9)]),
        ("2027-03-08 00:00:00", [march(8, 9)]),
        ("2027/3/8 0:00", [march(8, 9)]),
        ("—", []),
        ("——", []),
        ("/", []),
        ("无", []),
        ("N/A", []),
        ("", []),
    ],
)
def test_days_are_read_as_people_type_them(typed, planned):
    assert days(typed) == planned


def test_listed_days_are_one_session_as_long_as_the_course():
    assert [written(one, days=3) for one in read("8、9、10日", month=MARCH, days=3)] == ["8-10"]
    assert [written(one, days=1) for one in read("8、9日", month=MARCH, days=1)] == ["8", "9"]
    assert [written(one, days=3) for one in read("8、9日", month=MARCH, days=3)] == ["8-9"]


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("31、1日", 3),
        ("3月31日、4月1日", 3),
        ("3/31, 4/1", 3),
        ("Mar 31, Apr 1", 3),
        ("31，1", 12),
        ("12/31, 1/1", 12),
        ("2027-12-31、2028-1-1", 12),
    ],
)
def test_listed_days_go_on_over_the_end_of_a_month_and_of_a_year(typed, month):
    (one,) = read(typed, month=date(2027, month, 1), days=2)

    assert (one.first, one.last) == (
        date(2027, month, 31),
        date(2027, month, 31) + timedelta(days=1),
    )


@pytest.mark.parametrize(
    "typed", ["30、31、1、2日", "3/30, 3/31, 4/1, 4/2", "4月12日、13日", "9999/12/31、1"]
)
def test_listed_days_of_the_next_month_alone_are_asked_about(typed):
    with pytest.raises(CellError, match="不在 3 月"):
        read(typed, month=MARCH, days=2)


@pytest.mark.parametrize("until", [date(2027, 3, 8), date(2027, 3, 9), date(2027, 3, 11)])
def test_a_session_of_a_month_is_read_as_it_is_written(until):
    one = Entry(date(2027, 2, 9), until)

    assert read(written(one, days=2), month=date(2027, 2, 1), days=2) == [one]


@pytest.mark.parametrize("typed", ["8、9日上午", "8日、9上午", "8上午、9上午", "Mar 8, 9 am"])
def test_hours_behind_the_last_day_or_each_are_of_the_whole_session(typed):
    assert [written(one, days=2) for one in read(typed, month=MARCH, days=2)] == ["8-9 上午"]


@pytest.mark.parametrize("typed", ["8、9、10日", "3/8, 3/9, 3/10 @陆怀远", "1、2、8、9、10"])
def test_days_on_end_that_do_not_come_out_even_are_asked_about(typed):
    with pytest.raises(CellError, match="连着 3 天，课程是 2 天"):
        read(typed, month=MARCH, days=2)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_what_a_cell_shows_is_read_when_it_is_typed_in_another(language):
    typed = ["8-9 上午", "8-9 下午", "8-9 晚上", "待定"]
    sessions = [
        Session(course=Course(), month=MARCH, starts_on=entry.first, ends_on=entry.last)
        for text in typed
        for entry in read(text, month=MARCH, days=2)
    ]
    with override(language):
        shown = [
            Shown(Planned(session, *read(text, month=MARCH, days=2), teachers=())).brief
            for session, text in zip(sessions, typed, strict=True)
        ]

    assert [
        written(one, days=2) for text in shown for one in read(text, month=MARCH, days=2)
    ] == typed


@pytest.mark.parametrize(
    ("typed", "meets", "shown"),
    [
        ("13-14+20-21", ["3-13", "3-14", "3-20", "3-21"], "13-14+20-21"),
        ("13－14 ＋ 20~21 上午", ["3-13", "3-14", "3-20", "3-21"], "13-14+20-21 上午"),
        ("13+20+27", ["3-13", "3-20", "3-27"], "13+20+27"),
        ("27-28+3-4", ["3-27", "3-28", "4-3", "4-4"], "27-28+4/3-4"),
        ("27-28+4/10-11", ["3-27", "3-28", "4-10", "4-11"], "27-28+4/10-11"),
        ("27-28 Mar + 10-11 Apr", ["3-27", "3-28", "4-10", "4-11"], "27-28+4/10-11"),
        ("Mar 27-28 + 3-4 上午", ["3-27", "3-28", "4-3", "4-4"], "27-28+4/3-4 上午"),
        ("31-1+10-11", ["3-31", "4-1", "4-10", "4-11"], "31-1+10-11"),
        ("3月27日至28日+4月3日 @甲", ["3-27", "3-28", "4-3"], "27-28+4/3 @甲"),
    ],
)
def test_days_that_are_apart_are_one_session(typed, meets, shown):
    (one,) = read(typed, month=MARCH, days=2)

    assert [f"{day.month}-{day.day}" for day in one.meets] == meets
    assert (one.first, one.last) == (one.meets[0], one.meets[-1])
    assert written(one, days=2) == shown
    assert read(shown, month=MARCH, days=2) == [one]


def test_runs_that_touch_are_one_and_a_winter_goes_into_the_next_year():
    (joined,) = read("13-14+15-16", month=MARCH, days=2)
    (winter,) = read("26-27+1/2-3", month=date(2027, 12, 1), days=2)

    assert (joined, written(joined, days=2)) == (Entry(*march(13, 16)), "13-16")
    assert winter.meets[-1] == date(2028, 1, 3)
    assert written(winter, days=2) == "26-27+1/2-3"


def test_a_venue_and_a_name_keep_their_signs():
    (one,) = read("8 - 9 #云水 A + B - 二层", month=MARCH, days=2)

    assert (one.first.day, one.last.day, one.venue) == (8, 9, "云水 A + B - 二层")


def test_hours_venue_and_instructors_stand_behind_the_days():
    (one,) = read("8-9上午 #云水 培训中心 @陆怀远 @高以宁", month=MARCH, days=2)

    assert one.hours == (time(9), time(12))
    assert (one.venue, one.teachers) == ("云水 培训中心", ("陆怀远", "高以宁"))
    assert written(one, days=2) == "8-9 上午 #云水 培训中心 @陆怀远 @高以宁"


@pytest.mark.parametrize(
    "text", ["8-9", "8", "8-9 下午", "8-9 9:00-16:30", "待定", "30-1 #甲楼", "待定 上午"]
)
def test_what_stands_there_reads_as_itself(text):
    (one,) = read(text, month=MARCH, days=1)

    assert written(one, days=1) == text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("32", "3 月没有 32 日"),
        ("8月9日", "表格软件会把 8-9 改成日期"),
        ("月底", "没有读懂“月底”"),
        ("8-9 17:00-9:00", "结束时间要晚于开始时间"),
        ("8-9 9:00-25:00", "不是一天里的时间"),
        ("13-14+", "没有读懂“13-14\\+”"),
        ("8 Mar - 27", "没有读懂"),
        ("8 Mar-27", "没有读懂"),
        ("8 Mar 27-28", "没有读懂"),
        ("Mar-27", "没有读懂"),
        ("Mar 8 Apr", "没有读懂"),
        ("1 Mar2", "没有读懂"),
        ("8-Mar-26", "不在 2027 年"),
        ("8 Apr - 10 Apr", "不在 3 月"),
        ("30-6/2", "没有读懂“30-6/2”"),
        ("3月30日-5月2日", "没有读懂"),
        ("30-2/1", "没有读懂"),
        ("30-13/1", "没有读懂"),
        ("13-14+3/1-2", "几段日子要按先后写"),
        ("13-14+6/13-14", "前后不超过 60 天"),
        ("9-8", "结束日期不能早于开始日期"),
        ("8上午", "课程是 2 天。只上这一天的，写 8-8"),
        ("8上午、9下午", "课程是 2 天"),
        ("8日（下午）", "课程是 2 天"),
        ("8 9:00-12:00", "课程是 2 天"),
        ("8-9（周六日）", "3 月 8 日不是那个星期几"),
        ("8-10（周一、周二）", "3 月 10 日不是那个星期几"),
        ("8日（周二）至9日（周二）", "3 月 8 日不是那个星期几"),
        ("周六日", "没有读懂“周六日”"),
        ("8-9（取消）", "放不下括号里的“取消”"),
        ("8-9【限30人】 上午", "放不下括号里的“限30人”"),
        ("8-9-10", "没有读懂"),
        ("8-9; " * 101, f"一格最多 {LONGEST} 个字"),
    ],
)
def test_what_cannot_be_read_says_what_would_be_right(typed, said):
    with pytest.raises(CellError, match=said):
        read(typed, month=MARCH, days=2)


def test_a_session_whose_text_stays_is_left_alone():
    assert pairs(["8-9", "22-23"], ["22-23", "10-11"]) == ([(0, 1)], [], [])
    assert pairs(["8-9"], []) == ([], [0], [])
    assert pairs([], ["8-9", "8-9"]) == ([], [], [0, 1])


def test_names_lose_the_signs_of_the_plan():
    assert plain_name("A;B #2楼") == "A B 2楼"
    assert written(Entry(), days=2) == "待定"


def test_a_day_of_a_longer_course_is_written_so_that_it_stays_a_day():
    (one,) = read("8-8 上午", month=MARCH, days=2)

    assert written(one, days=2) == "8-8 上午"
    assert read(written(one, days=2), month=MARCH, days=2) == [one]
    assert written(one, days=1) == "8 上午"


@pytest.mark.parametrize("text", ["8-9（9:00—16:30）", "8日-9日9:00-16:30", "8-9(9:00 - 16:30)"])
def test_hours_may_stand_in_brackets_or_right_behind_the_day(text):
    assert [written(one, days=2) for one in read(text, month=MARCH, days=2)] == ["8-9 9:00-16:30"]


def test_what_stands_behind_a_mark_is_nobodys_weekday_and_no_note():
    (one,) = read("8-9 #和平楼（二层） @周一鸣 @周日新", month=MARCH, days=2)

    assert (one.venue, one.teachers) == ("和平楼（二层）", ("周一鸣", "周日新"))
