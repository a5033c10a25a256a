from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from enrollment.domain import terms
from enrollment.models import SessionTerms
from tests.factories import NOW, SessionFactory, TermsFactory

pytestmark = pytest.mark.django_db
SOON = {"month": date(2026, 12, 1), "starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 2)}


def test_a_session_without_a_row_has_the_defaults():
    session = SessionFactory()

    given = terms.terms_of(session)

    assert (given.hold_days, given.offer_hours) == (7, 48)
    assert SessionTerms.objects.count() == 0


def test_a_row_is_read_without_another_query_where_it_was_selected(django_assert_num_queries):
    TermsFactory(hold_days=3)
    session = SessionFactory._meta.model.objects.select_related("terms").get()

    with django_assert_num_queries(0):
        assert terms.terms_of(session).hold_days == 3


def test_deadlines_follow_the_dates_of_the_session():
    given = TermsFactory(names_days=3, cancel_days=10)

    assert given.names_until == date(2027, 1, 9)
    assert localtime(given.change_until).isoformat() == "2027-01-02T23:59:00+08:00"


def test_while_the_dates_are_open_the_months_last_day_counts():
    session = SessionFactory(month=date(2027, 2, 1), starts_on=None, ends_on=None)

    assert TermsFactory(session=session).names_until == date(2027, 2, 28)


def test_nothing_one_does_oneself_outlives_the_closing_time():
    session = SessionFactory(**SOON)
    early = NOW - timedelta(days=1, hours=1)

    assert TermsFactory(session=session, cancel_days=0).change_until == session.closing
    assert terms.offered_until(session, now=early) == session.closing
    assert terms.held_until(session, now=early) == session.closing
    assert localtime(session.closing).isoformat() == "2026-11-30T18:00:00+08:00"


@pytest.mark.parametrize("wrong", [{"hold_days": 0}, {"hold_days": 61}, {"offer_hours": 0}])
def test_the_database_refuses_impossible_terms(wrong):
    session = SessionFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        TermsFactory(session=session, **wrong)
