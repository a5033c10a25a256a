"""A course as the beginning of another: what it says is taken, what happened to it is not."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.domain.outline_versions import save_outline
from catalog.domain.slugs import next_code, slug_for
from catalog.models import Course, CourseDetail, Outline

TAKEN = (
    *("category", "title_en", "summary", "summary_en", "audience", "audience_en", "price"),
    *("includes", "includes_en", "days", "opening", "language", "usual_capacity"),
    *("usual_minimum", "usual_starts_at", "usual_ends_at", "usual_closing_days"),
    *("decide_days", "apart_weeks"),
)
ANEW = ("id", "title", "slug", "code", "status", "outline", "created_at", "updated_at")
ATTEMPTS = 3  # two copies of one title at once choose the same slug: the second chooses again


@dataclass(frozen=True, slots=True)
class Left:
    """What stays with the original, counted."""

    versions: int  # of its outline, but the newest
    sessions: int
    testimonials: int
    files: int
    pictures: int
    questions: int


def newest_outline(course: Course) -> Outline | None:
    return course.outlines.order_by("-number").first()


def left_behind(course: Course) -> Left:
    return Left(
        versions=max(0, course.outlines.count() - 1),
        sessions=course.sessions.count(),
        testimonials=course.testimonials.count(),
        files=course.attachments.count(),
        pictures=course.pictures.count(),
        questions=course.questions.count(),
    )


def copy_course(course: Course, *, title: str, user: User | None = None, now: datetime) -> Course:
    """A draft with the course's facts, texts, instructors, and its newest outline as version 1.

    One transaction. Raises OutlineError where that outline can no longer be read.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return _copied(course, title, user, now)
        except IntegrityError:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError


def _copied(course: Course, title: str, user: User | None, now: datetime) -> Course:
    facts = {name: getattr(course, name) for name in TAKEN}
    copy = Course.objects.create(title=title, slug=slug_for(title), code=next_code(), **facts)
    copy.instructors.set(course.instructors.all())
    CourseDetail.objects.bulk_create(
        CourseDetail(
            course=copy, position=row.position, name=row.name, text=row.text, text_en=row.text_en
        )
        for row in course.details.all()
    )
    if outline := newest_outline(course):
        reason = _("复制自 %(code)s %(version)s") % {"code": course.code, "version": outline}
        intake = outline.intake or None
        save_outline(copy, outline.source, user=user, reason=reason, intake=intake, now=now)
    return copy
