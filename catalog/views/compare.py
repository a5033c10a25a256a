"""Two courses side by side."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from catalog.models import Course, OutlineItem
from catalog.queries.catalogue import sessions_of
from catalog.queries.outline_parts import counts, modules
from catalog.views.page_cache import kept


@kept
def compare(request):
    """Three queries: the courses, their sessions, their outlines."""
    slugs = [request.GET.get(name, "").replace("\x00", "") for name in ("a", "b")]
    courses = Course.objects.published().filter(slug__in=slugs).select_related("category")
    found = {course.slug: course for course in courses}
    if len(found) != 2:
        raise Http404
    pair = [found[slug] for slug in slugs]
    today = timezone.localdate()
    sessions = list(sessions_of(pair, today=today))
    items = OutlineItem.objects.filter(outline__in=[course.outline_id for course in pair])
    for course in pair:
        of_course = [item for item in items if item.outline_id == course.outline_id]
        course.next_sessions = [session for session in sessions if session.course_id == course.pk]
        course.counts = counts(of_course)
        course.modules = modules(of_course)
    return render(request, "catalog/compare.html", {"courses": pair, "today": today})
