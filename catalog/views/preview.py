"""A course's page with an outline that is not public yet, behind a signed link."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from catalog.domain import preview_links
from catalog.models import Course
from catalog.queries.catalogue import sessions_of
from catalog.queries.course_page import course_context
from catalog.views.course_pages import rendered_outline


@never_cache
def preview(request, slug, signed):
    outline = preview_links.outline_of(slug, signed)
    if outline is None:
        raise Http404
    course = Course.objects.select_related("category").get(pk=outline.course_id)
    course.outline = outline
    beside = course_context(course, with_items=True)
    today = timezone.localdate()
    context = {
        **beside,
        "course": course,
        "version": outline,
        "outline": rendered_outline(course, beside["items"], "").html,
        "sessions": list(sessions_of([course], today=today).select_related("venue")),
    }
    answer = render(request, "catalog/preview.html", context)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
