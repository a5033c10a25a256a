"""Before seats are kept for days, somebody answers: at the mailbox, or on the telephone."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from enrollment import actions
from enrollment.domain import contact_proof, links, slower_step
from enrollment.forms import form_keys
from enrollment.messaging.delivery import send_due
from enrollment.models import AuditEvent, Enrollment
from tests.enrollment.own import url
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled
from tests.office import staff

pytestmark = pytest.mark.django_db

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHORT = NOW + 48 * HOUR
FULL = NOW + 7 * DAY


@pytest.fixture(autouse=True)
def the_first_of_december(time_machine):
    time_machine.move_to(NOW, tick=False)


def ask_to_hold(client, session, **values) -> Enrollment:
    data = {
        "contact_name": "安小宁",
        "contact_phone": "13900000001",
        "contact_email": "an@example.com",
        "seats": "2",
        "hold": "on",
        "notice_seen": "on",
        "another": "on",
        "key": form_keys.new_key(session),
    }
    answer = client.post(reverse("enrollment:enroll", args=[session.public_id]), data | values)
    assert answer.status_code == 303
    return Enrollment.objects.latest("pk")


def mailbox(party) -> str:
    code = contact_proof.mailbox_code(party)
    return reverse("enrollment:my_mailbox", args=[links.token_for(party), code])


def test_an_unknown_party_is_held_shortly_until_its_letter_was_answered(client):
    party = ask_to_hold(client, SessionFactory())
    send_due(now=NOW)
    letter = mail.outbox[0].body
    page = client.get(url(party, "my")).text
    looked_at = client.get(mailbox(party))
    before = Enrollment.objects.get(pk=party.pk).held_until

    client.post(mailbox(party))
    party.refresh_from_db()

    assert mailbox(party) in letter
    assert "按里面的链接确认邮箱" in page
    assert (looked_at.status_code, before) == (200, SHORT)
    assert (party.held_until, party.contact_proof) == (FULL, "proven")
    assert AuditEvent.objects.filter(verb="prove contact", actor="visitor").count() == 1
    assert actions.prove_contact(party, now=NOW).held_until == FULL


def test_an_ordinary_enrollment_is_confirmed_without_another_press(client):
    party = ask_to_hold(client, SessionFactory(), hold="")

    assert (party.state, party.contact_proof) == ("confirmed", "")


def test_where_companies_approve_first_it_is_the_same(client):
    session = SessionFactory()
    TermsFactory(session=session, needs_approval=True)

    assert ask_to_hold(client, session, hold="").held_until == SHORT


@pytest.mark.parametrize("before", ["proven", "staff", "came"])
def test_who_answered_before_is_held_as_long_as_the_terms_say(client, before):
    earlier = enrolled(SessionFactory(), 1, contact_phone="13900000001")
    if before == "proven":
        actions.prove_contact(earlier, now=NOW)
    elif before == "staff":
        Enrollment.objects.update(channel="staff")
    else:
        actions.finish_session(earlier.session, now=NOW + 300 * DAY, actor="staff:lin")

    assert ask_to_hold(client, SessionFactory()).held_until == FULL


def test_an_unanswered_hold_gives_its_seats_back(client, time_machine):
    session = SessionFactory()
    party = ask_to_hold(client, session)

    time_machine.move_to(SHORT, tick=False)
    actions.catch_up(session, now=SHORT)
    party.refresh_from_db()

    assert party.state == "expired"


def test_the_link_of_the_letter_alone_proves_a_mailbox(client):
    party = ask_to_hold(client, SessionFactory())
    guessed = reverse("enrollment:my_mailbox", args=[links.token_for(party), "a" * 20])
    old = mailbox(party)
    facts = {"contact_name": party.contact_name, "contact_phone": party.contact_phone}
    actions.correct_contact(party, contact_email="b@example.com", company="", now=NOW, **facts)

    answers = [client.post(address).status_code for address in (guessed, old)]
    send_due(now=NOW)
    party.refresh_from_db()

    assert answers == [409, 409]
    assert party.contact_proof == "keep"
    assert mailbox(party) in "".join(one.body for one in mail.outbox if one.to == ["b@example.com"])


def test_without_mailbox_somebody_of_staff_calls_and_presses_once(client):
    party = ask_to_hold(client, SessionFactory(), contact_email="")
    page = client.get(url(party, "my")).text
    client.force_login(staff("sales"))
    do = reverse("admin:enrollment_enrollment_do", args=[party.pk, "prove_contact"])

    client.post(do)
    party.refresh_from_db()

    assert "我们会打电话核实" in page
    assert (party.held_until, party.contact_proof) == (FULL, "proven")


def test_what_came_too_often_of_one_telephone_is_held_and_confirmed_once_proven(
    client, monkeypatch
):
    monkeypatch.setattr(slower_step, "FEWEST_BITS", 6)
    sessions = [SessionFactory() for _n in range(6)]
    for session in sessions[:5]:
        ask_to_hold(client, session, hold="")
    address = reverse("enrollment:enroll", args=[sessions[5].public_id])
    data = {"key": form_keys.new_key(sessions[5]), "notice_seen": "on", "seats": "1"}
    data |= {"contact_name": "安小宁", "contact_phone": "13900000001", "contact_email": "a@b.cn"}
    slowed = client.post(address, data)
    step = slowed.wsgi_request.step
    number = next(n for n in range(10**7) if slower_step.is_worked_out(step.ticket, str(n)))
    client.post(address, data | {"ticket": step.ticket.text, "worked": str(number)})
    party = Enrollment.objects.latest("pk")

    refused = client.post(url(party, "my_hold"))
    actions.prove_contact(party, now=NOW)
    confirmed = client.post(url(party, "my_hold"))
    party.refresh_from_db()

    assert (slowed.status_code, refused.status_code, confirmed.status_code) == (429, 409, 303)
    assert party.state == "confirmed"


def test_switched_off_nobody_is_asked(client, settings):
    settings.UNPROVEN_HOLD_HOURS = 0

    assert ask_to_hold(client, SessionFactory()).held_until == FULL
