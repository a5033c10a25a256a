"""Days as people type them, and the sentence for what is none."""

from datetime import date

import pytest

from catalog.text.days import NotADay, day_in

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
