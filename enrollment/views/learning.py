"""What the enrolled learn with: the files of the outline, and what changed in it since they came."""

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.attachments import download, placed
from catalog.models import Attachment
from catalog.outline.diff import changes
from catalog.outlines import tree_of
from enrollment.models import Enrollment
from enrollment.views.own import own_page


def files_of(enrollment: Enrollment) -> list:
    """The course's files for this party: those for the enrolled only while it has its seats."""
    course = enrollment.session.course
    return placed(course, course.outline, enrolled=is_enrolled(enrollment))


def is_enrolled(enrollment: Enrollment) -> bool:
    return enrollment.state == "confirmed"


def outline_changed(enrollment: Enrollment) -> bool:
    """Whether the course now shows another version than the one the party was sold."""
    sold, shown = enrollment.outline_id, enrollment.session.course.outline_id
    return bool(sold and shown and sold != shown)


@require_safe
@own_page
def outline_changes(request, own):
    enrollment = own.enrollment
    if not outline_changed(enrollment):
        return HttpResponseRedirect(own.url(), status=303)
    course = enrollment.session.course
    context = {
        "own": own,
        "enrollment": enrollment,
        "session": enrollment.session,
        "sold": enrollment.outline,
        "compared": changes(tree_of(enrollment.outline).items, tree_of(course.outline).items),
    }
    return render(request, "enrollment/outline_changes.html", context)


@require_safe
@own_page
def file(request, own, public_id):
    course = own.enrollment.session.course
    found = Attachment.objects.filter(course=course, public_id=public_id).first()
    if found is None or (found.for_enrolled and not is_enrolled(own.enrollment)):
        raise Http404
    return download(found)
