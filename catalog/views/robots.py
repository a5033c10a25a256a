"""Pages that machines read."""

from django.conf import settings
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from catalog.domain.former_slugs import alternates
from catalog.models import Category, Course
from catalog.models.course import CourseStatus
from catalog.queries.catalogue import counted_cities, teaching
from catalog.views.page_cache import cached_page

PAGES = (
    *(f"catalog:{name}" for name in ("home", "course_list", "schedule", "cities", "instructors")),
    *("catalog:buying", "enrollment:privacy", "catalog:accessibility"),
)
VIEWS = ("sort", "price", "days", "seats", "show")  # parameters that only show a page otherwise


def robots(request):
    """Pages of one person, and views of a list that exist as a page of their own already."""
    lines = ["User-agent: *"]
    for below in ("", "/en"):
        lines += [f"Disallow: {below}{path}" for path in ("/admin/", "/my/", "/search/", "/style/")]
        lines.append(f"Disallow: {below}/sessions/*/enroll/")
        lines += [f"Disallow: {below}/courses/*{name}=" for name in ("q", *VIEWS)]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('catalog:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@cached_page
def sitemap(request):
    """Every page worth finding, in both languages; the time of the last change where it is known.

    A course changes with its facts, its outline and its sessions, not with every seat taken.
    """
    now = timezone.now()
    courses = Course.objects.published().annotate(touched=Max("sessions__updated_at"))
    rows = courses.order_by("pk").values_list("slug", "updated_at", "touched")
    names = Category.objects.filter(courses__status=CourseStatus.PUBLISHED).distinct()
    pages = [(reverse(name), None) for name in PAGES]
    pages += [(category.get_absolute_url(), None) for category in names]
    pages += [(reverse("catalog:city", args=[one.slug]), None) for one in counted_cities(now=now)]
    pages += [(one.get_absolute_url(), None) for one in teaching()]
    pages += [
        (reverse("catalog:course", args=[slug]), max(filter(None, (updated, touched))))
        for slug, updated, touched in rows
    ]
    entries = [(alternates(path), time) for path, time in pages]
    context = {"entries": entries}
    return render(request, "catalog/sitemap.xml", context, content_type="application/xml")
