"""The days of a session over several weekends: typed, written, printed, put into a calendar."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.utils.translation import override
from icalendar import Calendar

from catalog.documents import ics, schema_org
from catalog.domain import clash_finding, clash_words
from catalog.domain.date_formats import dates, short_dates
from catalog.models import Session
from catalog.plan.clashes import Clash, Rules, Slot, find
from catalog.plan.meeting_days import UnreadableDay, read_days, write_days
from catalog.queries import open_data
from catalog.templatetags import machine_tags
from catalog.views.calendars import entry
from tests.factories import NOW, SessionFactory

WEEKENDS = ["2027-01-16", "2027-01-17", "2027-01-23", "2027-01-24"]
SERIES = {
    "starts_on": date(2027, 1, 16),
    "ends_on": date(2027, 1, 24),
    "meeting_days": WEEKENDS,
}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2027-01-16~17、23~24", WEEKENDS),
        ("2027年1月16日、17日，1月23–24日", WEEKENDS),
        ("2027.1.16 2027/1/17 23至24 16", WEEKENDS),
        ("2026-12-30~1-1、1-9", ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-09"]),
        ("2027-1-16-17、23-24", WEEKENDS),
        ("2027.1.16-17；2027.1.23-24", WEEKENDS),
        ("20270116 20270117 23至24", WEEKENDS),
        ("２０２７年１月１６～１７日、２３日、２４日", WEEKENDS),
        ("", []),
    ],
)
def test_days_are_read_as_people_type_them_and_again_as_they_are_written(text, days):
    found = read_days(text)

    assert [f"{day}" for day in found] == days
    assert read_days(write_days(found)) == found


@pytest.mark.parametrize("text", ["16~17", "2027-02-30", "2027-01-16、周末", "2027-01-17~16"])
def test_what_is_no_day_is_named(text):
    with pytest.raises(UnreadableDay):
        read_days(text)


def test_a_series_names_its_weekends_in_both_languages():
    session = Session(**SERIES, month=date(2027, 1, 1))

    assert (dates(session), short_dates(session)) == (
        "2027年1月16–17日、1月23–24日",
        "1月16–17日、1月23–24日",
    )
    assert session.when == "2027-01-16~17、23~24"
    with override("en"):
        assert dates(session) == "16–17 Jan, 23–24 Jan 2027"


def test_a_list_of_other_days_says_nothing():
    session = Session(**SERIES | {"starts_on": date(2027, 1, 23)}, month=date(2027, 1, 1))

    assert [f"{day}" for day in session.days] == WEEKENDS[2:]


@pytest.mark.django_db
def test_a_calendar_has_an_event_for_each_weekend():
    hours = {"starts_at": time(9), "ends_at": time(17)}
    session = SessionFactory(**SERIES, **hours)

    text = ics.calendar("x", [entry(session)]).decode().replace("\r\n ", "")

    assert text.count("BEGIN:VEVENT") == 2
    for weekend in ("0116", "0123"):
        assert f"DTSTART;TZID=Asia/Shanghai:2027{weekend}T090000" in text
    assert text.count("RRULE:FREQ=DAILY;COUNT=2") == 2
    assert f"UID:session-{session.public_id}-2@" in text


def test_a_weekend_that_no_longer_is_leaves_the_calendar():
    session = Session(**SERIES, month=date(2027, 1, 1))
    shown = ics.Entry(
        uid="enrollment-a@example.com",
        summary="x",
        starts_on=session.starts_on,
        ends_on=session.ends_on,
        location="",
        description="",
        url="https://example.com/",
        state="confirmed",
        created_at=NOW,
        updated_at=NOW,
        alarm="明天上课",
        runs=((session.starts_on, date(2027, 1, 17)),),
        runs_before=3,
    )

    events = Calendar.from_ical(ics.calendar("x", [shown])).walk("VEVENT")

    assert [(str(one["UID"]), str(one["STATUS"])) for one in events] == [
        ("enrollment-a@example.com", "CONFIRMED"),
        ("enrollment-a-2@example.com", "CANCELLED"),
        ("enrollment-a-3@example.com", "CANCELLED"),
    ]
    assert [len(one.walk("VALARM")) for one in events] == [1, 0, 0]


@pytest.mark.django_db
def test_other_programs_are_told_every_day_and_every_weekend():
    series = SessionFactory(**SERIES)
    plain = SessionFactory(starts_on=date(2027, 1, 12), ends_on=date(2027, 1, 13))
    undated = SessionFactory(starts_on=None, ends_on=None, state="planned")

    told = [open_data.session(one, now=NOW)["days"] for one in (series, plain, undated)]
    (instance,) = machine_tags._instances(series.course, [series])

    assert told == [WEEKENDS, ["2027-01-12", "2027-01-13"], []]
    assert [(one["startDate"], one["endDate"]) for one in schema_org._runs(instance)] == [
        ("2027-01-16", "2027-01-17"),
        ("2027-01-23", "2027-01-24"),
    ]


def test_an_overruling_holds_for_these_days_and_not_for_others_between_the_same_ends():
    ends = SERIES["starts_on"], SERIES["ends_on"]
    off = [frozenset(date(2027, 1, day) for day in days) for days in ((18, 19, 20), (19, 20, 21))]
    slots = [Slot("A", 1, 1, *ends), *(Slot("A", 1, 1, *ends, off=days) for days in off)]

    tokens = [Clash("length", slot).token for slot in slots]

    assert tokens[0] == "length:A@270116-270124"
    assert len(set(tokens)) == 3


@pytest.mark.django_db
def test_a_clash_names_the_days_of_a_series_and_counts_them():
    session = SessionFactory(**SERIES, month=date(2027, 1, 1), course__days=Decimal(2))
    (clash,) = clash_finding.clashes_of_session(session, (), today=date(2026, 12, 1))
    names = clash_finding.Names([clash])

    assert clash_words.title(clash.slot, names).endswith("2027-01-16~17、23~24")
    assert clash_words.sentence(clash, names) == "排了 4 天，课程是 2 天"


def test_an_instructor_is_free_between_the_weekends():
    off = frozenset(date(2027, 1, day) for day in range(18, 23))
    ends = SERIES["starts_on"], SERIES["ends_on"]
    series = Slot("A", 1, 1, *ends, off=off, teachers=frozenset({7}))
    rules = Rules(today=date(2027, 1, 1))

    def clashes(day: int) -> list[str]:
        there = date(2027, 1, day)
        other = Slot("B", 2, 2, there, there, teachers=frozenset({7}))
        return [clash.kind for clash in find([series, other], rules)]

    assert [clashes(day) for day in (17, 18, 20, 23)] == [["teacher"], ["travel"], [], ["teacher"]]
