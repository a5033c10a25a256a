"""The page of one session: when, where, how much, and whether seats are left."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from catalog.models import Session
from catalog.models.course import CourseStatus
from catalog.queries.catalogue import offices, sessions_of, teachers_of
from catalog.views.page_cache import cached_page

OTHERS = 6


@cached_page
def session(request, public_id):
    found = get_object_or_404(Session.objects.reachable().with_names(), public_id=public_id)
    today = timezone.localdate()
    if found.course.status == CourseStatus.ARCHIVED:
        context = {"session": found, "is_over": found.is_over(today=today)}
        return render(request, "catalog/session_archived.html", context)
    others = sessions_of([found.course], today=today).exclude(pk=found.pk)
    context = {
        "session": found,
        "is_over": found.is_over(today=today),
        "takes_preregistrations": found.takes_preregistrations(today=today),
        "teachers": teachers_of(found),
        "course": found.course,
        "others": others[:OTHERS],
        "offices": offices(),
    }
    return render(request, "catalog/session.html", context)
