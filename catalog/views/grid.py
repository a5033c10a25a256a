"""The city × month grid of a year: all courses, a category, or one course."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.db.models import Count
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from catalog.forms import CourseFilter
from catalog.models import City, Course, Session
from catalog.models.course import below
from catalog.models.session_state import SessionState
from catalog.queries.catalogue import counted_categories
from catalog.queries.remembering import remembered
from catalog.queries.schedule_grid import Grid, Row, by_position, grid
from catalog.views.page_cache import cached_page
from catalog.views.slots import Slot, count_link, slots

NAMED_AT_MOST = 400  # sessions; more than that are counted for each cell
NEARLY_OVER = 10  # from this month on the next year is shown as well


@cached_page
def schedule(request):
    now = timezone.now()
    today = timezone.localdate(now)
    chosen = CourseFilter(request.GET).chosen
    course = course_in(request.GET.get("course", ""))
    asked = request.GET.get("year", "")
    year = year_in(asked, default=0) or next_year_of(course, today=today)
    shown = grid_of(year, course=course, category=chosen.get("category"), now=now)
    months = [month for month in shown.months if month.cells]
    first_month = first_open_month(shown, today=today)
    wants_past = request.GET.get("past") == "1"
    opens_at = 1 if wants_past or first_month > 12 else first_month
    context = {
        "grid": shown,
        # The table begins at this month; those that are over are one click away.
        "opens_at": opens_at,
        "rows": rows_from(opens_at, shown),
        "past": [month for month in months if month.number < first_month],
        "coming": [month for month in months if month.number >= first_month],
        "years": sorted({today.year - 1, today.year, today.year + 1, year}),
        "categories": counted_categories(),
        "chosen": chosen,
        "asked": asked,
        "course": course,
        "later": None if asked else _year_after(shown, course, chosen.get("category"), now=now),
        "by": "city" if request.GET.get("by") == "city" else "month",
        "links": links(request.GET),
        "today": today,
    }
    return render(request, "catalog/schedule.html", context)


def first_open_month(shown: Grid, *, today: date) -> int:
    """The first month that is not over; the next one where all that this month has had begun."""
    first = first_month_of(shown.year, today=today)
    if first > 12 or shown.year > today.year:
        return first
    named = shown.months[first - 1].sessions
    begun = [slot for slot in named if slot.starts_on and slot.starts_on <= today]
    return first + 1 if named and len(begun) == len(named) else first


def _year_after(shown: Grid, course, category, *, now: datetime) -> dict | None:
    """The next year below this one while little of this one is left."""
    today = timezone.localdate(now)
    if shown.year != today.year or today.month < NEARLY_OVER:
        return None
    grid = grid_of(shown.year + 1, course=course, category=category, now=now)
    coming = [month for month in grid.months if month.cells]
    return {"grid": grid, "coming": coming} if coming else None


def first_month_of(year: int, *, today: date) -> int:
    """The first month of the year that is not over; 13 where all are."""
    if year == today.year:
        return today.month
    return 1 if year > today.year else 13


def rows_from(month: int, shown: Grid) -> list[Row]:
    """The cities that have a session in this month of the year or a later one."""
    return [row for row in shown.rows if any(cell.sessions for cell in row.cells[month - 1 :])]


def year_in(text: str, *, default: int) -> int:
    """The year a reader asked for, from 2000 to 2100; anything else is the default."""
    if text.isascii() and text.isdigit() and len(text) == 4 and 2000 <= int(text) <= 2100:
        return int(text)
    return default


def next_year_of(course: Course | None, *, today: date) -> int:
    """The year of the course's next session; this year without a course or without a session."""
    if course is None:
        return today.year
    first = course.sessions.upcoming(today=today).order_by("month").first()
    return first.month.year if first else today.year


def course_in(slug: str) -> Course | None:
    """The published course of that slug, or the one that had it before."""
    if not slug or "\x00" in slug:
        return None
    published, slug = Course.objects.published(), slug[:120]
    return published.filter(slug=slug).first() or published.filter(former_slugs__slug=slug).first()


def grid_of(year: int, *, course: Course | None, category, now: datetime, source: str = "") -> Grid:
    """Links of a grid that stands in a page of others say so: ``source`` is what they say."""
    sessions = Session.objects.public().in_year(year).exclude(state=SessionState.CANCELLED)
    sessions = sessions.select_related("course", "city")
    if course:
        sessions = sessions.filter(course=course)
    elif category:
        sessions = sessions.filter(below(category, "course__category"))
    if course:
        return grid(slots(sessions, now=now, source=source), year=year, order=by_position)
    # 12 of the 21 ms of a grid of 83 sessions.
    return remembered(
        f"grid:{year}:{category and category.pk}:{source}:{get_language()}",
        lambda: grid(
            named_or_counted(sessions, category, now=now, source=source),
            year=year,
            order=by_position,
        ),
    )


def named_or_counted(sessions, category, *, now: datetime, source: str = "") -> list[Slot[City]]:
    """Each session with its link; where they are too many, their number for each cell."""
    named = list(sessions[: NAMED_AT_MOST + 1])
    if len(named) <= NAMED_AT_MOST:
        return slots(named, now=now, titled=True, source=source)
    numbers = sessions.order_by().values_list("city", "month").annotate(n=Count("pk"))
    cities, url = City.objects.in_bulk(), reverse("catalog:course_list")
    return [
        Slot(head, month, None, str(n) if source else count_link(n, month, head, category, url=url))
        for head, month, n in ((cities[pk], month, n) for pk, month, n in numbers)
    ]


def links(query) -> dict[str, str]:
    """The same page listed by month or by city."""
    asked = {name: query[name] for name in ("year", "category", "course") if query.get(name)}
    by = {f"by_{by}": "?" + urlencode({**asked, "by": by}) for by in ("month", "city")}
    return {**by, "past": "?" + urlencode({**asked, "past": "1"})}
