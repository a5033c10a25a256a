"""The enrollment's own page: what its secret link shows."""

from functools import wraps

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from enrollment import actions, links, waiting
from enrollment.forms import participant_forms, people_of
from enrollment.models.enrollment import EnrollmentState
from enrollment.views.answers import status_of


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
    status = status_of(refusal, otherwise=409)
    return render(request, "enrollment/cancel.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def my_participants(request, token, enrollment):
    named = list(enrollment.participants.all())
    refusal = None
    if request.method == "POST":
        people = participant_forms(request.POST, rows=enrollment.seats)
        if all(person.is_valid() for person in people):
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
