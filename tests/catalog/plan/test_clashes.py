"""Which sessions clash; each rule with a pair that does and one that just does not."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from catalog.plan.clashes import Rules, Slot, SpecialDay, find
from catalog.plan.placing import Board, Candidate, place

TODAY = date(2027, 1, 1)
RULES = Rules(
    today=TODAY,
    days={
        date(2027, 10, 1): SpecialDay("国庆节", is_holiday=True),
        date(2027, 10, 9): SpecialDay("国庆节", is_holiday=False),
    },
    absences={7: [(date(2027, 6, 10), date(2027, 6, 20))]},
)


def march(first, last=None, **values) -> Slot:
    said = {"key": f"K{first}", "course": first, "city": 1, "teachers": frozenset({7})}
    days = {"first": date(2027, 3, first), "last": date(2027, 3, last or first + 1)}
    return Slot(**(said | days | values))


def kinds(*slots, only=None) -> list[str]:
    return [clash.kind for clash in find(slots, RULES, only=only)]


def test_an_instructor_teaches_once_at_a_time():
    assert kinds(march(8), march(9)) == ["teacher"]
    assert kinds(march(8), march(10)) == []
    assert kinds(march(8), march(9, teachers=frozenset({8}))) == []


def test_half_days_in_one_city_go_together_and_in_two_cities_do_not():
    morning, afternoon = (time(9), time(12)), (time(14), time(17))
    one, other = march(8, 8, hours=morning), march(8, 8, key="K9", hours=afternoon)

    assert kinds(one, other) == []
    assert kinds(one, replace(other, city=2)) == ["teacher"]


def test_a_day_is_left_to_travel_between_two_cities():
    assert kinds(march(8), march(10, city=2)) == ["travel"]
    assert kinds(march(8), march(11, city=2)) == []


def test_a_room_has_one_session_at_a_time():
    nobody = frozenset()
    one = march(8, venue=3, teachers=nobody)
    other = march(9, venue=3, teachers=nobody)

    assert kinds(one, other) == ["venue"]
    assert kinds(replace(one, room="A"), replace(other, room="B")) == []
    assert kinds(replace(one, room="A"), other) == ["venue"]


def test_a_course_comes_back_to_a_city_after_its_weeks():
    one = march(1, course=5, apart=2, teachers=frozenset())
    far = replace(one, key="K2", first=date(2027, 3, 15), last=date(2027, 3, 16))
    near = replace(far, first=date(2027, 3, 14))

    assert kinds(one, far) == []
    assert kinds(one, near) == ["close"]
    assert kinds(one, replace(near, city=2)) == []
    assert kinds(replace(one, apart=0), replace(near, apart=0)) == []


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"first": date(2027, 9, 30), "last": date(2027, 10, 1)}, "holiday"),
        ({"first": date(2027, 10, 9), "last": date(2027, 10, 9)}, "workday"),
        ({"first": date(2027, 6, 20), "last": date(2027, 6, 21)}, "absence"),
        ({"first": date(2026, 12, 31), "last": date(2027, 1, 1)}, "past"),
        ({"first": date(2207, 3, 1), "last": date(2207, 3, 2)}, "far"),
        ({"last": date(2027, 3, 16), "days": Decimal(2)}, "length"),
        ({"capacity": 20, "minimum": 21}, "minimum"),
        ({"capacity": 20, "holds": 19, "venue": 3}, "small"),
    ],
)
def test_a_session_is_wrong_by_itself(values, kind):
    assert kinds(replace(march(8), **values)) == [kind]


def test_a_course_of_one_and_a_half_days_may_take_one_or_two():
    assert kinds(march(8, 8, days=Decimal("1.5"))) == []
    assert kinds(march(8, 9, days=Decimal("1.5"))) == []
    assert kinds(march(8, 10, days=Decimal("1.5"))) == ["length"]


def test_only_what_was_asked_about_is_said_and_an_overruling_ends_when_days_change():
    one, other, third = march(8), march(9), march(20, holds=5, capacity=9, venue=2)

    assert kinds(one, other, third, only={"K20"}) == ["small"]
    (clash,) = find([one, other], RULES)
    (moved,) = find([replace(one, first=date(2027, 3, 7)), other], RULES)
    assert clash.token != moved.token


def test_wishes_get_days_that_are_free_and_the_rest_its_cause():
    days = tuple(date(2027, 3, day) for day in (8, 9, 10, 11))
    wishes = [Candidate(march(8, key=f"W{n}", course=n), days) for n in range(3)]

    placed = place(wishes, [], RULES)

    assert sorted(slot.first.day for slot in placed.slots.values()) == [8, 10]
    assert [[clash.kind for clash in found] for found in placed.unplaced.values()] == [["teacher"]]
    assert find(placed.slots.values(), RULES) == []


def test_a_wish_with_one_day_moves_another_that_has_more():
    only = Candidate(march(8, key="W1", course=1, city=1), (date(2027, 3, 8),))
    both = (date(2027, 3, 8), date(2027, 3, 15))
    first = Candidate(march(8, key="A", course=2), both)
    fixed = march(15, key="F", course=3, teachers=frozenset({9}))

    placed = place([first, only], [fixed], RULES)

    assert {key: slot.first.day for key, slot in placed.slots.items()} == {"W1": 8, "A": 15}


def test_who_had_no_room_gets_it_when_another_was_moved_for_the_next():
    def wish(key, course, teachers, *days):
        slot = march(8, key=key, course=course, teachers=frozenset(teachers))
        return Candidate(slot, tuple(date(2027, 3, day) for day in days))

    in_the_way = [wish("A", 1, {1, 2}, 8, 15), wish("C", 2, {3, 4}, 8, 15)]
    twice = [wish(key, 3, {1, 3}, 8, 22) for key in ("M", "P")]
    between = wish("N", 4, {2}, 8, 22)
    fixed = march(22, key="F", course=5, teachers=frozenset({1, 2, 3, 4}))

    placed = place([*in_the_way, *twice, between], [fixed], RULES)

    days = {key: slot.first.day for key, slot in placed.slots.items()}
    assert days == {"A": 15, "C": 15, "N": 8, "P": 8}
    assert list(placed.unplaced) == ["M"]


def test_room_for_many_of_one_kind_is_looked_for_once(monkeypatch):
    days = tuple(date(2027, 3, 1) + timedelta(days=n) for n in range(30))
    looked, clashes = [], Board.clashes
    monkeypatch.setattr(Board, "clashes", lambda *two: looked.append(1) or clashes(*two))

    def looked_for(times: int) -> int:
        """How many days are tried for so many of one course, nine weeks apart."""
        slots = [Slot(f"{n}", 1, 1, days[0], days[0], apart=9) for n in range(times)]
        looked.clear()
        assert len(place([Candidate(one, days) for one in slots], [], Rules(days[0])).slots) == 1
        return len(looked)

    assert looked_for(12) - looked_for(2) == 10 * 2 * len(days)
