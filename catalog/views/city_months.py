"""The courses × months of a city, a grid for each year with sessions to come."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Count
from django.urls import reverse

from catalog.models import Category, City, Course, Session
from catalog.queries.schedule_grid import Grid, Head, Month, Order, by_position, grid
from catalog.views.slots import Slot, count_link, slot

NAMED_AT_MOST = 400  # sessions; of more, each category's are counted
Year = tuple[Grid, list[Month]]


def years_of(city: City, listed: list[Session], sessions, *, now: datetime) -> list[Year]:
    """A grid for each year with sessions to come, and its months that are shown.

    Its rows are the courses; where there are too many sessions to name, the categories, counted.
    """
    if len(listed) > NAMED_AT_MOST:
        return _years(_counted(city, sessions), order=by_position)
    url = reverse("catalog:session", args=["-"])
    slots = [slot(one, one.course, url=url, now=now, title=False) for one in listed]
    return _years(slots, order=_as_listed)


def _years(slots: list[Slot[Head]], order: Callable[[Head], Order]) -> list[Year]:
    """With the months that are shown: from the first with a session to come to the last."""
    years = []
    for year in sorted({dated.month.year for dated in slots}):
        shown = grid(slots, year=year, order=order)
        busy = [month.number for month in shown.months if month.cells]
        years.append((shown, shown.months[min(busy) - 1 : max(busy)]))
    return years


def _as_listed(course: Course) -> Order:
    return (*by_position(course.category), course.code)


def _counted(city: City, sessions) -> list[Slot[Category]]:
    """Two queries, however many sessions."""
    numbers = sessions.order_by().values_list("course__category", "month").annotate(n=Count("pk"))
    categories, url = Category.objects.in_bulk(), reverse("catalog:course_list")
    return [
        Slot(head, month, None, count_link(n, month, city, head, url=url))
        for head, month, n in ((categories[pk], month, n) for pk, month, n in numbers)
    ]
