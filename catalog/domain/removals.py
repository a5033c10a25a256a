"""Names that the public knew are remembered when they go, so that copies elsewhere go too.

Signals, because rows are deleted in many places: the back office one by one and many at once, a
year's plan, a shell. What was never public leaves no trace here.
"""

from datetime import datetime

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.utils import timezone

from catalog.models import Category, Course, FormerSlug, Removal, Session
from catalog.models.course import CourseStatus
from catalog.models.removal import RemovedKind


def remember(kind: RemovedKind, key: str, *, now: datetime) -> None:
    """Say that nothing public of this kind is known by ``key`` from now on.

    Who asks what changed is not told of a name that something public has again.
    """
    Removal.objects.update_or_create(kind=kind, key=key, defaults={"at": now})


def moved_out_of_sight(session: Session, *, former: int, now: datetime) -> None:
    """Remember a session that moved from a public course, whose pk is ``former``, to another."""
    was_public = Course.objects.published().filter(pk=former).exists()
    if was_public and session.course.status != CourseStatus.PUBLISHED:
        remember(RemovedKind.SESSION, session.public_id, now=now)


@receiver(pre_delete, sender=Course)
def course_goes(instance: Course, **_how: object) -> None:
    if instance.status != CourseStatus.DRAFT:
        remember(RemovedKind.COURSE, instance.slug, now=timezone.now())


@receiver(pre_delete, sender=FormerSlug)
def former_slug_goes(instance: FormerSlug, **_how: object) -> None:
    """A copy may still stand under it: with its course the former address goes too."""
    if instance.course.status != CourseStatus.DRAFT:
        remember(RemovedKind.COURSE, instance.slug, now=timezone.now())


@receiver(pre_delete, sender=Session)
def session_goes(instance: Session, **_how: object) -> None:
    if instance.course.status != CourseStatus.DRAFT:
        remember(RemovedKind.SESSION, instance.public_id, now=timezone.now())


@receiver(pre_delete, sender=Category)
def category_goes(instance: Category, **_how: object) -> None:
    remember(RemovedKind.CATEGORY, instance.slug, now=timezone.now())
