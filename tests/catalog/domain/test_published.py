"""A course before the public."""

import pytest

from catalog.domain.publishing import NotReady, archive, publish
from tests.factories import NOW, CourseFactory, released

pytestmark = pytest.mark.django_db


def test_a_course_without_a_released_outline_cannot_be_published():
    course = CourseFactory(status="draft", title="厅堂服务")

    with pytest.raises(NotReady, match="“厅堂服务”还没有发布的大纲"):
        publish(course, now=NOW)

    course.refresh_from_db()
    assert course.status == "draft"


def test_a_course_is_published_and_archived():
    course = released(CourseFactory(status="draft"), "第一模块 开场")

    publish(course, now=NOW)
    public = course.status
    archive(course, now=NOW)

    course.refresh_from_db()
    assert (public, course.status) == ("published", "archived")
