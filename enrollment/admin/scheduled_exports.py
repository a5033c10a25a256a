"""Exports that recur: the list is asked as its owner would, and laid among their downloads."""

from datetime import datetime, time, timedelta

from django.contrib import admin
from django.contrib.sessions.backends.base import SessionBase
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from enrollment.domain import audit
from enrollment.models import ExportSchedule
from enrollment.models.export_file import Rhythm
from enrollment.queries import export_files, exports
from enrollment.queries.export_listings import LISTINGS

MORNING = time(7)
WEEK = 7


def next_time(rhythm: str, *, now: datetime) -> datetime:
    """The next morning of the rhythm, in the time of the offices."""
    day = timezone.localdate(now) + timedelta(days=1)
    if rhythm == Rhythm.WEEK:
        day += timedelta(days=-day.weekday() % WEEK)
    while rhythm == Rhythm.MONTH and day.day != 1:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))


def ask_due(*, now: datetime) -> int:
    """Ask for the files that are due; who lost the right loses the rhythm. Return how many."""
    asked = 0
    due = ExportSchedule.objects.filter(next_at__lte=now).select_related("owner", "layout")
    for schedule in due.order_by("next_at", "pk"):
        owner = schedule.owner
        if not (owner.is_active and owner.has_perm("enrollment.export_enrollment")):
            schedule.delete()
            continue
        later = next_time(schedule.rhythm, now=now)
        mine = ExportSchedule.objects.filter(pk=schedule.pk, next_at=schedule.next_at)
        if mine.update(next_at=later):
            _ask(schedule, now=now)
            asked += 1
    return asked


def _ask(schedule: ExportSchedule, *, now: datetime) -> None:
    layout = schedule.layout
    with override(schedule.language):
        export = exports.allow(
            _rows(schedule),
            form=schedule.form,
            actor=audit.actor_name(schedule.owner),
            filters={"query": schedule.query, "schedule": schedule.rhythm},
            now=now,
            reason=schedule.reason,
            listing=LISTINGS[layout.listing],
            columns=layout.columns,
        )
        export_files.ask(
            export,
            now=now,
            form=schedule.form,
            owner=schedule.owner,
            reason=schedule.reason,
        )


def _rows(schedule: ExportSchedule):
    """The list as its owner would see it with these filters."""
    model = LISTINGS[schedule.layout.listing].model
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    request = RequestFactory().get(f"{page}?{schedule.query}")
    request.user, request.session = schedule.owner, SessionBase()
    return admin.site._registry[model].get_changelist_instance(request).queryset
