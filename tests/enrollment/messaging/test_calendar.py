"""The calendar file of one's own session: hours where known, a way to take it out."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from icalendar import Calendar

from catalog.documents.ics import Entry, calendar
from enrollment import actions
from tests.enrollment.own import url
from tests.factories import NOW, SessionFactory, enrolled

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def the_first_of_december():
    with time_machine.travel(NOW, tick=False):
        yield


def file_of(client, party):
    """The calendar and its one event."""
    shown = Calendar.from_ical(client.get(url(party, "my_calendar")).content)
    (event,) = shown.walk("VEVENT")
    return shown, event


def test_one_s_own_session_takes_one_s_time_and_reminds_the_day_before(client):
    party = enrolled(SessionFactory())

    shown, event = file_of(client, party)

    (alarm,) = event.walk("VALARM")
    assert (str(shown["METHOD"]), str(event["TRANSP"])) == ("PUBLISH", "OPAQUE")
    assert (alarm["TRIGGER"].dt, str(alarm["ACTION"])) == (timedelta(days=-1), "DISPLAY")
    assert str(event["URL"]).endswith(url(party))
    assert url(party) in str(event["DESCRIPTION"])


def test_who_waits_keeps_the_time_free(client):
    session = SessionFactory(capacity=3)
    enrolled(session, 3)

    _shown, event = file_of(client, enrolled(session, 2))

    assert (str(event["TRANSP"]), str(event["STATUS"])) == ("TRANSPARENT", "TENTATIVE")


def test_known_hours_stand_on_each_day(client):
    party = enrolled(SessionFactory(starts_at=time(9), ends_at=time(17)))

    _shown, event = file_of(client, party)

    assert event["DTSTART"].dt.isoformat() == "2027-01-12T09:00:00+08:00"
    assert event["DTEND"].dt.isoformat() == "2027-01-12T17:00:00+08:00"
    assert event["RRULE"] == {"FREQ": ["DAILY"], "COUNT": [2]}
    assert "TZID=Asia/Shanghai" in event.to_ical().decode()


@pytest.mark.parametrize("who", ["party", "session"])
def test_cancelling_takes_the_days_out_again(client, who):
    session = SessionFactory()
    party = enrolled(session)
    _shown, before = file_of(client, party)

    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        if who == "party":
            actions.cancel(party, now=NOW + timedelta(hours=1))
        else:
            later = NOW + timedelta(hours=1)
            actions.cancel_session(session, now=later, actor="staff:lin", reason="讲师生病")
        shown, after = file_of(client, party)

    assert (str(shown["METHOD"]), str(after["STATUS"])) == ("CANCEL", "CANCELLED")
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"] > 0
    assert "从我的日历里删去" in client.get(url(party)).content.decode() or who == "session"


def test_a_move_keeps_the_entry_and_raises_its_sequence(client):
    session = SessionFactory()
    party = enrolled(session)
    other = SessionFactory(
        course=session.course, starts_on=date(2027, 3, 2), ends_on=date(2027, 3, 2)
    )
    _shown, before = file_of(client, party)
    later = NOW + timedelta(hours=1)

    with time_machine.travel(later, tick=False):
        moved = actions.move(party, to=other, now=later)
        _shown, after = file_of(client, moved)

    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt == date(2027, 3, 2)


def test_a_weekend_less_is_taken_out_of_the_calendar_and_so_is_one_of_a_former_session(client):
    days = ["2027-03-13", "2027-03-20", "2027-03-27"]
    ends = {"starts_on": date(2027, 3, 13), "ends_on": date(2027, 3, 27)}
    session = SessionFactory(month=date(2027, 3, 1), meeting_days=days, **ends)
    party = enrolled(session)
    actions.reschedule(session, now=NOW, actor="staff:an", meeting_days=days[:2])
    shorter = events_of(client, party)
    other = SessionFactory(course=session.course)
    moved = actions.move(party, to=other, now=NOW)

    assert [status for _uid, status in shorter] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [status for _uid, status in events_of(client, moved)] == [
        "CONFIRMED",
        "CANCELLED",
        "CANCELLED",
    ]
    assert [uid for uid, _status in events_of(client, moved)] == [uid for uid, _status in shorter]


def events_of(client, party) -> list[tuple[str, str]]:
    events = Calendar.from_ical(client.get(url(party, "my_calendar")).content).walk("VEVENT")
    return [(str(one["UID"]), str(one["STATUS"])) for one in events]


def test_a_sequence_is_never_negative():
    """An entry corrected by hand may have been changed before it was made."""
    entry = Entry(
        uid="a",
        summary="a",
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 1, 1),
        location="",
        description="",
        url="https://example.com/",
        state="open",
        created_at=datetime(2026, 12, 2, tzinfo=UTC),
        updated_at=datetime(2026, 12, 1, tzinfo=UTC),
    )

    (event,) = Calendar.from_ical(calendar("a", [entry])).walk("VEVENT")

    assert event["SEQUENCE"] == 0
