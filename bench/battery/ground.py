"""What every scenario of the battery needs: sessions, many at once, and a verdict."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connections
from django.utils import timezone

from catalog.models import Category, City, Course, Session
from enrollment.models import Enrollment
from enrollment.queries.invariants import complaints

PATIENCE = 300  # seconds


def new_session(course=None, **values) -> Session:
    """An open session two months from now."""
    begins = timezone.localdate() + timedelta(days=60)
    city, _ = City.objects.get_or_create(name="昆明", slug="kunming")
    defaults = {
        "course": course or new_course(),
        "city": city,
        "month": begins.replace(day=1),
        "starts_on": begins,
        "ends_on": begins,
        "state": "open",
        "capacity": 20,
    }
    return Session.objects.create(**(defaults | values))


def new_course() -> Course:
    category, _ = Category.objects.get_or_create(name="大堂经理", slug="lobby")
    number = Course.objects.count()
    return Course.objects.create(
        category=category,
        title=f"课程{number}",
        slug=f"course-{number}",
        code=f"KK-{number}",
        status="published",
        price=2900,
        days=2,
    )


def at_once(tasks, threads: int | None = None) -> list:
    """The results of all tasks; each has a thread of its own and waits for all the others.

    With ``threads`` so many work through the tasks instead, and nobody waits.
    """
    barrier = threading.Barrier(len(tasks)) if threads is None else None

    def run(task):
        try:
            if barrier is not None:
                barrier.wait(PATIENCE)
            return task()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads or len(tasks)) as pool:
        return [future.result(PATIENCE) for future in [pool.submit(run, task) for task in tasks]]


def timed(task):
    """(result, seconds)."""
    began = time.monotonic()
    return task(), time.monotonic() - began


def percentile(values, share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)


def check(wrong: list, what: str, found, expected) -> None:
    """Note what is not as it must be."""
    if found != expected:
        wrong.append(f"{what}: {found!r}, not {expected!r}")


def unsound(wrong: list) -> None:
    """Note every broken invariant."""
    wrong.extend(complaints(now=timezone.now()))


def standing(session) -> tuple[int, int, int, list[int]]:
    """Seats confirmed, parties waiting, parties in all, and their numbers in order."""
    rows = list(Enrollment.objects.filter(session=session).order_by("number"))
    confirmed = sum(row.seats for row in rows if row.state == "confirmed")
    waiting = sum(row.state == "waiting" for row in rows)
    return confirmed, waiting, len(rows), [row.number for row in rows]
