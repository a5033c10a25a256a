"""How many days, and weekends, in the words of a query."""

from decimal import Decimal

import pytest

from catalog.text.lengths import length_in, weekend_in


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("三天", 3), ("3 天", 3), ("3天", 3), ("两天", 2), ("二天", 2), ("2天班", 2),
        ("一天的课", 1), ("半天", "0.5"), ("1.5天", "1.5"), ("一天半", "1.5"), ("10天", 10),
        ("十天", 10), ("三天培训", 3), ("3 days", 3), ("two-day", 2),
        ("第三天", None), ("三十天", None), ("七天回访", None), ("30天", None), ("0天", 0),
    ],
)  # fmt: skip
def test_days_are_read_where_they_stand_alone(query, days):
    _left, found = length_in(query)

    assert (found and found.days) == (None if days is None else Decimal(days))


def test_the_length_is_also_written_the_other_way_and_the_rest_is_left():
    left, found = length_in("昆明 两天 投诉")

    assert left.split() == ["昆明", "投诉"]
    assert found is not None
    assert (found.typed, found.words) == ("两天", ("两天", "2天"))


def test_inside_a_word_they_are_read_only_when_asked():
    assert length_in("三天反洗钱")[1] is None
    assert length_in("三天反洗钱", inside=True)[0].strip() == "反洗钱"
    assert [length_in(q, inside=True)[1] for q in ("第三天", "三十天", "前3天")] == [None] * 3


@pytest.mark.parametrize(
    "query", ["周末", "周末班", "双休日", "周六", "星期日", "礼拜天", "weekend", "saturdays"]
)
def test_a_weekend_is_read(query):
    assert weekend_in(f"武汉 {query}")[0].strip() == "武汉"


def test_a_weekend_inside_a_word_is_read_only_when_asked():
    assert weekend_in("周末反洗钱") == ("周末反洗钱", "")
    assert weekend_in("周末反洗钱", inside=True)[0].strip() == "反洗钱"
    assert [weekend_in(q, inside=True)[1] for q in ("每周日", "周日报", "周例会")] == [""] * 3
