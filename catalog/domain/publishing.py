"""A course before the public: published once it has a released outline, archived with its links."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import Course
from catalog.models.course import CourseStatus
from catalog.search import index_course


class NotReady(Exception):
    """The course cannot go public yet; the text says what is missing."""


def publish(course: Course, *, now: datetime) -> None:
    """Show the course to the public. Raises NotReady while no outline has been released."""
    if course.outline_id is None:
        raise NotReady(
            _("“%(course)s”还没有发布的大纲。请先发布一个大纲版本。") % {"course": course}
        )
    _become(course, CourseStatus.PUBLISHED, now=now)


def archive(course: Course, *, now: datetime) -> None:
    """Take the course off the public pages; sessions and enrollments stay as they are."""
    _become(course, CourseStatus.ARCHIVED, now=now)


@transaction.atomic
def _become(course: Course, status: str, *, now: datetime) -> None:
    Course.objects.filter(pk=course.pk).update(status=status, updated_at=now)
    course.status = status
    index_course(course)
