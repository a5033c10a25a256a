import pytest

from enrollment.domain import audit
from enrollment.models import AuditEvent
from tests.factories import NOW, SessionFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_event_says_who_when_what_and_from_what_to_what():
    session = SessionFactory()

    audit.record("open session", session, actor="staff:lin", now=NOW, state=["planned", "open"])

    event = AuditEvent.objects.get()
    assert (event.at, event.actor, event.verb) == (NOW, "staff:lin", "open session")
    assert (event.object_type, event.object_id) == ("session", str(session.pk))
    assert event.changes == {"state": ["planned", "open"]}


def test_an_event_may_be_about_something_without_a_row():
    audit.record("export", "enrollments", actor="staff:lin", now=NOW, rows=3)

    event = AuditEvent.objects.get()
    assert (event.object_type, event.object_id) == ("enrollments", "")


def test_staff_are_named_by_their_account_and_visitors_not_at_all():
    assert audit.actor_name(UserFactory(username="lin")) == "staff:lin"
    assert audit.actor_name(None) == "visitor"
