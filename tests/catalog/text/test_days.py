"""Days as people type them, and the sentence for what is none."""

from datetime import date, datetime

import pytest

from catalog.text.days import NotADay, day_in, days_in, moment_in
from catalog.text.months import month_in

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-3-8", "2027-03-08"),
        ("2027-03-08", "2027-03-08"),
        ("2027/3/8", "2027-03-08"),
        ("2027.3.8", "2027-03-08"),
        ("2027年3月8日", "2027-03-08"),
        ("27年3月8日", "2027-03-08"),
        ("20270308", "2027-03-08"),
        ("3/8", "2027-03-08"),
        ("3月8日", "2027-03-08"),
        ("3月8号", "2027-03-08"),
        ("８．３", "2027-08-03"),
        (" 12-1 ", "2026-12-01"),
        ("2/29", "2028-02-29"),
    ],
)
def test_a_day_is_read_as_it_is_typed(typed, day):
    assert day_in(typed, today=TODAY, ahead=True) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("3.8-9", "2027-03-08", "2027-03-09"),
        ("３．８－９", "2027-03-08", "2027-03-09"),
        ("2027/3/8-9", "2027-03-08", "2027-03-09"),
        ("2027-3-8~10", "2027-03-08", "2027-03-10"),
        ("3月8日-9日", "2027-03-08", "2027-03-09"),
        ("3月30日至4月1日", "2027-03-30", "2027-04-01"),
        ("3/30-1", "2027-03-30", "2027-04-01"),
        ("12.30-2", "2026-12-30", "2027-01-02"),
        ("2027.3.8—2027.3.9", "2027-03-08", "2027-03-09"),
        ("8-9", "2027-08-09", "2027-08-09"),
    ],
)
def test_several_days_are_read_as_they_are_typed(typed, first, last):
    assert days_in(typed, today=TODAY, ahead=True) == (
        date.fromisoformat(first),
        date.fromisoformat(last),
    )


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("3.8-40", "day"),
        ("3.8-", "shape"),
        ("周一-周二", "shape"),
        ("2027-3", "shape"),
        ("2027-02-30", "day"),
        ("2027-13-8", "month"),
        ("13.8-9", "month"),
        ("2.30-3.1", "day"),
    ],
)
def test_several_days_that_are_none_say_why(typed, why):
    with pytest.raises(NotADay) as wrong:
        days_in(typed, today=TODAY, ahead=True)

    assert wrong.value.why == why


@pytest.mark.parametrize(
    "typed", ["2027-03", "2027/3", "2027年3月", "202703", "２０２７．３", "3月"]
)
def test_a_month_is_read_as_it_is_typed(typed):
    assert month_in(typed, today=TODAY) == date(2027, 3, 1)


@pytest.mark.parametrize("typed", ["", "2027", "3月 昆明", "2027-03、2027-04"])
def test_what_is_not_one_month_is_none(typed):
    assert month_in(typed, today=TODAY) is None


def test_where_days_may_be_past_the_nearest_is_meant():
    assert day_in("11/20", today=TODAY, ahead=False) == date(2026, 11, 20)
    assert day_in("1/5", today=TODAY, ahead=False) == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("8.3?", "shape"),
        ("明天", "shape"),
        ("12/8/27", "shape"),
        ("13/8", "month"),
        ("2027-13-8", "month"),
        ("2月30日", "day"),
        ("2027-2-29", "day"),
    ],
)
def test_what_is_no_day_says_why(typed, why):
    with pytest.raises(NotADay) as wrong:
        day_in(typed, today=TODAY, ahead=True)

    assert wrong.value.why == why


@pytest.mark.parametrize(
    "typed",
    ["3/8 18:30", "3月8日18点30分", "3月8日 １８：３０", "2027-03-08T18:30:00", "3/8 18时30"],
)
def test_a_moment_is_a_day_with_its_hour(typed):
    assert moment_in(typed, today=TODAY, ahead=True) == datetime(2027, 3, 8, 18, 30)


@pytest.mark.parametrize(
    "typed", ["3/8", "3/8 18", "3/8 18:", "3/8 18:3", "3/8 24:00", "3/8 18:60"]
)
def test_a_day_without_a_whole_hour_is_no_moment(typed):
    with pytest.raises(NotADay, match="shape"):
        moment_in(typed, today=TODAY, ahead=True)
