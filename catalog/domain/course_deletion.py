"""A course that was made by mistake goes again, with all that nobody has used yet."""

from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from catalog.models import Course
from catalog.models.course import CourseStatus


class NotDeletable(Exception):
    """The course stays; the text says why and what can be done instead."""


@dataclass(frozen=True, slots=True)
class Going:
    """What goes with the course."""

    versions: int
    sessions: int
    testimonials: int
    files: int


def going(course: Course) -> Going:
    """Return what would be deleted with the course."""
    return Going(
        versions=course.outlines.count(),
        sessions=course.sessions.count(),
        testimonials=course.testimonials.count(),
        files=course.attachments.count(),
    )


def check(course: Course) -> None:
    """Raises NotDeletable for a public course and for one where anybody enrolled."""
    if course.status == CourseStatus.PUBLISHED:
        raise NotDeletable(_("“%(course)s”已发布：请先下架，再删除。") % {"course": course})
    if course.sessions.filter(next_number__gt=0).exists():
        raise NotDeletable(_used(course))


def delete(course: Course) -> None:
    """Delete the course, its outlines, its sessions and its files.

    Raises NotDeletable where somebody enrolled, noted an interest, or its seats were counted; then
    nothing is gone.
    """
    check(course)
    files = [
        (attachment.file.storage, attachment.file.name) for attachment in course.attachments.all()
    ]
    try:
        with transaction.atomic():
            Course.objects.filter(pk=course.pk).update(outline=None)
            course.sessions.all().delete()
            course.outlines.all().delete()
            Course.objects.get(pk=course.pk).delete()
    except ProtectedError as error:
        raise NotDeletable(_used(course)) from error
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))


def _used(course: Course) -> str:
    return _(
        "“%(course)s”已经有人报名或登记过，不能删除。不再开的课请下架：网站上不再显示，记录都保留。"
    ) % {"course": course}
