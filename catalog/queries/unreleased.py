"""Courses whose newest outline is not the public one."""

from django.db.models import F, OuterRef, Subquery

from catalog.models import Outline
from catalog.models.course import CourseQuerySet


def with_unreleased_outline(courses: CourseQuerySet) -> CourseQuerySet:
    """Each with the key (``newest``) and the doubts (``doubts``) of its newest outline."""
    newest = Outline.objects.filter(course=OuterRef("pk")).order_by("-number")
    return (
        courses.annotate(
            newest=Subquery(newest.values("pk")[:1]), doubts=Subquery(newest.values("doubts")[:1])
        )
        .filter(newest__isnull=False)
        .exclude(newest=F("outline"), outline__isnull=False)
    )
