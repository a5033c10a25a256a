"""Days are understood as people type them into a search."""

from datetime import date

import pytest

from catalog.text.spans import spans_in

TODAY = date(2026, 12, 1)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("12月24日", "2026-12-24", "2026-12-24"),
        ("12月24号", "2026-12-24", "2026-12-24"),
        ("12 月 24 日", "2026-12-24", "2026-12-24"),
        ("12月24", "2026-12-24", "2026-12-24"),
        ("1月15日周五", "2027-01-15", "2027-01-15"),
        ("11月30日", "2027-11-30", "2027-11-30"),
        ("2026年12月24日", "2026-12-24", "2026-12-24"),
        ("明年3月5日", "2027-03-05", "2027-03-05"),
        ("12/24", "2026-12-24", "2026-12-24"),
        ("2026-12-24", "2026-12-24", "2026-12-24"),
        ("2026.12.24", "2026-12-24", "2026-12-24"),
        ("12月24-26日", "2026-12-24", "2026-12-26"),
        ("12月24日至26日", "2026-12-24", "2026-12-26"),
        ("12/24-26", "2026-12-24", "2026-12-26"),
        ("12月30日到1月2日", "2026-12-30", "2027-01-02"),
        ("dec 24", "2026-12-24", "2026-12-24"),
        ("24th december 2026", "2026-12-24", "2026-12-24"),
        ("明天", "2026-12-02", "2026-12-02"),
        ("tomorrow", "2026-12-02", "2026-12-02"),
        ("本周", "2026-11-30", "2026-12-06"),
        ("下周", "2026-12-07", "2026-12-13"),
        ("下周三", "2026-12-09", "2026-12-09"),
        ("下个星期天", "2026-12-13", "2026-12-13"),
        ("下下周", "2026-12-14", "2026-12-20"),
        ("这周末", "2026-12-05", "2026-12-06"),
        ("next weekend", "2026-12-12", "2026-12-13"),
    ],
)
def test_days_are_understood(typed, first, last):
    rest, found = spans_in(f"昆明 {typed} 大堂", today=TODAY)

    assert [(str(span.first), str(span.last)) for span in found] == [(first, last)]
    assert found[0].typed == " ".join(typed.split())
    assert (rest.split()[0], rest.split()[-1]) == ("昆明", "大堂")


@pytest.mark.parametrize(
    ("typed", "month"),
    [("12月24日", "2026年12月"), ("12月30日到1月2日", "2026年12月到2027年1月")],
)
def test_their_month_stands_in_their_place(typed, month):
    assert spans_in(typed, today=TODAY)[0].strip() == month


@pytest.mark.parametrize(
    "typed",
    [
        *("12月", "12月3天", "3月份2天的课", "2026-12", "dec 2026", "周末", "周六", "7天"),
        *("2月30日", "13月1日", "3.15", "24/7", "7x24", "t+1", "20261224", "第三周", "每周三"),
        *("1/2/3", "周日报", "明天会更好"),
    ],
)
def test_what_names_no_day_stays_as_it_is(typed):
    assert spans_in(typed, today=TODAY) == (typed, [])
