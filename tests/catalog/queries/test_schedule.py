"""Sessions to a city × month grid."""

from datetime import date
from types import SimpleNamespace

from catalog.queries.schedule_grid import by_position, grid


class Town(SimpleNamespace):
    def __hash__(self):
        return hash(self.slug)


KUNMING = Town(slug="kunming", position=0)
CHENGDU = Town(slug="chengdu", position=1)


def session(city, month, day=None, *, year=2026):
    starts_on = date(year, month, day) if day else None
    return SimpleNamespace(head=city, month=date(year, month, 1), starts_on=starts_on)


def test_each_session_stands_in_one_cell_of_its_city_and_month():
    march, may = session(CHENGDU, 3, 4), session(KUNMING, 5, 6)

    shown = grid([march, may], year=2026, order=by_position)

    assert [(row.head, [c.month for c in row.cells if c.sessions]) for row in shown.rows] == [
        (KUNMING, [5]),
        (CHENGDU, [3]),
    ]
    assert [len(row.cells) for row in shown.rows] == [12, 12]


def test_another_year_is_left_out():
    assert grid([session(KUNMING, 1, 5, year=2027)], year=2026, order=by_position).rows == ()


def test_in_a_cell_the_soonest_comes_first_and_open_dates_last():
    late, unknown, soon = session(KUNMING, 3, 20), session(KUNMING, 3), session(KUNMING, 3, 2)

    (row,) = grid([late, unknown, soon], year=2026, order=by_position).rows

    assert row.cells[2].sessions == (soon, late, unknown)


def test_a_month_has_every_session_once_by_date_whatever_the_city():
    second, first, other = (
        session(KUNMING, 3, 9),
        session(CHENGDU, 3, 4),
        session(CHENGDU, 11, 1),
    )

    months = grid([second, first, other], year=2026, order=by_position).months

    assert [month.number for month in months] == list(range(1, 13))
    assert {month.number: month.sessions for month in months if month.cells} == {
        3: [first, second],
        11: [other],
    }
