"""The cards of the course list: what tells seats is read for every page, the rest kept a while."""

from datetime import datetime
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.translation import get_language

from catalog.models import Course, Session
from catalog.queries.cached_courses import CachedCourses
from catalog.queries.catalogue import Filter, sessions_shown


class Card(NamedTuple):
    head: str  # HTML: category, title, summary, price of all its sessions
    sessions: list[Session]


def cards(ids: list[int], chosen: Filter, *, courses: CachedCourses, now: datetime) -> list[Card]:
    """One for each of these courses, in this order; two queries, or one while the heads hold."""
    sessions = sessions_shown(ids, chosen, now=now)
    heads = _heads(ids, courses)
    return [Card(heads[pk], sessions.get(pk, [])) for pk in ids if pk in heads]


def _heads(ids: list[int], courses: CachedCourses) -> dict[int, str]:
    """Rendered once in a language for as long as the rows hold."""
    rendered = courses.heads.setdefault(get_language(), {})
    missing = [pk for pk in ids if pk not in rendered]
    if missing:
        rows = Course.objects.published().select_related("category").filter(pk__in=missing)
        for course in rows.order_by():
            rendered[course.pk] = render_to_string(
                "components/card_head.html", {"course": course, "price": courses.prices[course.pk]}
            )
    return rendered
