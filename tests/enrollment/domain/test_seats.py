import contextlib
import re
import threading
import time

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from catalog.models import Session
from enrollment.domain import seats
from enrollment.models import AuditEvent, Enrollment, OutboxMessage, SeatChange
from tests.contest import Outcome, at_once, contest
from tests.factories import NOW, EnrollmentFactory, SessionFactory, enrolled
from tests.ledger import ledger_open

threaded = pytest.mark.django_db(transaction=True, serialized_rollback=True)
ON_SQLITE = connection.vendor == "sqlite"
EXACT = Outcome([303] * 50, 10, 40, list(range(1, 51)), [])


@threaded
def test_fifty_people_for_ten_seats_are_ten_confirmed_and_forty_waiting():
    session = SessionFactory(capacity=10)

    outcome = contest(session, parties=[1] * 50)

    assert outcome == EXACT


@threaded
@pytest.mark.skipif(not ON_SQLITE, reason="SQLite's own control")
def test_on_sqlite_the_same_contest_fails_without_the_lock(monkeypatch):
    """The control: a proof that cannot fail proves nothing."""
    session = SessionFactory(capacity=10)
    monkeypatch.setattr(seats, "locked_all", no_lock(threads=20))
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "transaction_mode", "DEFERRED")

    outcome = contest(session, parties=[1] * 20)

    assert outcome.statuses.count(503) == 19  # database is locked


@threaded
@pytest.mark.skipif(ON_SQLITE, reason="PostgreSQL's own control")
def test_on_postgresql_the_same_contest_oversells_without_lock_and_constraints(monkeypatch):
    session = SessionFactory(capacity=10)
    monkeypatch.setattr(seats, "locked_all", no_lock(threads=20))

    with constraints_off():
        outcome = contest(session, parties=[1] * 20)

    assert outcome.confirmed == 20  # all of them saw ten free seats


@threaded
@pytest.mark.skipif(ON_SQLITE, reason="SQLite's own control is above")
def test_without_the_lock_a_constraint_turns_the_eleventh_seat_into_an_error(monkeypatch):
    session = SessionFactory(capacity=10)
    monkeypatch.setattr(seats, "locked_all", no_lock(threads=20))

    outcome = contest(session, parties=[1] * 20)

    assert outcome.statuses.count(500) > 0
    assert outcome.confirmed <= 10


def no_lock(*, threads):
    """Reads the session like everybody else, and decides on what everybody saw."""
    everybody_has_read = threading.Barrier(threads)

    @contextlib.contextmanager
    def locked_all(session_ids, _question):
        with transaction.atomic():
            fresh = tuple(Session.objects.with_names().get(pk=pk) for pk in session_ids)
            everybody_has_read.wait(30)
            yield fresh

    return locked_all


@contextlib.contextmanager
def constraints_off():
    """Without what the database itself would refuse; the rows are gone when it is on again."""
    pairs = [
        (model, constraint)
        for model in (Session, Enrollment)
        for constraint in model._meta.constraints
        if constraint.name
        in {"session_never_overbooked", "enrollment_number_is_used_once_in_a_session"}
    ]
    with connection.schema_editor() as editor:
        for model, constraint in pairs:
            editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        with ledger_open():
            for model in (SeatChange, OutboxMessage, Enrollment, Session):
                model.objects.all().delete()
        with connection.schema_editor() as editor:
            for model, constraint in pairs:
                editor.add_constraint(model, constraint)


@threaded
def test_in_strict_order_parties_of_many_sizes_are_never_split_nor_overtaken():
    session = SessionFactory(capacity=20, strict_order=True)

    outcome = contest(session, parties=[1, 2, 3, 4, 5] * 5)

    assert outcome.complaints == []
    assert outcome.confirmed <= 20
    rows = session.enrollments.order_by("number").values_list("state", flat=True)
    assert list(rows) == sorted(rows)  # confirmed before waiting: "c" < "w"


@threaded
def test_where_seats_are_sold_on_none_is_left_that_somebody_waiting_could_have():
    session = SessionFactory(capacity=20)

    outcome = contest(session, parties=[1, 2, 3, 4, 5] * 5)

    assert outcome.complaints == []
    assert outcome.confirmed == 20


@threaded
def test_who_needs_the_same_two_sessions_in_opposite_order_waits_for_nobody_for_ever():
    one, two = SessionFactory(), SessionFactory()

    def lock(*ids):
        with seats.locked_all(ids) as fresh:
            return [session.pk for session in fresh]

    pairs = [(one.pk, two.pk), (two.pk, one.pk)] * 5
    given = at_once(*(lambda ids=ids: lock(*ids) for ids in pairs))

    assert given == [list(ids) for ids in pairs]


@threaded
def test_who_is_not_given_the_lock_in_time_is_told_that_it_is_busy(monkeypatch):
    session = SessionFactory()
    limit, people = 3, 6  # seconds
    monkeypatch.setattr(seats, "QUEUE_LIMIT", limit)
    monkeypatch.setattr(seats, "LOCK_LIMIT", limit)
    locked, told = threading.Event(), threading.Barrier(people + 1)

    def hold():
        with seats.locked(session.pk):
            locked.set()
            told.wait(30)

    def come():
        locked.wait(30)
        began = time.monotonic()
        try:
            with seats.locked(session.pk):
                return "locked"
        except seats.SeatsBusy:
            # Whoever waits for two locks, one after the other, must not wait twice as long.
            return "busy" if time.monotonic() - began < 1.8 * limit else "late"
        finally:
            told.wait(30)

    assert at_once(hold, *[come] * people) == [None, *["busy"] * people]


@threaded
def test_what_fails_under_the_lock_leaves_nothing_behind():
    session = SessionFactory()

    with pytest.raises(ZeroDivisionError), seats.locked(session.pk) as fresh:
        seats.count(fresh, verb="enroll", now=NOW, taken=3)
        _ = 1 / 0

    session.refresh_from_db()
    assert (session.taken, session.version, SeatChange.objects.count()) == (0, 0, 0)


@threaded
def test_an_unknown_session_is_said_so():
    with pytest.raises(Session.DoesNotExist), seats.locked(0):
        pass


@pytest.mark.django_db
def test_the_lock_raises_the_version_and_gives_the_row_as_it_is():
    session = SessionFactory(capacity=3)
    Session.objects.update(taken=2)

    with seats.locked(session.pk) as fresh:
        assert (fresh.taken, fresh.version) == (2, 1)


@pytest.mark.django_db
def test_counting_writes_the_change_down_with_the_limits_of_the_moment():
    session = SessionFactory(capacity=8, overbook=1)

    with seats.locked(session.pk) as fresh:
        seats.count(fresh, verb="enroll", now=NOW, taken=3, new_number=True)

    session.refresh_from_db()
    change = SeatChange.objects.get()
    assert (session.taken, session.next_number) == (3, 1)
    assert (change.taken, change.capacity, change.overbook, change.at) == (3, 8, 1, NOW)


@pytest.mark.parametrize(
    ("state", "sign", "counted"),
    [
        ("confirmed", 1, {"taken": 4}),
        ("held", -1, {"held": -4}),
        ("offered", 1, {"held": 4, "offered": 4}),
        ("waiting", -1, {"waiting": -1}),
        ("cancelled", 1, {}),
        ("expired", 1, {}),
    ],
)
def test_each_state_has_its_share_of_the_counters(state, sign, counted):
    assert seats.share(state, 4, sign) == counted


@pytest.mark.parametrize(
    ("capacity", "taken", "wanted", "fits"),
    [(None, 0, 50, True), (5, 3, 2, True), (5, 3, 3, False), (5, 5, 1, False)],
)
def test_seats_fit_when_so_many_are_free(capacity, taken, wanted, fits):
    assert Session(capacity=capacity, taken=taken).fits(wanted) is fits


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [{"taken": 11}, {"taken": 6, "held": 5}, {"taken": -1}, {"held": -1}, {"waiting": -1}],
)
def test_the_database_refuses_impossible_counters(wrong):
    session = SessionFactory(capacity=10)

    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(**wrong)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"seats": 0},
        {"seats": 51},
        {"state": "lost"},
        {"state": "held", "held_until": None},
        {"state": "offered", "offered_until": None},
        {"min_seats": 4},
        {"min_seats": 0},
        {"offered_seats": 1},
        {"unit_price": -1},
        {"number": 1},
    ],
)
def test_the_database_refuses_impossible_enrollments(wrong):
    session = SessionFactory()
    EnrollmentFactory(session=session, number=1)
    row = EnrollmentFactory(session=session, number=2, seats=3)

    with pytest.raises(IntegrityError), transaction.atomic():
        Enrollment.objects.filter(pk=row.pk).update(**wrong)


@pytest.mark.django_db
def test_the_database_refuses_a_moved_row_that_is_still_active():
    row, other = EnrollmentFactory(), EnrollmentFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Enrollment.objects.filter(pk=row.pk).update(moved_to=other)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["enrollment_seatchange", "enrollment_auditevent"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET verb = 'other'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_was_written_down(table, statement):
    enrolled(SessionFactory(), 2)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))

    assert list(SeatChange.objects.values_list("verb", flat=True)) == ["enroll"]
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == ["enroll"]


@threaded
def test_two_sessions_are_locked_in_one_order_and_given_in_the_order_asked_for():
    first, second = SessionFactory(), SessionFactory()

    with (
        CaptureQueriesContext(connection) as queries,
        seats.locked_all([second.pk, first.pk]) as given,
    ):
        pass

    locks = [q["sql"] for q in queries if "SET version = version + 1" in q["sql"]]
    assert [int(re.search(r"WHERE id = (\d+)", sql)[1]) for sql in locks] == [first.pk, second.pk]
    assert given == (second, first)
