"""A course is copied: what it says is taken as a draft, what happened to it is not."""

import pytest
from django.urls import reverse

from catalog.domain import course_copying
from catalog.models import Course
from enrollment.models import AuditEvent
from tests.factories import (
    NOW,
    CourseFactory,
    InstructorFactory,
    SessionFactory,
    TestimonialFactory,
    released,
)
from tests.office import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    course = released(
        CourseFactory(title="厅堂服务", summary="一句话", usual_capacity=30), "第一模块 开场"
    )
    course.instructors.add(InstructorFactory(name="安小宁"))
    course.details.create(name="课程背景", text="人多", position=1)
    SessionFactory(course=course)
    TestimonialFactory(course=course)
    return course


def address(course) -> str:
    return reverse("admin:catalog_course_copy", args=[course.pk])


def test_every_fact_of_a_course_is_taken_or_begins_anew():
    fields = {field.name for field in Course._meta.get_fields() if field.concrete}

    assert fields == {*course_copying.TAKEN, *course_copying.ANEW, "instructors"}


def test_the_page_says_what_is_taken_and_copies_nothing(course):
    page = client_of("editor").get(address(course))

    assert "大纲第 1 版，成为新课程的第 1 版，不公开" in page.text
    assert "班次（1 个）和报名" in page.text
    assert Course.objects.count() == 1


def test_a_copy_is_a_draft_with_its_own_code_and_address(course):
    answer = client_of("editor").post(address(course), {"title": "厅堂服务二"})

    copy = Course.objects.exclude(pk=course.pk).get()
    assert answer.url == reverse("admin:catalog_course_change", args=[copy.pk])
    assert (copy.title, copy.status, copy.outline) == ("厅堂服务二", "draft", None)
    assert (copy.code != course.code, copy.slug != course.slug) == (True, True)
    assert (copy.price, copy.summary, copy.usual_capacity) == (course.price, "一句话", 30)
    assert [one.name for one in copy.instructors.all()] == ["安小宁"]
    assert list(copy.details.values_list("name", "text")) == [("课程背景", "人多")]
    version = copy.outlines.get()
    assert (version.number, version.source, version.released_at) == (1, "第一模块 开场", None)
    assert (copy.sessions.count(), copy.testimonials.count()) == (0, 0)
    event = AuditEvent.objects.get(verb="copy course")
    assert (event.object_id, event.changes) == (str(copy.pk), {"copied_from": course.pk})


def test_a_copy_without_a_name_is_asked_for_one(course):
    answer = client_of("editor").post(address(course), {"title": " "})

    assert (answer.status_code, Course.objects.count()) == (400, 1)


def test_a_course_is_copied_twice_under_one_name(course):
    for _time in range(2):
        course_copying.copy_course(course, title="同名", now=NOW)

    slugs = list(Course.objects.filter(title="同名").values_list("slug", flat=True))
    assert len(set(slugs)) == 2
