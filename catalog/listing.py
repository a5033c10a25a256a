"""Which courses and sessions a reader's filter chooses; query sets, nothing is rendered here."""

from datetime import date

from django.db.models import F, Prefetch, Q

from catalog.models import Session
from catalog.models.session import SessionState
from catalog.search import courses_matching


def upcoming_sessions(*, today: date):
    """Public sessions that are not over, soonest first, each with its city and venue."""
    return (
        Session.objects.public()
        .upcoming(today=today)
        .select_related("city", "venue")
        .order_by("month", "starts_on", "pk")
    )


def filtered_courses(chosen: dict, *, today: date):
    """Published courses, each with ``next_sessions``: those of its sessions that fit the filter."""
    courses = courses_matching(chosen.get("q", ""))
    if "category" in chosen:
        courses = courses.filter(category=chosen["category"])
    sessions = upcoming_sessions(today=today)
    if "city" in chosen:
        sessions = sessions.filter(city=chosen["city"])
    if "month" in chosen:
        sessions = sessions.filter(month=chosen["month"])
    if "city" in chosen or "month" in chosen:
        courses = courses.filter(pk__in=sessions.order_by().values("course"))
    return (
        courses.select_related("category")
        .prefetch_related(Prefetch("sessions", queryset=sessions, to_attr="next_sessions"))
        .order_by("category__position", "code")
    )


def upcoming_months(*, today: date) -> list[date]:
    """The first days of the months in which a public session is still to come."""
    months = Session.objects.public().upcoming(today=today).order_by("month")
    return list(months.values_list("month", flat=True).distinct())


def open_sessions(*, today: date):
    """Public sessions with dates that take enrollments, full ones included."""
    states = [SessionState.OPEN, SessionState.CONFIRMED]
    return Session.objects.public().filter(state__in=states, starts_on__gte=today)


def with_free_seats(sessions):
    """Those of ``sessions`` where the next party does not join a waiting list."""
    taken = F("taken") + F("held")
    free = Q(capacity__isnull=True) | Q(capacity__gt=taken - F("overbook"))
    return sessions.filter(free, waiting=0)
