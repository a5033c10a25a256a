"""Sessions near the reader: a page for each city, and all cities with what runs there."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from catalog.models import City, Session
from catalog.models.translations import language_shown, translated
from catalog.queries.catalogue import DATED_FIRST, counted_cities, offices
from catalog.queries.sale_terms import maps_of
from catalog.views.city_months import NAMED_AT_MOST, years_of
from catalog.views.page_cache import cached_page

MOST = 60  # sessions in the list of a city; the course list has them all


@cached_page
def cities(request):
    return render(request, "catalog/cities.html", {"cities": counted_cities(now=timezone.now())})


@cached_page
def city(request, slug: str):
    """Four queries: the city, its sessions, its venues, the other cities (a minute old)."""
    found = get_object_or_404(City, slug=slug)
    now = timezone.now()
    today = timezone.localdate(now)
    sessions = Session.objects.public().upcoming(today=today).filter(city=found)
    ordered = sessions.with_names().order_by("month", DATED_FIRST, "pk")
    listed = list(ordered[: NAMED_AT_MOST + 1])
    context = {
        "city": found,
        "sessions": listed[:MOST],
        "has_more": len(listed) > MOST,
        "years": years_of(found, listed, sessions, now=now),
        "venues": [_place(venue) for venue in found.venues.all()],
        "cities": counted_cities(now=now),
        "offices": offices(),
        "today": today,
    }
    return render(request, "catalog/city.html", context)


def _place(venue) -> dict:
    return {
        "name": translated(venue, "name"),
        "address": translated(venue, "address"),
        "lang": language_shown(venue, "name"),
        "address_lang": language_shown(venue, "address"),
        "station": translated(venue, "station"),
        "station_lang": language_shown(venue, "station"),
        "maps": maps_of(venue),
    }
