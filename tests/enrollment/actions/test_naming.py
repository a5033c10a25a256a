from datetime import date, timedelta

import pytest

from enrollment import actions
from enrollment.models import AuditEvent
from enrollment.people.party import Person
from tests.factories import NOW, SessionFactory, TermsFactory, enrolled

pytestmark = pytest.mark.usefixtures("sound")
TWO = (Person(name="安小宁"), Person(name="白一凡", job_title="主管"))


def names(enrollment):
    return list(enrollment.participants.values_list("name", flat=True))


def test_names_replace_those_before():
    enrollment = enrolled(SessionFactory(), 2, people=TWO)

    actions.name_participants(enrollment, people=[Person(name="陈思远")], now=NOW)

    assert names(enrollment) == ["陈思远"]


def test_the_record_counts_names_and_says_none():
    enrollment = enrolled(SessionFactory(), 2)

    actions.name_participants(enrollment, people=TWO, now=NOW)

    assert AuditEvent.objects.get(verb="name participants").changes == {"named": [0, 2]}


def test_more_names_than_seats_are_refused():
    enrollment = enrolled(SessionFactory(), 1)

    with pytest.raises(actions.TooManyPeople):
        actions.name_participants(enrollment, people=TWO, now=NOW)

    assert names(enrollment) == []


def test_who_cancelled_names_nobody():
    enrollment = enrolled(SessionFactory(), 2)
    actions.cancel(enrollment, now=NOW)

    with pytest.raises(actions.NotActive):
        actions.name_participants(enrollment, people=TWO, now=NOW)


def test_after_the_cut_off_only_staff_change_names():
    session = SessionFactory(
        month=date(2026, 12, 1), starts_on=date(2026, 12, 5), ends_on=date(2026, 12, 6)
    )
    TermsFactory(session=session, names_days=3)
    enrollment = enrolled(session, 2)
    late = NOW + timedelta(days=2)

    with pytest.raises(actions.DeadlinePassed):
        actions.name_participants(enrollment, people=TWO, now=late)
    before = names(enrollment)
    actions.name_participants(enrollment, people=TWO, now=late, actor="staff:lin")

    assert (before, names(enrollment)) == ([], ["安小宁", "白一凡"])
