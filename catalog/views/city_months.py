"""The courses × months of a city, a grid for each year with sessions to come."""

from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from catalog.models import Category, Session
from catalog.queries.schedule_grid import Grid, grid, tally
from catalog.views.grid import first_month_of, slot

NAMED_AT_MOST = 400  # sessions; of more, each category's are counted


def years_of(listed: list[Session], sessions, *, now: datetime) -> list[tuple[Grid, int]]:
    """A grid for each year with sessions to come, and the month at which it begins.

    Its rows are the courses; where there are too many sessions to name, the categories, counted.
    """
    if len(listed) > NAMED_AT_MOST:
        return [_opened(found, now) for found in _tallies(sessions)]
    url = reverse("catalog:session", args=["-"])
    slots = [slot(session, url=url, now=now, title=False) for session in listed]
    years = sorted({slot.month.year for slot in slots})
    return [
        _opened(grid(slots, year=year, head=lambda slot: slot.course, order=_as_listed), now)
        for year in years
    ]


def _as_listed(course) -> tuple:
    return (course.category.position, course.category.slug, course.code)


def _tallies(sessions) -> list[Grid]:
    """Two queries, however many sessions."""
    numbers = sessions.order_by().values_list("course__category", "month").annotate(n=Count("pk"))
    categories = Category.objects.in_bulk()
    years: dict[int, list] = {}
    for category, month, n in numbers:
        years.setdefault(month.year, []).append((categories[category], month.month, n))
    return [tally(counts, year=year) for year, counts in sorted(years.items())]


def _opened(found: Grid, now: datetime) -> tuple[Grid, int]:
    """What began before this month and is not over yet stands in the month it began."""
    begins = first_month_of(found.year, today=timezone.localdate(now))
    return found, min([begins, *(month.number for month in found.months if month.cells)])
