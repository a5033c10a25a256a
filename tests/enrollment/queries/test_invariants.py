"""check_invariants finds each corruption: three seeded ones for every rule."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F

from catalog.models import Outline, Session
from enrollment import actions
from enrollment.models import Enrollment, OutboxMessage, Participant, SeatChange
from enrollment.people.party import Person
from enrollment.queries.invariants import complaints
from tests.factories import NOW, OutlineFactory, SessionFactory, TermsFactory, enrolled
from tests.ledger import ledger_open
from tests.without import without_check

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    """Two busy sessions: seats of every kind, a line, people, and an outline."""
    session = SessionFactory(capacity=10)
    TermsFactory(session=session, offers_first=True)
    gone = enrolled(session, 3)
    enrolled(session, 4, people=(Person(name="安小宁"), Person(name="白一凡")))
    enrolled(session, 3, hold_days=7)
    enrolled(session, 3)
    enrolled(session, 2)
    enrolled(session, 1)
    actions.cancel(gone, now=NOW)
    other = SessionFactory(capacity=None)
    enrolled(other, 2)
    enrolled(other, 5)
    OutlineFactory(course=session.course, source="")
    return session


def the(state, at=0) -> Enrollment:
    return Enrollment.objects.filter(state=state).order_by("pk")[at]


def session_of(enrollment):
    return Session.objects.filter(pk=enrollment.session_id)


def counters_lie(**changes):
    return lambda: session_of(the("held")).update(**changes)


def row_changes(which, at=0, **changes):
    return lambda: Enrollment.objects.filter(pk=the(which, at).pk).update(**changes)


def change_goes():
    with ledger_open():
        SeatChange.objects.filter(verb="enroll").first().delete()


def change_lies():
    with ledger_open():
        SeatChange.objects.filter(pk=SeatChange.objects.last().pk).update(taken=F("taken") + 1)


def change_is_added():
    SeatChange.objects.create(session=the("held").session, verb="enroll", waiting=1, at=NOW)


def oversold(**changes):
    def corrupt():
        with without_check(Session, "session_never_overbooked"):
            session_of(the("held")).update(**changes)

    return corrupt


def message_goes(state, at=0):
    return lambda: OutboxMessage.objects.filter(enrollment=the(state, at)).delete()


def line_is_forgotten(**changes):
    """The head of the line could be promoted: more room, and nobody promoted."""
    return lambda: session_of(the("held")).update(**changes)


def party_overtakes(state):
    """The newest party that waits is seated, its counters and records in order."""

    def corrupt():
        last = the("waiting", 1)
        deadline = {"held_until": NOW + timedelta(days=1)} if state == "held" else {}
        Enrollment.objects.filter(pk=last.pk).update(state=state, **deadline)

    return corrupt


def overtaker_is_excused_no_more():
    session = SessionFactory(capacity=4, strict_order=True)
    enrolled(session, 3)
    enrolled(session, 2)
    small = actions.promote_out_of_turn(
        enrolled(session), reason="讲师陪同", now=NOW, actor="staff:lin"
    )
    with ledger_open():
        SeatChange.objects.filter(enrollment=small).update(verb="promote")


def seats_are_not_sold_on():
    """The head of the line does not fit; the party behind it would, where order is not strict."""
    session = SessionFactory(capacity=4, strict_order=True)
    enrolled(session, 3)
    enrolled(session, 2)
    enrolled(session)
    Session.objects.filter(pk=session.pk).update(strict_order=False)


def kept_too_long(state):
    """Its deadline is beyond the session's closing time."""
    return lambda: Session.objects.filter(pk=the(state).session_id).update(closes_at=NOW)


def people_are_added(state, count):
    def corrupt():
        enrollment = the(state)
        Participant.objects.bulk_create(
            Participant(enrollment=enrollment, position=position, name="陈思远")
            for position in range(10, 10 + count)
        )

    return corrupt


def seats_shrink_below_people():
    named = Enrollment.objects.filter(participants__isnull=False).first()
    Enrollment.objects.filter(pk=named.pk).update(seats=1)


def outline_loses(source):
    return lambda: Outline.objects.update(source=source)


PAST = NOW - timedelta(minutes=6)
CORRUPTIONS = [
    ("I1", counters_lie(taken=F("taken") - 1)),
    ("I1", row_changes("confirmed", seats=3)),
    ("I1", row_changes("held", state="cancelled")),
    ("I2", change_goes),
    ("I2", change_lies),
    ("I2", change_is_added),
    ("I3", oversold(capacity=5)),
    ("I3", oversold(taken=11)),
    ("I3", oversold(held=9)),
    ("I4", counters_lie(waiting=F("waiting") + 1)),
    ("I4", counters_lie(waiting=0)),
    ("I4", row_changes("waiting", state="expired")),
    ("I5", row_changes("waiting", at=1, number=99)),
    ("I5", counters_lie(next_number=F("next_number") + 1)),
    ("I5", row_changes("confirmed", number=0)),
    ("I6", line_is_forgotten(capacity=20)),
    ("I6", line_is_forgotten(capacity=None)),
    ("I6", line_is_forgotten(overbook=4)),
    ("I6", seats_are_not_sold_on),
    ("I6", party_overtakes("confirmed")),
    ("I6", party_overtakes("held")),
    ("I6", overtaker_is_excused_no_more),
    ("I7", row_changes("held", held_until=PAST)),
    ("I7", row_changes("offered", offered_until=PAST)),
    ("I7", row_changes("held", held_until=NOW - timedelta(days=400))),
    ("I7", kept_too_long("held")),
    ("I7", kept_too_long("offered")),
    ("I8", message_goes("confirmed")),
    ("I8", message_goes("cancelled")),
    ("I8", message_goes("offered")),
    ("P1", people_are_added("held", 4)),
    ("P1", people_are_added("waiting", 3)),
    ("P1", seats_shrink_below_people),
    ("O1", outline_loses("第一模块 开场")),
    ("O1", outline_loses("一、开场\n二、收尾")),
    ("O1", outline_loses("工具05：清单")),
]


def test_a_busy_site_has_nothing_to_complain_of(site):
    assert list(complaints(now=NOW)) == []


@pytest.mark.parametrize(
    ("rule", "corrupt"), CORRUPTIONS, ids=[f"{n}-{rule}" for n, (rule, _) in enumerate(CORRUPTIONS)]
)
def test_each_corruption_is_found_by_its_rule(site, rule, corrupt):
    corrupt()

    found = {complaint.split()[0] for complaint in complaints(now=NOW)}

    # Who waits is counted with I1: one query reads all three counters of a session.
    assert {"I4": "I1"}.get(rule, rule) in found


def test_the_command_names_what_is_wrong_and_fails(site, capsys):
    counters_lie(taken=0)()

    with pytest.raises(CommandError, match=r"need attention\.$"):
        call_command("check_invariants")

    assert "I1 session" in capsys.readouterr().err


def test_the_command_says_when_all_is_well(capsys):
    call_command("check_invariants")

    assert capsys.readouterr().out == "All is well.\n"


def test_a_complaint_names_ids_and_never_a_person(site):
    Enrollment.objects.filter(state="held").update(held_until=PAST)

    said = " ".join(complaints(now=NOW))

    assert str(the("held").pk) in said
    assert "安小宁" not in said


@pytest.mark.skipif(connection.vendor != "sqlite", reason="one database is enough to count")
def test_no_rule_asks_once_for_every_session(site, django_assert_max_num_queries):
    for _ in range(20):
        enrolled(SessionFactory(), 2)

    with django_assert_max_num_queries(30):
        list(complaints(now=NOW))
