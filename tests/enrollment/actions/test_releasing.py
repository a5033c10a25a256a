"""A version that was planned for a day goes public on it, and the record says who asked for it."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from catalog.domain.outline_versions import release, release_later, save_outline
from enrollment.actions.releasing import release_due
from enrollment.models import AuditEvent
from tests.factories import NOW, CourseFactory, released
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db
AT_ONCE = timedelta(days=30)


@pytest.fixture
def course():
    return released(CourseFactory(), "第一模块 开场")


def planned(course, text: str, day, user=None):
    version = save_outline(course, text, now=NOW)
    release_later(version, day, user=user)
    return version


def events(course):
    found = AuditEvent.objects.filter(object_type="course", object_id=str(course.pk))
    return [(one.actor, one.verb, one.changes) for one in found.order_by("pk")]


def test_a_planned_release_is_recorded_with_who_asked_for_it(course):
    day = timezone.localdate(NOW) + timedelta(days=2)
    version = planned(course, "第一模块 收束", day, staff("editor", username="anna"))
    begins = timezone.make_aware(datetime.combine(day, time.min))

    done = [release_due(now=begins - timedelta(seconds=1)), release_due(now=begins)]
    again = release_due(now=begins + AT_ONCE)

    course.refresh_from_db()
    assert (done, again, course.outline) == ([[], [version]], [], version)
    assert events(course) == [
        ("system", "release as planned", {"outline": [1, 2], "asked_by": "staff:anna"})
    ]
    version.refresh_from_db()
    assert (version.release_at, version.release_by) == (None, None)


def test_a_plan_of_somebody_whose_account_is_gone_is_still_carried_out(course):
    day = timezone.localdate(NOW)
    user = staff("editor")
    version = planned(course, "第一模块 收束", day, user)
    user.delete()

    assert release_due(now=NOW + AT_ONCE) == [version]
    assert events(course) == [
        ("system", "release as planned", {"outline": [1, 2], "asked_by": None})
    ]


def test_a_release_by_hand_ends_the_plan_and_tick_records_nothing(course):
    day = timezone.localdate(NOW) + timedelta(days=2)
    version = planned(course, "第一模块 收束", day)
    release(version, now=NOW)

    assert release_due(now=NOW + AT_ONCE) == []
    assert events(course) == []


def test_the_history_of_the_course_tells_the_plan_and_the_release(course):
    save_outline(course, "第一模块 收束", now=NOW)
    editor = client_of("editor")
    day = timezone.localdate() + timedelta(days=3)
    page = reverse("admin:catalog_course_version", args=[course.pk, 2])

    editor.post(page, {"do": "later", "on": f"{day}"})
    shown = editor.get(page).text
    release_due(now=timezone.now() + AT_ONCE)

    history = editor.get(reverse("admin:catalog_course_overview", args=[course.pk])).text
    assert "由 editor 定" in shown
    assert events(course)[0] == (
        "staff:editor",
        "change facts",
        {"release_at": [None, f"{day}"], "version": 2},
    )
    assert f"定于何时公开\n  — → {day}" in history
    assert "按计划公开大纲" in history
    assert "谁定的\n  editor" in history
