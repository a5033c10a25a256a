"""Clocks that are wrong, sweepers that are dead, sessions that close under the crowd."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from enrollment import actions
from enrollment.domain import seats
from enrollment.models import Enrollment, OutboxMessage
from tests.contest import at_once, form_of
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled
from tests.office import client_of

DAY = timedelta(days=1)


@pytest.mark.parametrize("shift", [-timedelta(hours=1), timedelta(hours=1), DAY])
def test_a_clock_that_jumps_leaves_deadlines_as_they_are(sound, shift, time_machine):
    held = enrolled(SessionFactory(), hold_days=7)

    time_machine.move_to(NOW + shift)
    call_command("tick", verbosity=0)

    held.refresh_from_db()
    assert (held.state, held.held_until) == ("held", NOW + 7 * DAY)


def test_times_are_stored_in_utc_and_said_in_the_sites_zone(sound):
    enrolled(SessionFactory(), hold_days=7, now=datetime(2026, 12, 1, 20, 30, tzinfo=UTC))

    with connection.cursor() as cursor:
        cursor.execute("SELECT held_until FROM enrollment_enrollment")
        stored = cursor.fetchone()[0]
    call_command("send_outbox", verbosity=0)

    if stored.tzinfo is not None:  # PostgreSQL gives an aware time, in the connection's zone: UTC
        assert stored.utcoffset() == timedelta(0)
    assert stored.replace(tzinfo=UTC) == datetime(2026, 12, 8, 20, 30, tzinfo=UTC)


def test_the_deadline_in_a_message_is_that_of_shanghai(sound, time_machine):
    late = datetime(2026, 12, 1, 20, 30, tzinfo=UTC)  # 4:30 the next day in Shanghai
    time_machine.move_to(late)
    enrolled(SessionFactory(), hold_days=7, now=late)

    call_command("send_outbox", verbosity=0)

    assert "2026年12月9日" in mail.outbox[0].body.replace(" ", "")


def test_a_day_without_sweeper_and_worker_is_caught_up_with_once(sound, time_machine, capsys):
    session = SessionFactory(capacity=3)
    held, waits = enrolled(session, 3, hold_days=1), enrolled(session, 2)
    later = NOW + DAY + timedelta(hours=1)

    newcomer = enrolled(session, 1, now=later)
    time_machine.move_to(later)
    for _ in range(2):
        call_command("tick")

    for party in (held, waits):
        party.refresh_from_db()
    assert [held.state, waits.state, newcomer.state] == ["expired", "confirmed", "confirmed"]
    assert OutboxMessage.objects.exclude(state__in=["sent", "dropped"]).count() == 0
    assert len(mail.outbox) == len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 3


def test_what_a_dead_worker_leaves_undone_is_told_to_staff_and_to_whoever_watches(
    sound, time_machine, client
):
    session = SessionFactory(capacity=3)
    enrolled(session, 3, hold_days=1)
    time_machine.move_to(NOW + timedelta(minutes=9))
    in_time = client.get("/readyz").json()

    time_machine.move_to(NOW + DAY + timedelta(minutes=11))
    watched = client.get("/readyz")
    dashboards = {
        role: client_of(role).get("/admin/").content.decode() for role in ("sales", "editor")
    }

    assert in_time == {"ready": True, "reasons": [], "late": {}}
    assert watched.status_code == 503
    assert watched.json()["late"] == {
        "messages": NOW.isoformat(),
        "deadlines": (NOW + DAY).isoformat(),
    }
    assert "邮件从 2026年12月" in dashboards["sales"]
    assert "到期的占位从 2026年12月" in dashboards["sales"]
    assert "检查定时任务" not in dashboards["editor"]


def test_when_the_worker_has_caught_up_nothing_is_late(sound, time_machine, client):
    enrolled(SessionFactory(capacity=3), 3, hold_days=1)
    time_machine.move_to(NOW + 2 * DAY)

    call_command("tick", verbosity=0)

    assert client.get("/readyz").json()["late"] == {}


def test_an_offer_made_in_the_night_lasts_as_long_as_any(sound):
    session = TermsFactory(session__capacity=1, offers_first=True).session
    first, waits = enrolled(session), enrolled(session)
    night = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)

    actions.cancel(first, now=night)

    waits.refresh_from_db()
    assert waits.offered_until == night + timedelta(hours=48)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nobody_is_numbered_after_the_session_closed(settings):
    settings.LIMITS = False  # one address sends them all
    session = SessionFactory(capacity=None)
    address = reverse("enrollment:enroll", args=[session.public_id])
    forms = [form_of(Client(), session, contact=n) for n in range(20)]

    def send(form):
        return Client().post(address, form).status_code

    def close():
        actions.close_session(session, now=NOW, actor="staff:lin")
        session.refresh_from_db()
        return session.next_number

    *statuses, closing_number = at_once(*(lambda form=form: send(form) for form in forms), close)

    rows = Enrollment.objects.filter(session=session)
    assert sorted(row.number for row in rows) == list(range(1, closing_number + 1))
    assert statuses.count(303) == closing_number
    assert statuses.count(409) == 20 - closing_number


def test_a_session_that_is_busy_holds_up_neither_the_others_nor_the_mail(
    sound, time_machine, monkeypatch
):
    busy, other = SessionFactory(capacity=1), SessionFactory(capacity=1)
    for session in (busy, other):
        enrolled(session, hold_days=1)
    real = seats.locked

    def locked(pk):
        if pk == busy.pk:
            raise seats.SeatsBusy
        return real(pk)

    monkeypatch.setattr(seats, "locked", locked)
    time_machine.move_to(NOW + 2 * DAY)
    call_command("tick", verbosity=0)

    states = [session.enrollments.get().state for session in (busy, other)]
    assert states == ["held", "expired"]
    assert len(mail.outbox) > 0
    monkeypatch.undo()
    call_command("tick", verbosity=0)
    assert busy.enrollments.get().state == "expired"
