"""What was said of a class, of a course, of the courses of an instructor."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.admin.posted_values import row_number
from catalog.models import Course, Instructor
from enrollment.admin.classes.page import class_page, shown
from enrollment.documents.typesetting import qr_code
from enrollment.domain.class_codes import feedback_url
from enrollment.models import Feedback, FeedbackAnswer
from enrollment.queries import feedback_results


@require_safe
@class_page("view_feedback")
def of_a_class(request, session):
    """With the code for the screen: whoever scans it may answer, as many as there are seats."""
    link = feedback_url(session)
    return shown(
        request,
        session,
        "opinions",
        _("课后评价：%(session)s") % {"session": session},
        said=feedback_results.summary(feedback_results.of_session(session)),
        answered=Feedback.objects.filter(session=session).count(),
        fewest=feedback_results.FEWEST,
        link=link,
        code=qr_code(link).svg_data_uri(scale=5, border=4),
    )


@require_safe
def overview(request):
    """Of one course or one instructor; without either, which there are."""
    if not request.user.has_perm("enrollment.view_feedback"):
        raise PermissionDenied
    course = _chosen(request, "course", Course)
    instructor = _chosen(request, "instructor", Instructor)
    answers = None
    if course is not None:
        answers = feedback_results.of_course(course)
    elif instructor is not None:
        answers = feedback_results.of_instructor(instructor)
    context = {
        **admin.site.each_context(request),
        "title": _("课后评价：%(what)s") % {"what": course or instructor or _("全部")},
        "said": feedback_results.summary(answers) if answers is not None else None,
        "answered": feedback_results.how_many(answers) if answers is not None else 0,
        "answered_anywhere": FeedbackAnswer.objects.exists(),
        "fewest": feedback_results.FEWEST,
        "courses": feedback_results.rated_courses(),
        "instructors": feedback_results.rated_instructors(),
    }
    return TemplateResponse(request, "admin/class/overview.html", context)


def _chosen(request, name: str, model):
    asked = request.GET.get(name, "")
    if not asked:
        return None
    found = model.objects.filter(pk=row_number(asked)).first()
    if found is None:
        raise Http404
    return found
