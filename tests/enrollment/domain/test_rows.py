"""Rows written without saving an object are the rows that saving it would have written."""

from datetime import time
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from catalog.models import Session
from catalog.models.course import CourseStatus
from enrollment import actions
from enrollment.domain import bulk_insert, customers
from enrollment.domain.row_reader import columns_of, read_joined
from enrollment.domain.seats import LOCKED
from enrollment.domain.terms import terms_of
from enrollment.models import AuditEvent, Enrollment, OutboxMessage, SeatChange, SessionTerms
from enrollment.models.record import MessageKind
from enrollment.people.party import Party
from enrollment.queries.form_session import session_of_form
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.django_db


def copies(kept: Enrollment) -> list:
    """One new object of each kind that verbs write, with what is hard to write in it."""
    return [
        AuditEvent(
            at=NOW, actor="staff:lin", verb="看", object_type="x", changes={"甲": [1, None]}
        ),
        SeatChange(
            session=kept.session, enrollment=kept, verb="enroll", held=-2, until=NOW, at=NOW
        ),
        OutboxMessage(enrollment=kept, kind=MessageKind.MOVED, version=7, due_at=NOW),
    ]


@pytest.mark.parametrize("which", range(3))
def test_an_inserted_row_is_the_row_that_saving_writes(which):
    kept = enrolled(SessionFactory())
    saved, inserted = copies(kept)[which], copies(kept)[which]
    saved.save()
    written = model_to_dict(type(saved).objects.get(pk=saved.pk), exclude=["id"])
    if isinstance(saved, OutboxMessage):
        saved.delete()  # it is due once

    bulk_insert.insert(inserted)

    assert inserted.pk != saved.pk
    assert model_to_dict(type(inserted).objects.get(pk=inserted.pk), exclude=["id"]) == written


def test_what_was_inserted_can_be_saved_and_used():
    message = OutboxMessage(
        enrollment=enrolled(SessionFactory()), kind=MessageKind.MOVED, due_at=NOW
    )

    bulk_insert.insert(message)
    message.attempts = 2
    message.save()

    assert OutboxMessage.objects.get(attempts=2) == message


def test_once_keeps_the_row_that_is_there_and_without_it_the_database_refuses():
    kept = enrolled(SessionFactory())
    again = OutboxMessage(enrollment=kept, kind=MessageKind.CONFIRMED, due_at=NOW)

    bulk_insert.send(bulk_insert.insertion(again, once=True))

    assert kept.messages.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk_insert.send(bulk_insert.insertion(again))


def test_statements_are_run_in_order_and_all_or_none():
    events = [AuditEvent(at=NOW, actor="visitor", verb=verb, object_type="x") for verb in "一二三"]

    bulk_insert.send(*map(bulk_insert.insertion, events))
    with pytest.raises(IntegrityError), transaction.atomic():
        broken = AuditEvent(at=None, actor="visitor", verb="四", object_type="x")
        bulk_insert.send(bulk_insert.insertion(events[0]), bulk_insert.insertion(broken))

    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [*"一二三"]


def test_a_party_is_enrolled_in_few_trips():
    """Each trip is time under the lock: the lock with the terms, the row, all that follows it."""
    session = SessionFactory()

    with CaptureQueriesContext(
        connection,
    ) as trips:
        actions.enroll(session, party=Party("安小宁", "13900000001"), key="k", now=NOW)

    statements = [trip["sql"] for trip in trips if "SAVEPOINT" not in trip["sql"]]
    assert len(statements) == (3 if connection.vendor == "postgresql" else 7)


def test_who_comes_back_is_recognised_in_three_trips():
    enrolled(SessionFactory(), company="工行昆明城东支行")
    again = enrolled(SessionFactory(), company="中国工商银行昆明分行城东支行")
    customers.recognise_waiting(now=NOW)

    with CaptureQueriesContext(connection) as trips:
        customers.recognise(again, now=NOW)

    assert len([trip for trip in trips if "SAVEPOINT" not in trip["sql"]]) == 3


def test_rows_that_a_statement_gives_are_the_objects_that_django_reads():
    session = SessionFactory(
        price=Decimal("1234.50"), starts_at=time(9), ends_at=time(17), closes_at=NOW, capacity=None
    )
    columns = f"{columns_of(Session, 's')}, {columns_of(SessionTerms, 't')}"
    statement = LOCKED.format(columns=columns)

    read, no_terms = read_joined((Session, SessionTerms), statement, [session.pk])
    nothing = read_joined((Session, SessionTerms), statement, [0])

    expected = Session.objects.get(pk=session.pk)
    names = [field.attname for field in Session._meta.concrete_fields]
    assert [(name, getattr(read, name)) for name in names] == [
        (name, getattr(expected, name)) for name in names
    ]
    assert not read._state.adding
    assert (no_terms, nothing) == (None, [None, None])


@pytest.mark.parametrize("with_terms", [False, True])
def test_the_session_of_a_form_comes_with_course_and_terms_in_one_trip(
    with_terms, django_assert_num_queries
):
    session = SessionFactory(price=Decimal("1234.50"), starts_at=time(9), course__price=2900)
    if with_terms:
        TermsFactory(session=session, needs_approval=True, hold_days=9)

    with django_assert_num_queries(1):
        read = session_of_form(session.public_id)
        terms = terms_of(read)

    expected = Session.objects.select_related("course").get(pk=session.pk)
    for one, other in ((read, expected), (read.course, expected.course)):
        names = [field.attname for field in one._meta.concrete_fields]
        assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]
    assert (terms.needs_approval, terms.hold_days) == ((True, 9) if with_terms else (False, 7))
    assert session_of_form("NOBODYS1") is None


@pytest.mark.parametrize("number", [0, 3])
@pytest.mark.parametrize("status", CourseStatus.values)
def test_a_session_knows_itself_whether_its_page_answers(status, number):
    session = SessionFactory(course__status=status, next_number=number)

    assert session.is_reachable == Session.objects.reachable().filter(pk=session.pk).exists()
