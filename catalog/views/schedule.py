"""The city × month grid of a year: all courses, a category, or one course."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.utils import timezone

from catalog.forms import CourseFilter
from catalog.kept import kept
from catalog.models import Category, Course, Session
from catalog.models.session import SessionState
from catalog.schedule import grid


@kept
def schedule(request):
    today = timezone.localdate()
    year = year_in(request.GET.get("year", ""), default=today.year)
    chosen = CourseFilter(request.GET).chosen
    sessions = Session.objects.public().in_year(year).with_names()
    sessions = sessions.exclude(state=SessionState.CANCELLED).order_by("starts_on", "pk")
    course = None
    if slug := request.GET.get("course"):
        course = Course.objects.published().filter(slug=slug[:120]).first()
    if course:
        sessions = sessions.filter(course=course)
    elif "category" in chosen:
        sessions = sessions.filter(course__category=chosen["category"])
    shown = grid(sessions, year=year)
    first_month = today.month if year == today.year else 1 if year > today.year else 13
    context = {
        "grid": shown,
        "past": [cell for cell in shown.months if cell.month < first_month],
        "coming": [cell for cell in shown.months if cell.month >= first_month],
        "years": [today.year - 1, today.year, today.year + 1],
        "categories": Category.objects.all(),
        "chosen": chosen,
        "course": course,
        "by": "city" if request.GET.get("by") == "city" else "month",
        "links": links(request.GET),
        "today": today,
    }
    return render(request, "catalog/schedule.html", context)


def year_in(text: str, *, default: int) -> int:
    """The year a reader asked for, from 2000 to 2100; anything else is the default."""
    if text.isascii() and text.isdigit() and len(text) == 4 and 2000 <= int(text) <= 2100:
        return int(text)
    return default


def links(query) -> dict[str, str]:
    """The same page listed by month or by city."""
    kept = {name: query[name] for name in ("year", "category", "course") if query.get(name)}
    return {f"by_{by}": "?" + urlencode({**kept, "by": by}) for by in ("month", "city")}
