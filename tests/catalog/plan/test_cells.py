"""What is typed in a cell of the plan, and what stands there."""

from datetime import date, time

import pytest

from catalog.plan.plan_cells import CellError, Entry, pairs, plain_name, read, written

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
        ("8-9; 22-23", [march(8, 9), march(22, 23)]),
        ("8-9，22", [march(8, 9), march(22, 23)]),
        ("8-9\n22-23", [march(8, 9), march(22, 23)]),
        ("30-1", [(date(2027, 3, 30), date(2027, 4, 1))]),
        ("30-4/1", [(date(2027, 3, 30), date(2027, 4, 1))]),
        ("待定", [(None, None)]),
        ("TBD; 8-9", [(None, None), march(8, 9)]),
        ("", []),
    ],
)
def test_days_are_read_as_people_type_them(typed, planned):
    assert days(typed) == planned


def test_hours_venue_and_instructors_stand_behind_the_days():
    (one,) = read("8-9上午 #云水 培训中心 @陆怀远 @高以宁", month=MARCH, days=2)

    assert one.hours == (time(9), time(12))
    assert (one.venue, one.teachers) == ("云水 培训中心", ("陆怀远", "高以宁"))
    assert written(one) == "8-9 上午 #云水 培训中心 @陆怀远 @高以宁"


@pytest.mark.parametrize(
    "text", ["8-9", "8", "8-9 下午", "8-9 9:00-16:30", "待定", "30-1 #甲楼", "待定 上午"]
)
def test_what_stands_there_reads_as_itself(text):
    (one,) = read(text, month=MARCH, days=1)

    assert written(one) == text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("32", "3 月没有 32 日"),
        ("8月9日", "表格软件会把 8-9 改成日期"),
        ("月底", "没有读懂“月底”"),
        ("8-9 17:00-9:00", "结束时间要晚于开始时间"),
        ("8-9 9:00-25:00", "不是一天里的时间"),
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
    assert written(Entry()) == "待定"
