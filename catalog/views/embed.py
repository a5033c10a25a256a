"""A page to be shown inside other people's sites: sessions to come, each with a way to enroll."""

import re
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from csp.decorators import csp_replace
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from catalog.forms import CourseFilter
from catalog.models import Session
from catalog.models.course import below
from catalog.queries.catalogue import DATED_FIRST, Filter
from catalog.views.grid import course_in, first_open_month, grid_of, rows_from
from catalog.views.page_cache import cached_page
from catalog.views.style import schemes

MOST = 30  # sessions of the list
SOURCE = "embed"  # what links of such a page say they came from
THEMES = ("light", "dark")  # else it follows the reader's device
TOKEN = re.compile(r"--([\w-]{1,40}): ([^;\n]{1,200});")
NOTHING = ["'none'"]
POLICY = {
    **dict.fromkeys(("connect-src", "font-src", "manifest-src", "form-action"), NOTHING),
    "frame-ancestors": settings.EMBED_SITES,
}


@require_safe
@xframe_options_exempt
@csp_replace(POLICY)
def embed(request):
    """``view=grid`` or a list; ``course``, ``category``, ``city`` narrow it, ``theme`` is light or
    dark. It sets no cookie, and its script tells the page around it how high it is."""
    request.COOKIES = {}
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)  # no form here, no cookie to renew
    response = _page(request)
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
@cached_page
def theme_sheet(request, name: str):
    """The colours of one scheme, whatever the reader's device prefers."""
    return HttpResponse(_theme(name), content_type="text/css")


def _theme(name: str) -> str:
    declared, both = dict(TOKEN.findall(schemes()[name])), schemes()["dark"]
    chosen = [f"--{token}: {declared[token]};" for token, _dark in TOKEN.findall(both)]
    # Outside the layers, so it wins over what the sheet of the site says; paper stays white.
    return f"@media screen {{ :root {{ color-scheme: {name}; {' '.join(chosen)} }} }}\n"


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
        "theme": theme if (theme := request.GET.get("theme")) in THEMES else "",
    }
    lost = _names_nothing(request, chosen, course)
    if request.GET.get("view") == "grid":
        context["years"] = [] if lost else _years(course, chosen, now)
    else:
        found = [] if lost else list(_sessions(chosen, course, today)[: MOST + 1])
        context["sessions"] = found[:MOST]
        context["more"] = _page_of_all(chosen, course) if found[MOST:] else ""
    return render(request, "catalog/embed.html", context)


def _page_of_all(chosen: Filter, course) -> str:
    """The address of the site's own page that has more of the same."""
    query = {}
    if "category" in chosen and not course:
        query["category"] = chosen["category"].slug
    if "city" in chosen and not course:
        query["city"] = chosen["city"].slug
    query["from"] = SOURCE
    page = course.get_absolute_url() if course else reverse("catalog:course_list")
    return f"{page}?{urlencode(query)}"


def _names_nothing(request, chosen: Filter, course) -> bool:
    """Whether the site asks for what is not there any more: all sessions are no answer to it."""
    found = {**chosen, "course": course}
    return any(
        request.GET.get(name, "").strip() and not found.get(name)
        for name in ("course", "category", "city")
    )


def _years(course, chosen: Filter, now: datetime) -> list[dict]:
    """What is to come of each year that has something; the plan may reach beyond the next one."""
    today, category, city = timezone.localdate(now), chosen.get("category"), chosen.get("city")
    planned = _sessions(chosen, course, today).order_by().dates("month", "year")
    years = []
    for year in (first.year for first in planned):
        shown = grid_of(year, course=course, category=category, now=now, source=SOURCE)
        if city:
            shown = replace(shown, rows=tuple(row for row in shown.rows if row.head == city))
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
    return found.order_by("month", DATED_FIRST, "pk")
