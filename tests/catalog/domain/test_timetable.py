"""The city × month table of an outline: which sessions are planned where and when."""

from datetime import date

import pytest

from catalog.domain.timetable import read

TODAY = date(2026, 12, 1)


def planned(*rows) -> list[tuple]:
    return [
        (one.city, f"{one.month:%Y-%m}", one.starts_on and one.starts_on.day, one.note)
        for one in read(rows, today=TODAY).planned
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            ["城市 | 1月 | 12月", "昆明 | √ | √"],
            [("昆明", "2027-01", None, ""), ("昆明", "2026-12", None, "")],
        ),
        (["城市\t1月\t2月", "昆明市\t12-13\t"], [("昆明", "2027-01", 12, "")]),
        (["城市 | 2027年3月", "成都 | 5日至6日"], [("成都", "2027-03", 5, "")]),
        (
            ["城市 | 2月 | 3月", "成都 | 30-31 | 待定"],
            [("成都", "2027-02", None, "30-31"), ("成都", "2027-03", None, "待定")],
        ),
        (["城市 | 2月 | 3月", "成都 | — | ×"], []),
        (["昆明：3月12-13日"], [("昆明", "2027-03", 12, "")]),
        (["昆明 3月 5月"], [("昆明", "2027-03", None, ""), ("昆明", "2027-05", None, "")]),
        (["昆明：13月1日"], []),
        (["---|---"], []),
        ([], []),
    ],
)
def test_rows_become_planned_sessions(rows, expected):
    assert planned(*rows) == expected


def test_a_city_without_a_month_is_idle():
    table = read(["城市 | 1月", "昆明 | ", "成都 | √"], today=TODAY)

    assert table.idle_cities == ("昆明",)


def test_the_last_day_ends_the_session():
    (one,) = read(["城市 | 1月", "昆明 | 30-31"], today=TODAY).planned

    assert (one.starts_on, one.ends_on) == (date(2027, 1, 30), date(2027, 1, 31))
