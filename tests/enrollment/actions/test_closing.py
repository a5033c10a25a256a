"""Times that end: enrolling, cancelling, reducing and moving by oneself end at the closing time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localtime
from icalendar import Calendar

from catalog.documents import ics
from catalog.models import Session
from enrollment import actions
from enrollment.models import AuditEvent
from tests.enrollment.own import text, unlocked, url
from tests.factories import NOW, OfficeFactory, SessionFactory, TermsFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.usefixtures("sound")
CLOSING = datetime(2027, 1, 11, 10, 0, tzinfo=UTC)  # 18:00 in Shanghai, the day before
BEFORE, AFTER = CLOSING - timedelta(minutes=1), CLOSING
STAFF = {"now": NOW, "actor": "staff:lin"}


def test_the_closing_time_is_six_in_the_evening_of_the_day_before():
    session = SessionFactory()

    assert session.closing == CLOSING
    assert enrolled(session, now=BEFORE).state == "confirmed"
    with pytest.raises(actions.SessionClosed):
        enrolled(session, now=AFTER)


def test_a_session_may_close_when_it_likes():
    noon = datetime(2027, 1, 8, 4, 0, tzinfo=UTC)
    session = SessionFactory(closes_at=noon)

    assert enrolled(session, now=noon - timedelta(minutes=1)).state == "confirmed"
    with pytest.raises(actions.SessionClosed):
        enrolled(session, now=noon)


def moving(party, now):
    actions.move(party, to=SessionFactory(course=party.session.course, **LATER), now=now)


LATER = {"month": "2027-03-01", "starts_on": "2027-03-01", "ends_on": "2027-03-02"}
OWN = {
    "cancel": lambda party, now: actions.cancel(party, now=now),
    "reduce": lambda party, now: actions.reduce(party, seats_wanted=1, now=now),
    "move": moving,
}


@pytest.mark.parametrize("verb", OWN.values(), ids=OWN)
def test_what_one_does_oneself_ends_with_it(verb):
    party = enrolled(SessionFactory(), 2)

    with pytest.raises(actions.DeadlinePassed):
        verb(party, AFTER)
    verb(party, BEFORE)


def test_whoever_waits_may_leave_the_line_at_any_time():
    session = SessionFactory(capacity=1)
    enrolled(session)
    waits = enrolled(session)

    assert actions.cancel(waits, now=AFTER).state == "cancelled"


def test_staff_may_still_take_somebody_by_telephone_but_hold_nothing():
    session = SessionFactory()

    assert enrolled(session, now=AFTER, actor="staff:lin").state == "confirmed"
    with pytest.raises(actions.DeadlineInvalid):
        enrolled(session, now=AFTER, actor="staff:lin", hold_days=1)


def test_no_hold_and_no_offer_outlives_it():
    soon = {"month": "2026-12-01", "starts_on": "2026-12-03", "ends_on": "2026-12-03"}
    session = SessionFactory(capacity=4, **soon)
    TermsFactory(session=session, offers_first=True)
    session = Session.objects.get(pk=session.pk)
    held, seated, waits = (enrolled(session, 2, hold_days=days) for days in (7, None, None))

    actions.cancel(seated, now=NOW)
    waits.refresh_from_db()

    assert held.held_until == waits.offered_until == session.closing
    with pytest.raises(actions.DeadlineInvalid):
        actions.extend_hold(held, until=NOW + timedelta(days=5), reason="审批", **STAFF)


def test_a_hold_is_extended_until_the_closing_time_at_most():
    held = enrolled(SessionFactory(), hold_days=3)

    actions.extend_hold(held, until=NOW + timedelta(days=50), reason="审批", **STAFF)

    held.refresh_from_db()
    assert held.held_until == CLOSING


def test_new_dates_take_holds_and_the_closing_time_with_them():
    session = SessionFactory(closes_at=CLOSING - timedelta(days=1))
    held = enrolled(session, hold_days=20)
    first, last = date(2026, 12, 8), date(2026, 12, 9)

    actions.reschedule(session, starts_on=first, ends_on=last, **STAFF)

    held.refresh_from_db()
    session.refresh_from_db()
    assert localtime(session.closes_at).isoformat() == "2026-12-06T18:00:00+08:00"
    assert held.held_until == session.closes_at
    assert held.seat_changes.order_by("-pk").first().until == session.closes_at


def test_an_earlier_closing_time_is_on_record_and_ends_holds():
    session = SessionFactory()
    held = enrolled(session, hold_days=20)
    closes_at = NOW + timedelta(days=2)

    actions.change_rules(session, closes_at=closes_at, strict_order=False, **STAFF)

    held.refresh_from_db()
    assert held.held_until == closes_at
    changes = AuditEvent.objects.get(verb="change rules").changes
    assert changes == {"closes_at": [None, closes_at.isoformat()]}


def test_it_may_not_close_after_the_first_day():
    with pytest.raises(actions.DatesInvalid):
        late = CLOSING + timedelta(days=2)
        actions.change_rules(SessionFactory(), closes_at=late, strict_order=False, **STAFF)


def test_after_it_the_pages_give_the_telephone(client, time_machine):
    OfficeFactory(phone="0871-6000-0207")
    party = enrolled(SessionFactory(), 2)
    time_machine.move_to(AFTER, tick=False)
    public_id = party.session.public_id

    pages = [
        client.get(url(party)),
        client.get(url(party, "my_cancel")),
        client.get(url(party, "my_reduce")),
        client.get(url(party, "my_move")),
        client.get(reverse("catalog:session", args=[public_id])),
        client.get(reverse("enrollment:enroll", args=[public_id])),
    ]

    assert ["0871-6000-0207" in text(page) for page in pages] == [True] * len(pages)
    answer = unlocked(client, party).post(url(party, "my_cancel"))
    party.refresh_from_db()
    assert (answer.status_code, party.state) == (409, "confirmed")


@pytest.mark.parametrize("year", ["9999", "2099", "1999", "0001"])
@pytest.mark.parametrize("fields", [("month",), ("starts_on", "ends_on")])
def test_a_mistyped_year_is_refused_by_the_form(year, fields):
    session = SessionFactory()
    typed = {"course": session.course_id, "city": session.city_id, "overbook": 0}
    typed |= {name: f"{year}-12" if name == "month" else f"{year}-12-30" for name in fields}
    typed |= {"terms-TOTAL_FORMS": 0, "terms-INITIAL_FORMS": 0}
    before = Session.objects.count()

    answer = client_of("editor").post("/admin/catalog/session/add/", typed)

    assert answer.status_code == 200
    assert "年份要在 2000 年至" in answer.content.decode()
    assert Session.objects.count() == before


def test_a_mistyped_year_is_refused_when_dates_are_changed():
    session = SessionFactory()
    address = reverse("admin:catalog_session_do", args=[session.pk, "reschedule"])
    typed = {"month": "9999-12", "starts_on": "9999-12-30", "ends_on": "9999-12-31"}

    answer = client_of("editor").post(address, typed | {"city": session.city_id})

    session.refresh_from_db()
    assert (answer.status_code, session.starts_on) == (400, date(2027, 1, 12))


@pytest.mark.parametrize(
    "dates",
    [
        {"month": date(9999, 12, 1)},
        {"month": date(1999, 12, 1)},
        {"starts_on": date(2027, 1, 1), "ends_on": date(9999, 12, 31)},
        {"starts_on": date(1, 1, 1), "ends_on": date(2027, 1, 1)},
    ],
)
def test_the_database_refuses_a_mistyped_year(dates):
    session = SessionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(**dates)


@pytest.mark.parametrize("day", [date.max, date(9999, 12, 30), date.min])
def test_a_calendar_survives_any_date(day):
    moment = datetime(2026, 12, 1, tzinfo=UTC)
    entry = ics.Entry("uid", "课程", day, day, "", "", "", "open", moment, moment)

    (event,) = Calendar.from_ical(ics.calendar("开课", [entry])).walk("VEVENT")

    assert event["DTSTART"].dt == day
    assert event["DTEND"].dt >= day


@pytest.mark.parametrize("day", [date.max, date.min])
def test_whether_it_is_closed_is_known_for_any_date(day):
    session = Session(month=day.replace(day=1), starts_on=day, ends_on=day, state="open")

    assert session.takes_enrollments(now=NOW) is (day == date.max)
