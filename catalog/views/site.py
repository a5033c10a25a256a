"""The home page and the pages about the site itself."""

from django.shortcuts import render
from django.utils import timezone

from catalog.models import Session, Testimonial
from catalog.models.course import CourseStatus
from catalog.queries.catalogue import (
    counted_categories,
    counted_cities,
    figures,
    open_sessions,
)
from catalog.queries.course_pictures import past_classes
from catalog.queries.remembering import remembered
from catalog.queries.sale_terms import clients, in_my_language_first
from catalog.views.page_cache import cached_page

ON_THE_BOARD = 6
VOICES = 3
LOOKED_AT = 30  # of the newest voices, for some in the language of the page


@cached_page
def home(request):
    now = timezone.now()
    context = {
        "categories": counted_categories(),
        "cities": counted_cities(now=now),
        "figures": figures(now=now),
        "sessions": _soonest(now),
        "testimonials": in_my_language_first(remembered("voices", voices))[:VOICES],
        "clients": clients(),
        "past": past_classes(today=timezone.localdate(now)),
    }
    return render(request, "catalog/home.html", context)


def _soonest(now) -> list[Session]:
    """The next with seats, with what a row of the board names."""
    free = open_sessions(now=now).with_free_seats().select_related("course", "city")
    return list(free.order_by("starts_on", "pk")[:ON_THE_BOARD])


def voices() -> list[Testimonial]:
    """The newest of published courses, each with its course."""
    approved = Testimonial.objects.approved().filter(course__status=CourseStatus.PUBLISHED)
    return list(approved.select_related("course").order_by("-created_at", "pk")[:LOOKED_AT])


@cached_page
def accessibility(request):
    return render(request, "catalog/accessibility.html")
