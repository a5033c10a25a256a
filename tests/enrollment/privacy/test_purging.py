"""Each class goes on its day and nothing earlier; a second run does nothing."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session as SignIn
from django.core.management import call_command

from catalog.models import OutlineDraft
from enrollment.actions.purging import STEPS, months_before, purge
from enrollment.domain import audit, data_map
from enrollment.models import (
    Attempt,
    ConsentRecord,
    Enrollment,
    Inquiry,
    Interest,
    OutboxMessage,
    PrivacyRequest,
)
from enrollment.people.party import Person
from enrollment.queries.invariants import complaints
from tests.enrollment.privacy.planted import NAME, PHONE, plant
from tests.factories import NOW, InterestFactory, SessionFactory, UserFactory, enrolled

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def at(year, month, day) -> datetime:
    return NOW.replace(year=year, month=month, day=day)


def test_a_party_is_emptied_two_years_after_its_session_and_not_a_day_before():
    session = SessionFactory()  # until 13 January 2027
    party = enrolled(session, 2, people=(Person("白一凡", phone="13900000002"),))

    early = purge(now=at(2029, 1, 13))
    party.refresh_from_db()
    kept = party.contact_phone
    late = purge(now=at(2029, 1, 14))
    again = purge(now=at(2029, 1, 14))

    party.refresh_from_db()
    session.refresh_from_db()
    assert (early["contact"], early["participant"], kept) == (0, 0, "13900000001")
    assert (late["contact"], late["participant"]) == (1, 1)
    assert (again["contact"], again["participant"]) == (0, 0)
    assert (party.contact_phone, party.contact_name, party.company) == ("", "已删除", "")
    assert (party.seats, session.taken) == (2, 2)
    assert [one.name for one in party.participants.all()] == ["已删除"]
    assert list(complaints(now=NOW)) == []


def test_a_session_without_dates_is_over_with_its_month():
    session = SessionFactory(starts_on=None, ends_on=None, state="planned", month=date(2027, 1, 1))
    enrolled(session)

    assert purge(now=at(2029, 1, 31), dry_run=True)["contact"] == 0
    assert purge(now=at(2029, 2, 3), dry_run=True)["contact"] == 1


def test_an_inquiry_goes_a_year_after_it_was_last_worked_on():
    plant()
    inquiry = Inquiry.objects.get()
    audit.record("answer", inquiry, actor="staff:lin", now=at(2027, 5, 1))
    audit.record("view", inquiry, actor="staff:lin", now=at(2028, 4, 1))

    assert purge(now=at(2028, 4, 30))["inquiry"] == 0
    assert purge(now=at(2028, 5, 2))["inquiry"] == 1
    assert not Inquiry.objects.exists()
    assert ConsentRecord.objects.get(form="inquiry").ended_by == "purged"


def test_a_wish_goes_a_year_after_its_month():
    InterestFactory(month=date(2027, 3, 1))
    InterestFactory(month=None)

    assert purge(now=NOW.replace(year=2027))["interest"] == 0
    assert purge(now=NOW.replace(year=2027) + DAY)["interest"] == 1
    assert purge(now=at(2028, 3, 31))["interest"] == 0
    assert purge(now=at(2028, 4, 2))["interest"] == 1
    assert not Interest.objects.exists()


def test_drafts_tries_sign_ins_letters_and_the_log_of_staff_go_on_their_day():
    user = UserFactory()
    OutlineDraft.objects.create(token="a", user=user, text="甲", typed_at=NOW)
    Attempt.objects.create(key="a", expires_at=NOW)
    SignIn.objects.create(session_key="a", expire_date=NOW)
    LogEntry.objects.create(user=user, action_flag=2, object_repr="甲")
    enrolled(SessionFactory())
    OutboxMessage.objects.update(state="sent", subject="报名已确认")

    kept = purge(now=NOW - DAY)
    counts = purge(now=NOW + timedelta(days=367))

    assert {name for name, count in kept.items() if count} == set()
    assert {name: count for name, count in counts.items() if count} == {
        "draft": 1,
        "tries": 1,
        "sign-in": 1,
        "staff log": 1,
        "letter": 1,
    }
    assert OutboxMessage.objects.get().subject == ""


def test_proof_goes_three_years_after_it_ended():
    party = plant()
    ConsentRecord.objects.filter(form="enroll").update(ended_at=NOW, ended_by="withdrawn")
    PrivacyRequest.objects.create(
        enrollment=party, kind="copy", state="done", asked_at=NOW, due_on=NOW, closed_at=NOW
    )

    assert purge(now=at(2029, 12, 1), dry_run=True)["consent"] == 0
    counts = purge(now=at(2029, 12, 2), dry_run=True)
    assert (counts["consent"], counts["request"]) == (1, 1)


def test_a_dry_run_counts_and_changes_nothing():
    enrolled(SessionFactory())
    out = StringIO()

    counts = purge(now=at(2030, 1, 1), dry_run=True)
    call_command("purge", "--dry-run", stdout=out)

    assert counts["contact"] == 1
    assert Enrollment.objects.get().contact_phone == "13900000001"
    assert "contact: 0" in out.getvalue()


def test_what_purge_prints_names_nobody(time_machine):
    plant()
    time_machine.move_to(at(2031, 1, 1))
    out = StringIO()

    call_command("purge", stdout=out)

    assert "contact: 2" in out.getvalue()
    assert PHONE not in out.getvalue()
    assert NAME not in out.getvalue()


def test_tick_purges_once_a_day(time_machine):
    enrolled(SessionFactory())
    time_machine.move_to(at(2029, 6, 1))
    outs = [StringIO() for _tick in range(3)]

    call_command("tick", stdout=outs[0])
    call_command("tick", stdout=outs[1])
    time_machine.move_to(at(2029, 6, 2))
    call_command("tick", stdout=outs[2])

    assert ["contact: " in out.getvalue() for out in outs] == [True, False, True]
    assert Enrollment.objects.get().contact_phone == ""


def test_every_class_with_months_is_purged():
    assert {name for name, known in data_map.CLASSES.items() if known.keep} <= set(STEPS)


def test_months_are_counted_back_from_the_day():
    assert months_before(at(2029, 1, 14), 24) == at(2027, 1, 14)
    assert months_before(at(2028, 3, 31), 1) == at(2028, 2, 28)
