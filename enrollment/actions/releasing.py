"""A version of an outline goes public at the moment somebody planned, and the record says so."""

from datetime import datetime

from django.db import transaction

from catalog.domain.outline_versions import next_due, release
from catalog.models import Course, Outline
from enrollment.domain import audit


def release_due(*, now: datetime) -> list[Outline]:
    """Release what is planned for a moment that has come; give what was released.

    The program releases it, so the event names who asked for it beside the actor.
    """
    released = []
    while (planned := next_due(now=now)) and (outline := _release(planned.course_id, now)):
        released.append(outline)
    return released


@transaction.atomic
def _release(course_id: int, now: datetime) -> Outline | None:
    Course.objects.filter(pk=course_id).update(updated_at=now)  # the row lock
    outline = next_due(now=now)  # as it is now: the plan may have been taken back
    if outline is None:
        return None
    public, asked_by = outline.course.outline, outline.release_by
    audit.record(
        "release as planned",
        outline.course,
        actor="system",
        now=now,
        outline=[public.number if public else None, outline.number],
        asked_by=asked_by and audit.actor_name(asked_by),
    )
    return release(outline, now=now)
