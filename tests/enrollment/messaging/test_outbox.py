import itertools
import re
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.utils import translation

from catalog.models import Course
from enrollment import actions
from enrollment.domain import links, outbox
from enrollment.messaging import delivery, leases, letters, messages
from enrollment.models import OutboxMessage
from enrollment.models.record import ABOUT_A_PARTY, MessageKind
from tests.contest import at_once
from tests.factories import NOW, EnrollmentFactory, InterestFactory, SessionFactory, enrolled

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class BrokenBackend(EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError("mail.example.com refuses an@example.com")


@pytest.fixture
def broken_mail(settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenBackend"


def test_what_is_due_is_sent_once():
    enrolled(SessionFactory(course__title="厅堂流程"), 2)

    counts = [delivery.send_due(now=NOW) for _ in range(2)]

    assert counts == [
        {"sent": 1, "failed": 0, "dropped": 0},
        {"sent": 0, "failed": 0, "dropped": 0},
    ]
    assert [message.to for message in mail.outbox] == [["an@example.com"]]
    assert "厅堂流程" in mail.outbox[0].subject


def test_a_mail_server_that_hangs_does_not_keep_the_rest_of_a_tick_from_being_done(monkeypatch):
    session = SessionFactory(capacity=9)
    for _n in range(3):
        enrolled(session, 1)
    monkeypatch.setattr(leases, "ROUND", 0)  # the first letter takes longer than a round

    sent = [delivery.send_due(now=NOW)["sent"] for _tick in range(4)]

    assert sent == [1, 1, 1, 0]


def test_a_message_carries_the_link_and_is_in_the_partys_language():
    receipt = actions.enroll(
        SessionFactory(),
        party=enrolled_party(),
        key="one",
        now=NOW,
        language="en",
    )

    with translation.override("zh-hans"):
        delivery.send_due(now=NOW)

    assert links.my_url(receipt.enrollment) in mail.outbox[0].body
    assert "/en/my/" in mail.outbox[0].body


def enrolled_party():
    from tests.factories import party_of

    return party_of(1)


@pytest.mark.parametrize("kind", ABOUT_A_PARTY)
def test_every_kind_has_words_and_a_state_in_which_it_is_true(kind):
    enrollment = EnrollmentFactory(held_until=NOW, offered_until=NOW)

    subject, body = messages.render(enrollment, kind)

    assert subject.strip() != ""
    # Whoever is told that the address is another one may be a stranger by now.
    assert (links.my_url(enrollment) in body) is (kind != MessageKind.CONTACT_CHANGED)
    assert "{" not in subject + body
    said = f"enrollment/messaging/letters.py: TRUE_WHILE lacks {kind}"
    assert letters.TRUE_WHILE.get(kind) or kind == MessageKind.SESSION_CONFIRMED, said


def test_a_message_whose_reason_has_gone_is_not_sent():
    session = SessionFactory(capacity=1)
    enrolled(session)
    waits = enrolled(session)
    actions.cancel(waits, now=NOW)

    delivery.send_due(now=NOW)

    assert list(waits.messages.order_by("pk").values_list("kind", "state")) == [
        ("waiting", "dropped"),
        ("cancelled", "sent"),
    ]


def test_without_an_address_nothing_is_sent():
    enrollment = enrolled(SessionFactory(), contact_email="")

    delivery.send_due(now=NOW)

    assert enrollment.messages.get().state == "dropped"
    assert mail.outbox == []


def test_a_message_planned_for_later_waits():
    enrollment = enrolled(SessionFactory(), hold_days=7)

    delivery.send_due(now=NOW)
    early = [message.state for message in enrollment.messages.filter(kind="hold_ending")]
    delivery.send_due(now=NOW + timedelta(days=6))

    late = [message.state for message in enrollment.messages.filter(kind="hold_ending")]
    assert (early, late) == (["due"], ["sent"])


def test_the_reminder_of_a_hold_that_was_confirmed_is_dropped():
    enrollment = enrolled(SessionFactory(), hold_days=7)
    actions.confirm_hold(enrollment, now=NOW)

    assert enrollment.messages.get(kind="hold_ending").state == "dropped"  # nobody has to send

    delivery.send_due(now=NOW + timedelta(days=6))

    assert enrollment.messages.get(kind="hold_ending").state == "dropped"


def test_a_failure_is_tried_again_after_growing_pauses_and_then_given_up(broken_mail):
    enrollment = enrolled(SessionFactory())
    now, pauses = NOW, []

    for _ in range(7):
        delivery.send_due(now=now)
        message = enrollment.messages.get()
        pauses.append((message.due_at - now) // MINUTE)
        now = message.due_at

    assert pauses == [1, 5, 15, 60, 240, 720, 0]
    assert (message.state, message.attempts) == ("failed", 7)


def test_the_error_is_kept_without_what_the_mail_server_said(broken_mail, caplog):
    enrollment = enrolled(SessionFactory())

    delivery.send_due(now=NOW)

    assert enrollment.messages.get().last_error == "ConnectionRefusedError"
    assert "an@example.com" not in caplog.text


def test_a_repeated_message_has_the_same_id(settings):
    enrollment = enrolled(SessionFactory())
    delivery.send_due(now=NOW)
    OutboxMessage.objects.update(state="sending", claimed_at=NOW)  # died before it was marked

    delivery.send_due(now=NOW + timedelta(minutes=5))

    ids = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert len(ids) == 2
    assert ids[0] == ids[1]
    assert enrollment.code.lower() in ids[0]


def test_what_a_living_worker_has_is_left_to_it():
    enrolled(SessionFactory())
    OutboxMessage.objects.update(state="sending", claimed_at=NOW)

    assert delivery.send_due(now=NOW + timedelta(minutes=4))["sent"] == 0


def test_once_for_each_kind_and_version():
    enrollment = enrolled(SessionFactory())

    for version in (1, 1, 2, 2):
        outbox.due(enrollment, MessageKind.CONFIRMED, now=NOW, version=version)

    assert enrollment.messages.count() == 2


def test_what_changes_again_before_it_was_told_is_told_once():
    session = SessionFactory()
    enrolled(session)
    delivery.send_due(now=NOW)

    for day in (10, 11, 12):
        dates = {"starts_on": date(2099, 3, day), "ends_on": date(2099, 3, day)}
        actions.reschedule(session, now=NOW, actor="staff:lin", **dates)
    delivery.send_due(now=NOW)

    assert "3月12日" in mail.outbox[-1].body.replace(" ", "")
    assert len(mail.outbox) == 2


def test_that_it_will_run_is_only_said_while_it_will():
    session = SessionFactory()
    party = enrolled(session)
    delivery.send_due(now=NOW)
    actions.confirm_session(session, now=NOW, actor="staff:lin")
    actions.cancel_session(session, now=NOW, actor="staff:lin", reason="老师病了")

    assert delivery.send_due(now=NOW)["sent"] == 1
    states = dict(party.messages.values_list("kind", "state"))
    assert states["session_confirmed"] == "dropped"
    assert states["session_cancelled"] == "sent"


def test_the_row_a_party_moved_away_from_sends_nothing_more():
    session = SessionFactory()
    party = enrolled(session)
    delivery.send_due(now=NOW)
    actions.cancel_session(session, now=NOW, actor="staff:lin", reason="讲师生病")
    moved = actions.move(party, to=SessionFactory(course=session.course), now=NOW)

    delivery.send_due(now=NOW)

    assert [message.kind for message in moved.messages.filter(state="sent")] == ["moved"]
    assert party.messages.get(kind="session_cancelled").state == "dropped"


def test_who_is_told_after_the_session_ended_is_not_told_of_a_deadline():
    session = SessionFactory(capacity=1)
    enrolled(session)
    waits = enrolled(session)
    delivery.send_due(now=NOW)
    actions.finish_session(session, now=NOW, actor="staff:lin")

    delivery.send_due(now=NOW)

    told = mail.outbox[-1]
    assert waits.code in told.body
    assert "这个班次已经结束" in told.body
    assert "期限" not in told.subject + told.body


def test_a_claim_late_in_a_long_run_is_not_taken_for_one_that_was_left(monkeypatch):
    """A slow mailer: the tick that comes meanwhile must leave alone what is being sent."""
    first, second = enrolled(SessionFactory()), enrolled(SessionFactory())
    seconds = itertools.chain([0, 0, 0], itertools.repeat(290))
    monkeypatch.setattr(delivery, "time", SimpleNamespace(monotonic=lambda: next(seconds)))
    sending = []

    def deliver(message, *, now):
        sending.append((message.enrollment_id, message.claimed_at))
        return "sent"

    monkeypatch.setattr(delivery, "deliver", deliver)
    delivery.send_due(now=NOW)

    assert sending == [(first.pk, NOW), (second.pk, NOW + timedelta(seconds=290))]


def test_who_comes_back_after_its_lease_alters_nothing():
    enrolled(SessionFactory())
    pk = OutboxMessage.objects.get().pk
    delivery.claim(pk, now=NOW)
    slow = OutboxMessage.objects.get(pk=pk)
    later = NOW + leases.LEASE
    delivery.claim(pk, now=later)
    delivery.finish(OutboxMessage.objects.get(pk=pk), "sent", sent_at=later)

    delivery.postpone(slow, "TimeoutError", now=later)

    assert OutboxMessage.objects.get(pk=pk).state == "sent"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_workers_one_gets_the_message():
    enrolled(SessionFactory())
    pk = OutboxMessage.objects.get().pk

    claims = at_once(*(lambda: delivery.claim(pk, now=NOW) for _ in range(6)))

    assert sorted(claims) == [False] * 5 + [True]


def test_a_letter_is_about_exactly_one_thing():
    party, interest = EnrollmentFactory(), InterestFactory()
    right = {"enrollment": party, "kind": "confirmed"}
    wrong = [
        {"kind": "confirmed"},
        {"enrollment": party, "interest": interest, "kind": "confirmed"},
        {"interest": interest, "kind": "confirmed"},
        {"enrollment": party, "kind": "interest"},
        {"interest": interest, "kind": "inquiry"},
    ]

    OutboxMessage.objects.create(due_at=NOW, **right)
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            OutboxMessage.objects.create(due_at=NOW, **values)


def test_only_the_outbox_hands_letters_to_the_mailer():
    """Whoever writes a letter beside it is found here."""
    root = Path(__file__).resolve().parents[3]
    mailing = re.compile(r"EmailMessage\(|EmailMultiAlternatives|send_mail|get_connection")
    found = {
        str(path.relative_to(root))
        for folder in ("catalog", "enrollment", "config")
        for path in (root / folder).rglob("*.py")
        if mailing.search(path.read_text(encoding="utf-8"))
    }

    assert found == {"enrollment/messaging/delivery.py"}


@pytest.mark.parametrize("kind", [*ABOUT_A_PARTY, "interest"])
def test_the_list_shows_the_subject_that_is_sent(kind):
    if kind == "interest":
        interest = InterestFactory()
        message = OutboxMessage(interest=interest, kind=kind)
        sent, _body = messages.render_interest(interest, SessionFactory(course=interest.course))
    else:
        party = EnrollmentFactory(held_until=NOW, offered_until=NOW)
        message = OutboxMessage(enrollment=party, kind=kind)
        sent, _body = messages.render(party, kind)

    assert messages.subject_of(message) == sent


def test_the_subject_stays_as_it_was_sent():
    party = enrolled(SessionFactory())
    delivery.send_due(now=NOW)
    Course.objects.update(title="另一个名称")

    (letter,) = mail.outbox
    assert messages.subject_of(party.messages.get()) == letter.subject
