"""The home page and the pages about the site itself."""

from django.shortcuts import render
from django.utils import timezone

from catalog.models import Testimonial
from catalog.models.course import CourseStatus
from catalog.queries.catalogue import (
    counted_categories,
    counted_cities,
    figures,
    open_sessions,
    soonest,
)
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
        "sessions": soonest(open_sessions(now=now).with_free_seats(), limit=ON_THE_BOARD),
        "testimonials": in_my_language_first(remembered("voices", voices))[:VOICES],
        "clients": clients(),
        "today": timezone.localdate(now),
    }
    return render(request, "catalog/home.html", context)


def voices() -> list[Testimonial]:
    """The newest of published courses, each with its course."""
    approved = Testimonial.objects.approved().filter(course__status=CourseStatus.PUBLISHED)
    return list(approved.select_related("course").order_by("-created_at", "pk")[:LOOKED_AT])


@cached_page
def accessibility(request):
    return render(request, "catalog/accessibility.html")
