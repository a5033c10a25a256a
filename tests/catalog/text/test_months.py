"""Months are understood as people write them."""

from datetime import date

import pytest

from catalog.text.months import months_in

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("feb 2027", ["2027-02"]),
        ("sept.", ["2027-09"]),
        ("2027 feb", ["2027-02"]),
        ("december", ["2026-12"]),
        ("明年3月", ["2027-03"]),
        ("三月底", ["2027-03"]),
        ("3-5月", ["2027-03", "2027-04", "2027-05"]),
        ("12到1月", ["2026-12", "2027-01"]),
        ("3、4月", ["2027-03", "2027-04"]),
        ("3月和9月", ["2027-03", "2027-09"]),
        ("1、3、5月", ["2027-01", "2027-03", "2027-05"]),
        ("3月,5月或9月", ["2027-03", "2027-05", "2027-09"]),
        ("3-5月、9月", ["2027-03", "2027-04", "2027-05", "2027-09"]),
        ("三月到五月", ["2027-03", "2027-04", "2027-05"]),
        ("2027年3-5月", ["2027-03", "2027-04", "2027-05"]),
        ("2028年3-5月", ["2028-03", "2028-04", "2028-05"]),
        ("2028.3至5月", ["2028-03", "2028-04", "2028-05"]),
        ("2026年12月到2027年2月", ["2026-12", "2027-01", "2027-02"]),
        ("2026-12到2027-02", ["2026-12", "2027-01", "2027-02"]),
        ("2027年12月到2月", ["2027-12", "2028-01", "2028-02"]),
        ("12月到2028年2月", ["2027-12", "2028-01", "2028-02"]),
        ("2028年3月和9月", ["2028-03", "2028-09"]),
        ("2028年5月到2028年3月", ["2028-05", "2028-03"]),
        ("本月到1月", ["2026-11", "2026-12", "2027-01"]),
        ("mar-may 2028", ["2028-03", "2028-04", "2028-05"]),
        ("nov to jan 2028", ["2027-11", "2027-12", "2028-01"]),
        ("march and may", ["2027-03", "2027-05"]),
        ("3月 2028", ["2028-03"]),
        ("q1 2028", ["2028-01", "2028-02", "2028-03"]),
        ("2028q1", ["2028-01", "2028-02", "2028-03"]),
        ("q1, 2028年", ["2028-01", "2028-02", "2028-03"]),
        ("一季度 明年", ["2027-01", "2027-02", "2027-03"]),
        ("上半年 2028", [f"2028-0{n}" for n in range(1, 7)]),
        ("q1-q2", [f"2027-0{n}" for n in range(1, 7)]),
        ("q1", ["2027-01", "2027-02", "2027-03"]),
        ("2027年第二季度", ["2027-04", "2027-05", "2027-06"]),
        ("下个月", ["2026-12"]),
        ("本月", ["2026-11"]),
    ],
)
def test_a_month_is_understood(typed, months):
    rest, found = months_in(f"{typed} 大堂", today=TODAY)

    assert ([f"{day:%Y-%m}" for day in found], rest.split()) == (months, ["大堂"])


@pytest.mark.parametrize("typed", ["2027年", "2027", "明年"])
def test_a_year_is_all_its_months(typed):
    assert list(months_in(typed, today=TODAY)[1]) == [date(2027, n, 1) for n in range(1, 13)]


def test_half_a_year_is_the_next_that_is_not_over():
    assert list(months_in("下半年", today=TODAY)[1]) == [date(2026, n, 1) for n in range(7, 13)]
    assert list(months_in("上半年", today=TODAY)[1]) == [date(2027, n, 1) for n in range(1, 7)]


def test_a_year_is_that_of_the_months_wherever_it_stands():
    rest, found = months_in("q1 大堂 2028", today=TODAY)

    assert (list(found), rest.split()) == ([date(2028, n, 1) for n in (1, 2, 3)], ["大堂"])
    assert set(found.values()) == {"q1 2028"}


@pytest.mark.parametrize("typed", ["一个月", "mark", "月末上午", "三季", "2027a"])
def test_what_is_no_month_stays(typed):
    assert months_in(typed, today=TODAY) == (typed, {})
