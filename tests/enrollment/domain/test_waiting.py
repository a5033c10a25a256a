import ast
import inspect
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

import enrollment
from enrollment import actions
from enrollment.domain import waiting_list
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")
STAFF = {"now": NOW, "actor": "staff:lin"}
CODE = Path(enrollment.__file__).parent


def full(capacity=4, **terms):
    """A session whose seats one party has, and a party that waits for all of them."""
    session = SessionFactory(capacity=capacity)
    if terms:
        TermsFactory(session=session, **terms)
    return session, enrolled(session, capacity), enrolled(session, capacity)


def by_cancelling():
    _session, seated, waits = full()
    actions.cancel(seated, now=NOW)
    return waits


def by_staff_cancelling():
    _session, seated, waits = full()
    actions.cancel(seated, **STAFF)
    return waits


def by_reducing():
    session = SessionFactory(capacity=4)
    seated, waits = enrolled(session, 4), enrolled(session, 2)
    actions.reduce(seated, seats_wanted=2, now=NOW)
    return waits


def by_reducing_who_waits():
    session = SessionFactory(capacity=4)
    enrolled(session, 3)
    waits = enrolled(session, 2)
    actions.reduce(waits, seats_wanted=1, now=NOW)
    return waits


def by_a_hold_that_ends():
    session = SessionFactory(capacity=4)
    enrolled(session, 4, hold_days=7)
    waits = enrolled(session, 4)
    actions.catch_up(session, now=NOW + timedelta(days=7))
    return waits


def by_declining():
    session, seated, head = full(offers_first=True)
    waits = enrolled(session, 1)
    actions.cancel(seated, now=NOW)
    session.terms.offers_first = False
    session.terms.save()
    actions.decline_offer(head, now=NOW)
    return waits


def by_taking_fewer():
    session, seated, head = full(offers_first=True)
    waits = enrolled(session, 1)
    actions.cancel(seated, now=NOW)
    session.terms.offers_first = False
    session.terms.save()
    actions.accept_offer(head, seats_wanted=1, now=NOW)
    return waits


def by_an_offer_that_ends():
    session, seated, _head = full(offers_first=True)
    waits = enrolled(session, 1)
    actions.cancel(seated, now=NOW)
    session.terms.offers_first = False
    session.terms.save()
    actions.catch_up(session, now=NOW + timedelta(hours=48))
    return waits


def by_more_capacity():
    session, _seated, waits = full()
    actions.change_capacity(session, capacity=8, **STAFF)
    return waits


def by_an_overbook():
    session, _seated, waits = full()
    actions.change_capacity(session, capacity=4, overbook=4, reason="加座", **STAFF)
    return waits


def by_moving_away():
    session, seated, waits = full()
    actions.move(seated, to=SessionFactory(course=session.course), now=NOW)
    return waits


def by_moving_the_head_of_the_line_away():
    session = SessionFactory(capacity=4, strict_order=True)
    enrolled(session, 3)
    head, waits = enrolled(session, 2), enrolled(session, 1)
    actions.move(head, to=SessionFactory(course=session.course), now=NOW)
    return waits


def by_the_head_of_the_line_leaving():
    session = SessionFactory(capacity=4, strict_order=True)
    enrolled(session, 3)
    head, waits = enrolled(session, 2), enrolled(session, 1)
    actions.cancel(head, now=NOW)
    return waits


def by_reopening():
    session, seated, waits = full()
    actions.close_session(session, **STAFF)
    actions.cancel(seated, now=NOW)
    actions.open_session(session, **STAFF)
    return waits


def by_new_dates():
    """A session that had begun does not promote; put off, it does."""
    session, seated, waits = full()
    begun = date(2026, 11, 30)
    type(session).objects.update(month=date(2026, 11, 1), starts_on=begun, ends_on=begun)
    actions.cancel(seated, **STAFF)
    actions.reschedule(session, starts_on=date(2027, 1, 5), ends_on=date(2027, 1, 6), **STAFF)
    return waits


def by_giving_up_the_strict_order():
    session = SessionFactory(capacity=4, strict_order=True)
    enrolled(session, 3)
    enrolled(session, 2)
    waits = enrolled(session, 1)
    actions.change_rules(session, closes_at=None, strict_order=False, **STAFF)
    return waits


WAYS = [value for name, value in list(globals().items()) if name.startswith("by_")]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_to_free_or_add_seats_gives_them_to_the_line(way):
    waits = way()

    waits.refresh_from_db()
    assert waits.state == "confirmed"


def calls_in(path):
    """(function that calls, what it calls) for every call of a dotted or plain name."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call):
                    yield function.name, ast.unparse(node.func)


def who_calls(*names):
    return {
        (path.relative_to(CODE).as_posix(), function)
        for path in CODE.rglob("*.py")
        if "migrations" not in path.parts
        for function, called in calls_in(path)
        if called in names
    }


def test_nobody_locks_a_session_without_settling_what_is_overdue():
    assert who_calls("seats.locked", "seats.locked_all", "locked") == {
        ("domain/session_lock.py", "lock_sessions"),
        ("domain/session_lock.py", "catch_up"),
    }
    assert who_calls("waiting_list.settle") == {
        ("domain/session_lock.py", "lock_sessions"),
        ("domain/session_lock.py", "catch_up"),
    }


def test_every_verb_locks_its_sessions():
    """A new verb that does not call ``lock_sessions`` is named here."""
    locking = {name for _path, name in who_calls("lock_sessions", "enroll", "move")} | {"catch_up"}

    assert {verb.__name__ for verb in actions.VERBS} - locking == set()


def test_every_public_verb_is_listed():
    functions = {
        value
        for name, value in vars(actions).items()
        if inspect.isfunction(value) and name in actions.__all__
    }

    assert set(actions.VERBS) == functions


def test_nobody_else_writes_counters_limits_or_states():
    owned = {"taken", "held", "waiting", "next_number", "capacity", "overbook", "version"}
    writers = set()
    for path in CODE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and text.startswith("UPDATE catalog_session"):
                writers.add(path.relative_to(CODE).as_posix())
            is_update = isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".update")
            if is_update and "Session.objects" in ast.unparse(node.func):
                names = {keyword.arg for keyword in node.keywords}
                if names & (owned | {None}):
                    writers.add(path.relative_to(CODE).as_posix())

    assert writers == {"domain/seats.py", "actions/sessions.py"}


def test_a_strict_line_keeps_its_order_through_many_departures():
    session = SessionFactory(capacity=6, strict_order=True)
    seated = [enrolled(session, 2) for _ in range(3)]
    line = [enrolled(session, seats) for seats in (2, 1, 1, 4, 1)]

    for party in seated:
        actions.cancel(party, now=NOW)

    for party in line:
        party.refresh_from_db()
    states = [party.state for party in line]
    assert states == ["confirmed", "confirmed", "confirmed", "waiting", "waiting"]


def test_the_position_counts_who_waits_in_front():
    session = SessionFactory(capacity=1)
    enrolled(session)
    first, second, third = (enrolled(session) for _ in range(3))

    actions.cancel(second, now=NOW)

    assert [waiting_list.position(party) for party in (first, third)] == [0, 1]


def test_an_offer_to_the_head_lets_the_next_one_have_what_is_left():
    session = SessionFactory(capacity=5)
    TermsFactory(session=session, offers_first=True)
    seated = enrolled(session, 5)
    head, after = enrolled(session, 3), enrolled(session, 2)

    actions.cancel(seated, now=NOW)

    head.refresh_from_db()
    after.refresh_from_db()
    assert (head.state, after.state) == ("offered", "offered")


def test_terms_that_need_approval_ask_before_they_promote():
    session = SessionFactory(capacity=2)
    TermsFactory(session=session, needs_approval=True)
    seated, waits = enrolled(session, 2), enrolled(session, 2)

    actions.cancel(seated, now=NOW)

    waits.refresh_from_db()
    assert waits.state == "offered"


def test_a_session_that_has_begun_promotes_nobody():
    session = SessionFactory(
        capacity=2, month=date(2026, 12, 1), starts_on=date(2026, 12, 2), ends_on=date(2026, 12, 4)
    )
    seated, waits = enrolled(session, 2), enrolled(session, 2)

    actions.cancel(seated, now=NOW + timedelta(days=2), actor="staff:lin")

    waits.refresh_from_db()
    assert waits.state == "waiting"
    actions.cancel(waits, now=NOW)


def test_the_tick_expires_promotes_and_may_run_twice(capsys, time_machine):
    session = SessionFactory(capacity=2)
    held, waits = enrolled(session, 2, hold_days=1), enrolled(session, 2)
    time_machine.move_to(NOW + timedelta(days=1))

    for _ in range(2):
        call_command("tick")

    held.refresh_from_db()
    waits.refresh_from_db()
    said = capsys.readouterr().out.splitlines()
    assert (held.state, waits.state) == ("expired", "confirmed")
    assert [line for line in said if "expired" in line] == [
        "1 expired, 1 promoted, 2 sent, 0 failed for now, 2 no longer needed.",
        "0 expired, 0 promoted, 0 sent, 0 failed for now, 0 no longer needed.",
    ]


def test_a_full_session_is_not_asked_for_its_line(django_assert_num_queries):
    session, _seated, _waits = full()
    session.refresh_from_db()

    with django_assert_num_queries(0):
        assert waiting_list.promote(session, now=NOW) == []
