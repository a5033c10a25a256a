"""The enrollment form and the enrollment's own page."""

from functools import wraps

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from catalog.models import Session
from enrollment import actions, links, waiting
from enrollment.forms import (
    EnrollmentForm,
    participant_forms,
    people_of,
    rows_in,
)
from enrollment.models.enrollment import EnrollmentState

STATUS = {
    actions.Busy: 503,
    actions.KeyReused: 409,
    actions.SessionClosed: 409,
}
RETRY_SECONDS = 5


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enroll(request, public_id):
    session = get_object_or_404(Session.objects.public().with_names(), public_id=public_id)
    if request.method != "POST":
        closed = not session.takes_enrollments(today=timezone.localdate())
        form = EnrollmentForm(session=session)
        return _form_page(request, session, form, participant_forms(rows=3), closed=closed)
    form = EnrollmentForm(request.POST, session=session)
    valid = form.is_valid()
    rows = rows_in(request.POST, seats=form.cleaned_data.get("seats"))
    people = participant_forms(request.POST, rows=rows)
    named = all([person.is_valid() for person in people])
    if "add_rows" in request.POST or not (valid and named):
        if "add_rows" in request.POST:
            people = participant_forms(request.POST, rows=rows + 5)
        status = 200 if "add_rows" in request.POST else 422
        return _form_page(request, session, form, people, status=status)
    try:
        receipt = actions.enroll(
            session,
            party=form.party(people_of(people)),
            key=form.cleaned_data["key"],
            now=timezone.now(),
            language=get_language() or "zh-hans",
        )
    except actions.Refusal as refusal:
        field = "seats" if isinstance(refusal, SEATS_REFUSALS) else None
        form.add_error(field, str(refusal))
        status = STATUS.get(type(refusal), 422)
        closed = isinstance(refusal, actions.SessionClosed)
        return _form_page(request, session, form, people, status=status, closed=closed)
    return HttpResponseRedirect(reverse("enrollment:my", args=[receipt.token]), status=303)


SEATS_REFUSALS = (actions.PartyTooLarge, actions.PartySizeInvalid, actions.TooManyPeople)


def _form_page(request, session, form, people, *, status=200, closed=False):
    if form.is_bound and "key" in form.errors:
        # The old key is of no use; the form goes out again with a fresh one and what was typed.
        form.data = form.data.copy()
        form.data["key"] = form.fields["key"].initial
    today = timezone.localdate()
    others = []
    if closed:
        others = [
            other
            for other in session.course.sessions.upcoming(today=today).select_related("city")
            if other.takes_enrollments(today=today) and other.pk != session.pk
        ]
    context = {
        "session": session,
        "course": session.course,
        "form": form,
        "people": people,
        "closed": closed,
        "others": others,
        "today": today,
        "wrong": form.is_bound and (form.errors or any(person.errors for person in people)),
    }
    response = render(request, "enrollment/enroll.html", context, status=status)
    if status == 503:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def own_page(view):
    """Find the enrollment behind the link; nothing of the page is kept by anybody."""

    @never_cache
    @wraps(view)
    def found(request, token):
        enrollment = links.find(token)
        if enrollment is None:
            raise Http404
        response = view(request, token, enrollment)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response

    return found


@require_safe
@own_page
def my(request, token, enrollment):
    context = {
        "enrollment": enrollment,
        "session": enrollment.session,
        "course": enrollment.session.course,
        "participants": enrollment.participants.all(),
        "token": token,
        "ahead": waiting.position(enrollment)
        if enrollment.state == EnrollmentState.WAITING
        else None,
    }
    return render(request, "enrollment/my.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def my_cancel(request, token, enrollment):
    refusal = None
    if request.method == "POST":
        try:
            actions.cancel(enrollment, now=timezone.now())
        except actions.Refusal as refused:
            refusal = refused
        else:
            return HttpResponseRedirect(reverse("enrollment:my", args=[token]), status=303)
    context = {"enrollment": enrollment, "token": token, "refusal": refusal}
    status = STATUS.get(type(refusal), 409) if refusal else 200
    return render(request, "enrollment/cancel.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def my_participants(request, token, enrollment):
    named = list(enrollment.participants.all())
    refusal = None
    if request.method == "POST":
        people = participant_forms(request.POST, rows=enrollment.seats)
        if all([person.is_valid() for person in people]):
            try:
                actions.name_participants(enrollment, people=people_of(people), now=timezone.now())
            except actions.Refusal as refused:
                refusal = refused
            else:
                return HttpResponseRedirect(reverse("enrollment:my", args=[token]), status=303)
    else:
        people = participant_forms(rows=enrollment.seats, people=named)
    context = {"enrollment": enrollment, "token": token, "people": people, "refusal": refusal}
    status = 422 if request.method == "POST" else 200
    return render(request, "enrollment/participants.html", context, status=status)
