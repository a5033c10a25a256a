"""What participants say after class: by a link, without a name."""

import uuid

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.models import Session
from enrollment.actions import giving_feedback
from enrollment.domain import class_codes
from enrollment.domain.refusals import Refusal
from enrollment.forms.class_forms import FeedbackForm
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.queries.feedback_results import FEWEST, questions_of
from enrollment.views.too_fast import too_fast, with_wait

PAGE = "enrollment/feedback.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request, token):
    kind, name = class_codes.read_feedback(token) or ("", "")
    session, now = _session(kind, name), timezone.now()
    if session is None:
        raise Http404
    context: dict[str, object] = {"session": session, "fewest": FEWEST}
    try:
        giving_feedback.check_open(session, now=now)
    except Refusal as refusal:
        return render(request, PAGE, context | {"refusal": str(refusal)}, status=409)
    questions = questions_of(session.course)
    if request.method != "POST":
        form = FeedbackForm(questions=questions, initial={"key": uuid.uuid4().hex})
        return render(request, PAGE, context | {"form": form})
    form = FeedbackForm(request.POST, questions=questions)
    context["form"] = form
    if not form.is_valid():
        return render(request, PAGE, context | {"wrong": True}, status=422)
    key = form.cleaned_data["key"] or uuid.uuid4().hex
    if verdict := too_fast(request, form, "feedback", about=key):
        return with_wait(render(request, PAGE, context | {"wrong": True}, status=429), verdict)
    try:
        giving_feedback.give_feedback(
            session, form.opinion(), kind=kind, name=name, form_key=key, now=now
        )
    except Refusal as refusal:
        return render(request, PAGE, context | {"form": None, "refusal": str(refusal)}, status=409)
    return render(request, PAGE, context | {"form": None, "done": True})


def _session(kind: str, name: str) -> Session | None:
    sessions = Session.objects.select_related("course", "city")
    if kind == class_codes.CLASS:
        return sessions.filter(public_id=name).first()
    if kind == class_codes.PARTY:
        confirmed = Enrollment.objects.filter(code=name, state=EnrollmentState.CONFIRMED)
        return sessions.filter(enrollments__in=confirmed).first()
    return None
