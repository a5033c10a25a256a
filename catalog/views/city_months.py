"""The courses × months of a city, a grid for each year with sessions to come."""

from datetime import datetime
from operator import attrgetter

from django.db.models import Count
from django.urls import reverse

from catalog.models import Category, Session
from catalog.queries.schedule_grid import Grid, Month, grid_by, tally
from catalog.views.grid import slot

NAMED_AT_MOST = 400  # sessions; of more, each category's are counted


def years_of(listed: list[Session], sessions, *, now: datetime) -> list[tuple[Grid, list[Month]]]:
    """A grid for each year with sessions to come, and its months that are shown.

    Its rows are the courses; where there are too many sessions to name, the categories, counted.
    """
    if len(listed) > NAMED_AT_MOST:
        return [_shown(found) for found in _tallies(sessions)]
    url = reverse("catalog:session", args=["-"])
    slots = [slot(session, url=url, now=now, title=False) for session in listed]
    years = sorted({slot.month.year for slot in slots})
    return [
        _shown(grid_by(attrgetter("course"), slots, year=year, order=_as_listed)) for year in years
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


def _shown(found: Grid) -> tuple[Grid, list[Month]]:
    """With the months that are shown: from the first with a session to come to the last."""
    busy = [month.number for month in found.months if month.cells]
    return found, found.months[min(busy) - 1 : max(busy)]
