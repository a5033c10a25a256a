"""The short address of a course for posters, letters and chats: /c/<code>?from=<where it stood>."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.domain.link_visits import count_visit
from catalog.models import Course
from catalog.search import compact
from catalog.text.sources import source_of


@never_cache
@require_safe
def short_link(request, course_code: str):
    """To the course, with where the link stood in its address; one visit is counted, no cookie."""
    course = _course_of(course_code)
    source = source_of(request.GET.get("from", ""))
    if request.method == "GET":
        count_visit(course, source, today=timezone.localdate())
    query = f"?{urlencode({'from': source})}" if source else ""
    return HttpResponseRedirect(course.get_absolute_url() + query)


def _course_of(code: str) -> Course:
    """Whatever stands between the letters and the digits of the code, and in any case."""
    courses = Course.objects.published().only("pk", "slug", "code")
    sought = compact(code)
    for course in courses.filter(code__iexact=code)[:1] or courses:
        if compact(course.code) == sought:
            return course
    raise Http404
