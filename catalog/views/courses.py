"""The list of courses and the page of one."""

from django.core.paginator import Paginator
from django.http import HttpResponseGone
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from catalog.forms import CourseFilter
from catalog.listing import filtered_courses, upcoming_months, upcoming_sessions
from catalog.models import Category, City, Course, Office
from catalog.models.course import CourseStatus
from catalog.presentation import counts, nested

PER_PAGE = 12


def course_list(request):
    today = timezone.localdate()
    chosen = CourseFilter(request.GET).chosen
    found = filtered_courses(chosen, today=today)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "categories": Category.objects.all(),
        "cities": City.objects.all(),
        "months": upcoming_months(today=today),
        "today": today,
        "query": query.urlencode(),
    }
    return render(request, "catalog/course_list.html", context)


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
    today = timezone.localdate()
    context = {
        "course": found,
        "nodes": nested(items),
        "counts": counts(items),
        "sessions": upcoming_sessions(today=today).filter(course=found),
        "testimonials": found.testimonials.approved(),
        "offices": Office.objects.all(),
        "today": today,
    }
    return render(request, "catalog/course.html", context)
