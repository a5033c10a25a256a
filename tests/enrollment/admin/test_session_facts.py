"""A session by hand: its course before anybody enrolled, and 成班 with a question."""

import pytest
from django.urls import reverse

from catalog.models import Session
from enrollment.models import AuditEvent
from tests.factories import CourseFactory, SessionFactory, VenueFactory, enrolled
from tests.office import client_of
from tests.tab import Tab

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return client_of("editor")


def change(session) -> str:
    return reverse("admin:catalog_session_change", args=[session.pk])


def do(session, verb: str) -> str:
    return reverse("admin:catalog_session_do", args=[session.pk, verb])


def test_a_wrong_course_is_corrected_before_anybody_enrolled(editor):
    session, right = SessionFactory(), CourseFactory()
    wrong = session.course
    tab = Tab(editor, change(session))
    tab["course"] = str(right.pk)

    assert tab.send().status_code == 302

    session.refresh_from_db()
    assert session.course == right
    event = AuditEvent.objects.get(verb="change facts")
    assert event.changes == {"course": [wrong.pk, right.pk]}


def test_afterwards_it_stays_and_is_said(editor):
    session, other = SessionFactory(), CourseFactory()
    tab = Tab(editor, change(session))
    tab["course"], tab["note"] = str(other.pk), "含午餐"
    enrolled(session)

    tab.send()
    page = editor.get(change(session))

    session.refresh_from_db()
    assert (session.course != other, session.note) == (True, "含午餐")
    assert "这时已经有人报名，课程没有改" in page.text
    assert 'name="course"' not in page.text


def test_with_nobody_of_twenty_it_asks(editor):
    session = SessionFactory(capacity=20, minimum=12)
    tab = Tab(editor, do(session, "confirm_session"))

    asked = tab.send()
    state = Session.objects.get().state
    tab["sure"] = "on"
    tab.send()

    assert "现在已确认 0 人，成班需要 12 人。" in asked.text
    assert "确实要开，请在这里打勾" in asked.text
    assert (state, Session.objects.get().state) == ("open", "confirmed")


def test_with_enough_it_asks_nothing(editor):
    session = SessionFactory(capacity=20, minimum=2)
    enrolled(session, 2)
    page = editor.get(do(session, "confirm_session"))

    editor.post(do(session, "confirm_session"))

    assert 'name="sure"' not in page.text
    assert Session.objects.get().state == "confirmed"


def test_opening_in_another_tab_does_not_take_a_confirmation_back(editor):
    session = SessionFactory(state="planned", minimum=None)
    Session.objects.update(state="confirmed")

    answer = editor.post(do(session, "open_session"))

    assert answer.status_code == 302
    assert Session.objects.get().state == "confirmed"
    assert "开放报名" not in editor.get(change(session)).text.partition("object-tools")[2][:900]


def test_what_is_wrong_with_a_field_of_another_page_is_said_above_the_form():
    session = SessionFactory()
    elsewhere = VenueFactory()
    type(session).objects.filter(pk=session.pk).update(venue=elsewhere)
    page = Tab(client_of("manager"), reverse("admin:catalog_session_change", args=[session.pk]))

    answer = page.send()

    assert answer.status_code == 200
    assert f"场地“{elsewhere.name}”不在{session.city}" in answer.text
