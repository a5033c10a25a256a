"""Figures for Prometheus, in its text format; all from the database, so any process may answer."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Sum

from catalog.models import Session
from enrollment.models import Enrollment, OutboxMessage
from enrollment.queries.overdue import overdue_items
from operations.health import free_megabytes
from operations.models import TaskRun

Samples = Iterable[tuple[str, float]]


def metrics(*, now: datetime) -> str:
    lines = [line for family in families(now=now) for line in family]
    return "\n".join(lines) + "\n"


def families(*, now: datetime) -> Iterator[list[str]]:
    yield family("enrollments", "Enrollments by state.", by_state(Enrollment), label="state")
    yield family("letters", "Letters by state.", by_state(OutboxMessage), label="state")
    seats = Session.objects.aggregate(taken=Sum("taken"), held=Sum("held"), waiting=Sum("waiting"))
    yield family("seats", "Seats by use.", [(use, n or 0) for use, n in seats.items()], label="use")
    overdue = [(item.what, (now - item.since).total_seconds()) for item in overdue_items(now=now)]
    yield family("overdue_seconds", "How long something is overdue.", overdue, label="what")
    runs = TaskRun.objects.order_by("name")
    ages = [
        (run.name, (now - run.succeeded_at).total_seconds()) for run in runs if run.succeeded_at
    ]
    yield family("task_age_seconds", "Since a task of the night ended well.", ages, label="task")
    free = [("var", free_megabytes(settings.VAR) * 1_000_000)]
    yield family("disk_free_bytes", "Space left.", free, label="folder")


def by_state(model) -> Samples:
    return model.objects.values_list("state").annotate(n=Count("pk")).order_by("state")


def family(name: str, about: str, samples: Samples, *, label: str) -> list[str]:
    """Return the lines of one figure; the labels are names of ours and need no escaping."""
    return [
        f"# HELP kaike_{name} {about}",
        f"# TYPE kaike_{name} gauge",
        *(f'kaike_{name}{{{label}="{value}"}} {number:g}' for value, number in samples),
    ]
