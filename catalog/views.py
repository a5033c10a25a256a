"""The public pages; each reads, none writes, none sets a cookie."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Prefetch
from django.http import HttpResponse, HttpResponseGone, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from catalog.forms import CourseFilter
from catalog.models import Category, City, Course, Office, Session
from catalog.models.course import CourseStatus
from catalog.presentation import counts, nested
from catalog.schedule import grid
from catalog.search import courses_matching, search

PER_PAGE = 12


def upcoming_sessions():
    return (
        Session.objects.upcoming(today=timezone.localdate())
        .select_related("city", "venue")
        .order_by("month", "starts_on", "pk")
    )


def home(request):
    sessions = upcoming_sessions().public().with_names().filter(starts_on__isnull=False)
    context = {
        "categories": Category.objects.all(),
        "sessions": sessions[:6],
        "offices": Office.objects.all(),
        "today": timezone.localdate(),
    }
    return render(request, "catalog/home.html", context)


def course_list(request):
    form = CourseFilter(request.GET)
    chosen = form.chosen
    page = Paginator(filtered_courses(chosen), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "chosen": chosen,
        "categories": Category.objects.all(),
        "cities": City.objects.all(),
        "months": upcoming_months(),
        "today": timezone.localdate(),
        "query": query.urlencode(),
    }
    return render(request, "catalog/course_list.html", context)


def filtered_courses(chosen: dict):
    courses = courses_matching(chosen.get("q", ""))
    if "category" in chosen:
        courses = courses.filter(category=chosen["category"])
    sessions = Session.objects.upcoming(today=timezone.localdate())
    if "city" in chosen:
        sessions = sessions.filter(city=chosen["city"])
    if "month" in chosen:
        sessions = sessions.filter(month=chosen["month"])
    if "city" in chosen or "month" in chosen:
        courses = courses.filter(pk__in=sessions.values("course"))
    upcoming = Prefetch("sessions", queryset=upcoming_sessions(), to_attr="next_sessions")
    return (
        courses.select_related("category")
        .prefetch_related(upcoming)
        .order_by("category__position", "code")
    )


def upcoming_months() -> list:
    months = Session.objects.upcoming(today=timezone.localdate()).public()
    return list(months.order_by("month").values_list("month", flat=True).distinct())


def course(request, slug):
    found = get_object_or_404(
        Course.objects.select_related("category", "outline").prefetch_related(
            "details", "instructors"
        ),
        slug=slug,
    )
    if found.status == CourseStatus.ARCHIVED:
        return HttpResponseGone(render(request, "catalog/gone.html", {"course": found}).content)
    if found.status != CourseStatus.PUBLISHED:
        return render(request, "404.html", status=404)
    items = list(found.outline.items.order_by("position")) if found.outline else []
    context = {
        "course": found,
        "nodes": nested(items),
        "counts": counts(items),
        "sessions": upcoming_sessions().filter(course=found),
        "testimonials": found.testimonials.approved(),
        "offices": Office.objects.all(),
        "today": timezone.localdate(),
    }
    return render(request, "catalog/course.html", context)


def session(request, public_id):
    found = get_object_or_404(Session.objects.public().with_names(), public_id=public_id)
    context = {"session": found, "course": found.course, "today": timezone.localdate()}
    return render(request, "catalog/session.html", context)


def schedule(request):
    form = CourseFilter(request.GET)
    chosen = form.chosen
    this_year = timezone.localdate().year
    year = request.GET.get("year", "")
    year = (
        int(year) if year.isascii() and year.isdigit() and 2000 <= int(year) <= 2100 else this_year
    )
    sessions = Session.objects.public().in_year(year).with_names().exclude(state="cancelled")
    if "category" in chosen:
        sessions = sessions.filter(course__category=chosen["category"])
    if slug := request.GET.get("course"):
        sessions = sessions.filter(course__slug=slug[:120])
    context = {
        "grid": grid(sessions, year=year),
        "years": [this_year - 1, this_year, this_year + 1],
        "categories": Category.objects.all(),
        "chosen": chosen,
        "today": timezone.localdate(),
    }
    return render(request, "catalog/schedule.html", context)


def search_page(request):
    query = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    context = {"q": query, "found": search(query), "offices": Office.objects.all()}
    return render(request, "catalog/search.html", context)


def privacy(request):
    return render(request, "catalog/privacy.html")


def accessibility(request):
    return render(request, "catalog/accessibility.html")


def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


def readyz(request):
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ready": True})


def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /my/", "Disallow: /en/my/"]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('catalog:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def sitemap(request):
    courses = Course.objects.published().only("slug", "updated_at")
    context = {"courses": courses, "site": settings.SITE_URL}
    return render(request, "catalog/sitemap.xml", context, content_type="application/xml")
