"""Calendar files: one session to keep, or a filtered schedule to subscribe to."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.documents import ics
from catalog.documents.tabular import clean
from catalog.domain.date_formats import dates, in_one_line, venue_words, with_detail
from catalog.forms import CourseFilter
from catalog.models import Course, Session
from catalog.models.course import below, name_for
from catalog.models.session_state import SessionState
from catalog.models.translations import translated
from catalog.plan.meeting_days import stretches
from catalog.queries.availability import availability
from catalog.queries.catalogue import Filter
from catalog.search import answer
from catalog.views.grid import year_in
from catalog.views.page_cache import cached_page

PAST = timedelta(days=31)  # a subscriber keeps what was a month ago
REFRESH = timedelta(hours=6)
MOST = 2000  # sessions in one file


@require_safe
@cached_page
def session_calendar(request, public_id: str):
    """One session; without dates it takes its month, tentatively."""
    session = get_object_or_404(Session.objects.reachable().with_names(), public_id=public_id)
    return _file(
        ics.calendar(translated(session.course, "title"), [entry(session)]), f"{public_id}.ics"
    )


@require_safe
@cached_page
def schedule_calendar(request):
    """All sessions that fit ``q``, ``category``, ``city``, ``month``, ``year``, ``course``.

    A month without dates stands there as a whole, tentatively. Cancelled ones stay and say so, or
    they would only disappear from the subscriber's calendar.
    """
    today = timezone.localdate()
    chosen = CourseFilter(request.GET).chosen
    sessions = Session.objects.public().with_names()
    if year := year_in(request.GET.get("year", ""), default=0):
        sessions = sessions.in_year(year)
    else:
        undated = Q(starts_on=None, month__gte=today.replace(day=1))
        sessions = sessions.filter(undated | Q(ends_on__gte=today - PAST))
    if "q" in chosen:
        sessions = sessions.filter(course__in=answer(chosen["q"]).best)
    if "category" in chosen:
        sessions = sessions.filter(below(chosen["category"], "course__category"))
    if "city" in chosen:
        sessions = sessions.filter(city=chosen["city"])
    if "month" in chosen:
        sessions = sessions.filter(month=chosen["month"])
    if slug := request.GET.get("course"):
        sessions = sessions.filter(course__in=_courses_at(slug[:120]))
    shown = sessions.order_by("month", "starts_on", "pk")[:MOST]
    body = ics.calendar(_name(chosen), map(entry, shown), refresh=REFRESH)
    return _file(body, "schedule.ics")


def _courses_at(slug: str):
    """Those of that address, now or before: calendars are subscribed to for years."""
    if not slug.isprintable():
        return Course.objects.none()
    return Course.objects.filter(Q(slug=slug) | Q(former_slugs__slug=slug))


def _name(chosen: Filter) -> str:
    named = [name_for(one) for one in (chosen.get("category"), chosen.get("city")) if one]
    sought = [_("“%(q)s”") % {"q": chosen["q"]}] if "q" in chosen else []
    return " · ".join([_("开课日程"), *named, *sought])


def entry(session: Session) -> ics.Entry:
    """``session`` brings its names."""
    url = settings.SITE_URL + session.get_absolute_url()
    city, course = name_for(session.city), translated(session.course, "title")
    title = clean(with_detail(course, city))
    open_dates, is_off = session.starts_on is None, session.state == SessionState.CANCELLED
    seats = availability(session, now=timezone.now()).words
    return ics.Entry(
        uid=f"session-{session.public_id}@{urlsplit(settings.SITE_URL).hostname}",
        summary=_("%(title)s，日期待定") % {"title": title} if open_dates else title,
        starts_on=session.starts_on or session.month,
        ends_on=session.last_day,
        location=in_one_line(city, venue_words(session.venue)),
        description=clean("\n".join(filter(None, [dates(session), seats, session.note, url]))),
        url=url,
        state=SessionState.PLANNED if open_dates and not is_off else session.state,
        created_at=session.created_at,
        updated_at=session.updated_at,
        starts_at=session.starts_at if session.starts_on else None,
        ends_at=session.ends_at if session.starts_on else None,
        runs=tuple(stretches(session.days)) if session.is_series else (),
    )


def _file(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response
