"""A page to be shown inside other people's sites: sessions to come, each with a way to enroll."""

from datetime import datetime

from csp.decorators import csp_replace
from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from catalog.forms import CourseFilter
from catalog.models import Session
from catalog.models.course import below
from catalog.queries.catalogue import DATED_FIRST, Filter
from catalog.views.grid import course_in, first_open_month, grid_of, rows_from
from catalog.views.page_cache import cached_page

MOST = 30  # sessions of the list
SOURCE = "embed"  # what links of such a page say they came from


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": settings.EMBED_SITES, "form-action": ["'none'"]})
def embed(request):
    """``view=grid`` or a list; ``course``, ``category``, ``city`` narrow it. It sets no cookie."""
    request.COOKIES = {}
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)  # no form here, no cookie to renew
    response = _page(request)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@cached_page
def _page(request):
    now = timezone.now()
    today, chosen = timezone.localdate(now), CourseFilter(request.GET).chosen
    course = course_in(request.GET.get("course", ""))
    context: dict[str, object] = {
        "today": today,
        "chosen": chosen,
        "course": course,
        "source": SOURCE,
    }
    lost = _names_nothing(request, chosen, course)
    if request.GET.get("view") == "grid":
        context["years"] = [] if lost else _years(course, chosen.get("category"), now)
    else:
        context["sessions"] = [] if lost else _sessions(chosen, course, today)
    return render(request, "catalog/embed.html", context)


def _names_nothing(request, chosen: Filter, course) -> bool:
    """Whether the site asks for what is not there any more: all sessions are no answer to it."""
    found = {**chosen, "course": course}
    return any(
        request.GET.get(name, "").strip() and not found.get(name)
        for name in ("course", "category", "city")
    )


def _years(course, category, now: datetime) -> list[dict]:
    """What is to come of this year and of the next; a year with nothing to come is left out."""
    today, years = timezone.localdate(now), []
    for year in (today.year, today.year + 1):
        shown = grid_of(year, course=course, category=category, now=now, source=SOURCE)
        first = first_open_month(shown, today=today)
        coming = [month for month in shown.months[first - 1 :] if month.cells]
        if coming:
            rows = rows_from(first, shown)
            years.append({"grid": shown, "rows": rows, "opens_at": first, "coming": coming})
    return years


def _sessions(chosen: Filter, course, today):
    found = Session.objects.public().upcoming(today=today).with_names()
    if course:
        found = found.filter(course=course)
    if "category" in chosen:
        found = found.filter(below(chosen["category"], "course__category"))
    if "city" in chosen:
        found = found.filter(city=chosen["city"])
    return found.order_by("month", DATED_FIRST, "pk")[:MOST]
