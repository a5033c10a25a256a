"""A sum is understood as people type it, and never guessed."""

from decimal import Decimal

import pytest

from catalog.text.amounts import NotAnAmount, amount_in


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("2980", "2980"),
        (" 2,980.50 ", "2980.50"),
        ("２，９８０", "2980"),
        ("2 980", "2980"),
        ("￥2980元", "2980"),
        ("29000.00元/人", "29000.00"),
        ("2.98万", "29800"),
        ("3万元", "30000"),
        ("1.23456万", "12345.6"),
        ("－300", "-300"),
        ("2。5", "2.5"),
        ("0", "0"),
        ("1,000,000.555", "1000000.555"),
    ],
)
def test_a_sum_is_understood(typed, amount):
    assert str(amount_in(typed)) == amount


@pytest.mark.parametrize(
    "typed", ["", "abc", "1e3", "NaN", "1,00", "12万3", "2980-3980", "五百", "8%", "1" * 60]
)
def test_what_is_no_sum_is_refused(typed):
    with pytest.raises(NotAnAmount):
        amount_in(typed)


def test_so_many_digits_stay_exact():
    assert amount_in("99,999,999.99") == Decimal("99999999.99")
