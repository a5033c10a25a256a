"""A person is forgotten everywhere; seats, sums and the record of actions stay as they were."""

import json
import logging

import pytest
from django.contrib.sessions.models import Session as SignIn
from django.core.management import call_command
from django.db.models import Sum

from catalog.models import Session
from enrollment import actions
from enrollment.actions import erasing
from enrollment.domain import customers, emptying, links, private_search, same_contact, traces
from enrollment.models import (
    AuditEvent,
    ConsentRecord,
    Enrollment,
    Erasure,
    Inquiry,
    Interest,
    Participant,
    SeatChange,
)
from enrollment.people.party import Person
from enrollment.queries.invariants import complaints
from tests.enrollment.privacy.planted import MAIL, NAME, PHONE, everything_stored, hits, plant
from tests.factories import NOW, SessionFactory, enrolled
from tests.office import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(NOW, tick=False)


def books():
    """Seats, sums, counters and the record of actions."""
    return {
        "sessions": list(Session.objects.values("pk", "taken", "held", "waiting", "next_number")),
        "changes": list(SeatChange.objects.values()),
        "sum": Enrollment.objects.aggregate(Sum("seats"), Sum("unit_price")),
        "states": list(Enrollment.objects.order_by("pk").values_list("pk", "state", "code")),
        "people": Participant.objects.count(),
    }


def test_nothing_stored_speaks_of_an_erased_person(settings, tmp_path, journal, caplog):
    caplog.set_level(logging.DEBUG)
    settings.MEDIA_ROOT = tmp_path / "media"
    party = plant()
    actions.cancel(party, now=NOW)
    planted = hits(everything_stored(settings.MEDIA_ROOT, journal))
    before, events = books(), list(AuditEvent.objects.order_by("pk").values())

    erasure = erasing.erase(traces.meant(f"{PHONE}, {MAIL}"), actor="staff:lin", now=NOW)

    stored = everything_stored(settings.MEDIA_ROOT, journal, caplog.text)
    assert len(planted) == 4
    assert hits(stored) == []
    assert erasure.left == {}
    assert books() == before
    assert list(AuditEvent.objects.order_by("pk").values())[: len(events)] == events
    assert list(complaints(now=NOW)) == []
    assert erasure.counts == {
        "enrollments": 1,
        "participants": 2,
        "inquiries": 1,
        "interests": 1,
        "customers": 1,
        "texts": 3,
        "attendance": 2,
        "certificates": 1,
    }


def test_the_secret_link_of_an_erased_party_leads_nowhere(client):
    party = enrolled(SessionFactory())
    actions.cancel(party, now=NOW)
    token = links.token_for(party)

    erasing.erase(traces.meant(party.contact_phone), actor="staff:lin", now=NOW)

    assert client.get(f"/my/{token}/").status_code == 404


def test_an_erased_party_is_not_brought_back():
    party = enrolled(SessionFactory())
    actions.cancel(party, now=NOW)
    erasing.erase(traces.meant(party.contact_phone), actor="staff:lin", now=NOW)

    with pytest.raises(actions.NotPossible):
        actions.undo_cancel(party, reason="误删", actor="staff:lin", now=NOW)

    party.refresh_from_db()
    assert party.state == "cancelled"


def test_erased_parties_of_one_session_are_no_twins():
    session = SessionFactory()
    for phone in ("13900000001", "13900000002"):
        party = enrolled(session, contact_phone=phone)
        Enrollment.objects.filter(pk=party.pk).update(**emptying.emptied(Enrollment))

    assert same_contact.others_of_contact(Enrollment.objects.get(pk=party.pk)) == ()


def test_a_second_erasure_finds_nobody():
    party = enrolled(SessionFactory())
    actions.cancel(party, now=NOW)
    erasing.erase(traces.meant(party.contact_phone), actor="staff:lin", now=NOW)

    with pytest.raises(erasing.NobodyFound):
        erasing.erase(traces.meant("13900000001"), actor="staff:lin", now=NOW)

    assert Erasure.objects.count() == 1


def test_who_has_seats_to_come_gives_them_back_first():
    party = enrolled(SessionFactory())

    with pytest.raises(erasing.StillEnrolled) as refusal:
        erasing.erase(traces.meant(party.code), actor="staff:lin", now=NOW)

    party.refresh_from_db()
    assert party.code in str(refusal.value)
    assert party.contact_phone == "13900000001"


def test_a_colleague_is_erased_and_the_party_keeps_its_seats():
    people = (Person("白一凡"), Person("安小宁"))
    party = enrolled(SessionFactory(), 3, people=people)

    erasure = erasing.erase(traces.meant(party.code, "白一凡"), actor="staff:lin", now=NOW)

    names = list(party.participants.values_list("name", flat=True))
    party.refresh_from_db()
    assert names == [emptying.ERASED, "安小宁"]
    assert (party.seats, party.contact_name) == (3, "安小宁")
    assert erasure.counts["participants"] == 1
    assert list(complaints(now=NOW)) == []


def test_the_contact_named_as_a_participant_without_a_telephone_is_erased_too():
    people = (Person("安小宁"), Person("安小宁", phone="13900000099"))
    party = enrolled(SessionFactory(), 2, people=people)
    actions.cancel(party, now=NOW)

    erasing.erase(traces.meant(party.contact_phone), actor="staff:lin", now=NOW)

    # The second has another telephone: somebody else of the same name.
    assert [one.name for one in party.participants.all()] == [emptying.ERASED, "安小宁"]


def test_what_staff_searched_for_is_gone_from_every_sign_in():
    party = enrolled(SessionFactory())
    actions.cancel(party, now=NOW)
    client_of("sales").post("/admin/enrollment/enrollment/", {"q": party.contact_phone})
    searched = [row.get_decoded().get(private_search.KEY) for row in SignIn.objects.all()]

    erasing.erase(traces.meant(party.contact_phone), actor="staff:lin", now=NOW)

    assert any(searched)
    assert not any(row.get_decoded().get(private_search.KEY) for row in SignIn.objects.all())


def test_a_mailbox_that_others_share_is_named_and_not_followed():
    session = SessionFactory()
    enrolled(session, contact_phone="13900000001", contact_email="hr@example.com")
    enrolled(session, contact_phone="13900000002", contact_email="hr@example.com")

    found = traces.traces_of(traces.meant("139 0000 0001"))

    assert found.enrollments.count() == 1
    assert traces.other_ways(found) == ["hr@example.com"]


def test_a_name_in_another_text_is_counted_and_left():
    party = enrolled(SessionFactory(), contact_name="欧阳示例")
    actions.cancel(party, now=NOW)
    other = enrolled(SessionFactory(), contact_phone="13900000002", contact_name="欧阳示例")
    customers.recognise_waiting(now=NOW)

    erasure = erasing.erase(traces.meant(party.contact_phone), actor="staff:lin", now=NOW)

    other.refresh_from_db()
    assert erasure.left == {"enrollment.Enrollment.contact_name": 1, "enrollment.Person.name": 1}
    assert other.contact_name == "欧阳示例"


def test_a_name_in_a_reason_of_the_record_is_counted_and_the_record_unchanged():
    party = enrolled(SessionFactory(), contact_name="欧阳示例")
    actions.cancel(party, now=NOW, actor="staff:lin", reason="欧阳示例来电")

    erasure = erasing.erase(traces.meant(party.contact_phone), actor="staff:lin", now=NOW)

    assert erasure.left == {"enrollment.AuditEvent.changes": 1}
    page = client_of("manager").get(f"/admin/enrollment/erasure/{erasure.pk}/change/")
    assert "操作记录 变动 1" in page.content.decode()


@pytest.mark.parametrize("typed", ["", " , ", "12", "ABCDEFGH", "nobody"])
def test_what_names_nobody_is_refused_with_a_sentence(typed):
    with pytest.raises(traces.NobodyMeant):
        traces.meant(typed)


def test_an_older_database_is_told_of_the_erasures_it_lacks(journal):
    party = plant()
    Enrollment.objects.filter(pk=party.pk).update(state="cancelled")
    row = Enrollment.objects.filter(pk=party.pk).values().get()
    erasing.erase(traces.meant(f"{PHONE}\n{MAIL}"), actor="staff:lin", now=NOW)
    gone = {"person_id": None, "company_record_id": None}  # their rows are no part of this test
    as_in_the_backup = {**row, **gone, "state": "confirmed"}  # cancelled after the backup was made
    Enrollment.objects.filter(pk=party.pk).update(**as_in_the_backup)
    Erasure.objects.all().delete()

    call_command("erase_again")
    call_command("erase_again")

    party.refresh_from_db()
    assert (party.contact_phone, party.contact_name) == ("", emptying.ERASED)
    assert party.state == "confirmed"
    assert Erasure.objects.count() == 1
    assert oct(journal.stat().st_mode)[-3:] == "600"
    assert NAME not in journal.read_text()


def test_a_line_of_the_journal_that_broke_off_hides_no_other(journal):
    party = enrolled(SessionFactory())
    actions.cancel(party, now=NOW)
    erasing.erase(traces.meant(party.contact_phone), actor="staff:lin", now=NOW)
    receipt = Erasure.objects.get().receipt
    journal.write_text('{"receipt": "X\n' + journal.read_text())
    Erasure.objects.all().delete()

    call_command("erase_again")

    assert [row.receipt for row in Erasure.objects.all()] == [receipt]


def test_a_file_that_lacks_an_erasure_gets_it_with_the_daily_purge(journal):
    party = enrolled(SessionFactory())
    actions.cancel(party, now=NOW)
    erasing.erase(traces.meant(party.contact_phone), actor="staff:lin", now=NOW)
    journal.unlink()

    call_command("purge")

    assert json.loads(journal.read_text())["receipt"] == Erasure.objects.get().receipt


def test_what_was_agreed_to_is_kept_without_the_name():
    party = plant()
    actions.cancel(party, now=NOW)
    erasing.erase(traces.meant(PHONE), actor="staff:lin", now=NOW)

    assert sorted(ConsentRecord.objects.values_list("form", "ended_by")) == [
        ("enroll", "erased"),
        ("inquiry", "erased"),
        ("interest", "erased"),
    ]
    assert (Inquiry.objects.count(), Interest.objects.count()) == (0, 0)
