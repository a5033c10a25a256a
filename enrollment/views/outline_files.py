"""The files of the outline, for who is enrolled."""

from django.http import Http404
from django.views.decorators.http import require_safe

from catalog.domain.attachments import placed
from catalog.models import Attachment
from catalog.views.attached_files import download
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.views.own import own_page


def files_of(enrollment: Enrollment) -> list:
    """The course's files for this party: those for the enrolled only while it has its seats."""
    course = enrollment.session.course
    return placed(course, course.outline, enrolled=is_enrolled(enrollment))


def is_enrolled(enrollment: Enrollment) -> bool:
    return enrollment.state == EnrollmentState.CONFIRMED


@require_safe
@own_page
def file(request, own, public_id):
    course = own.enrollment.session.course
    found = Attachment.objects.filter(course=course, public_id=public_id).first()
    if found is None or (found.for_enrolled and not is_enrolled(own.enrollment)):
        raise Http404
    return download(found)
