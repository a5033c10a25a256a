"""What a party does with its seats from its own page: one address a verb."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalog.models import Session
from enrollment import actions, waiting
from enrollment.actions.turns import is_late
from enrollment.models.enrollment import MAX_PARTY
from enrollment.terms import terms_of
from enrollment.views.answers import status_of, with_retry
from enrollment.views.my import my_page
from enrollment.views.own import own_page

MOST_CHOICES = 20  # sessions to move to
LONGEST_ID = 19  # digits; the databases take no longer numbers


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def cancel(request, own):
    refusal = None
    if request.method == "POST":
        refusal = _refused(actions.cancel, own)
        if refusal is None:
            return _back(own)
    return _page(request, own, "enrollment/cancel.html", refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def reduce(request, own):
    refusal, typed, leaving = None, "", _leaving(request)
    if request.method == "POST":
        typed = request.POST.get("seats", "")
        refusal = _refused(actions.reduce, own, seats_wanted=_count(typed), leaving=leaving)
        if refusal is None:
            return _back(own, done="reduced")
    people = list(own.enrollment.participants.all())
    return _page(
        request,
        own,
        "enrollment/reduce.html",
        refusal=refusal,
        typed=typed,
        leaving=leaving,
        people=people,
        most=own.enrollment.seats - 1,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def move(request, own):
    refusal, chosen = None, request.POST.get("to", "")
    or_wait = "or_wait" in request.POST
    if request.method == "POST":
        to = _session(chosen)
        if to is None:
            refusal = actions.NotPossible(_("请选择一个班次。"))
        else:
            refusal = _refused(actions.move, own, to=to, or_wait=or_wait)
            if refusal is None:
                return _back(own, done="moved")
    return _page(
        request,
        own,
        "enrollment/move.html",
        refusal=refusal,
        choices=_choices(own.enrollment),
        chosen=chosen,
        or_wait=or_wait,
    )


@require_POST
@own_page
def hold(request, own):
    return _answered(request, own, _refused(actions.confirm_hold, own))


@require_POST
@own_page
def offer(request, own):
    if "decline" in request.POST:
        return _answered(request, own, _refused(actions.decline_offer, own))
    wanted = _count(request.POST["seats"]) if request.POST.get("seats") else None
    leaving = _leaving(request)
    return _answered(
        request, own, _refused(actions.accept_offer, own, seats_wanted=wanted, leaving=leaving)
    )


def _refused(verb, own, **wishes) -> actions.Refusal | None:
    try:
        verb(own.enrollment, now=timezone.now(), **wishes)
    except actions.Refusal as refusal:
        return refusal
    return None


def _back(own, *, done=""):
    """To the own page, which says what was ``done`` where its state does not."""
    return HttpResponseRedirect(own.url() + (f"?done={done}" if done else ""), status=303)


def _answered(request, own, refusal):
    if refusal is None:
        return _back(own)
    own.enrollment.refresh_from_db(fields=["state", "seats", "held_until", "offered_until"])
    return my_page(request, own, refusal=refusal)


def _page(request, own, template, *, refusal, **more):
    session = own.enrollment.session
    context = {
        "own": own,
        "enrollment": own.enrollment,
        "session": session,
        "course": session.course,
        "terms": terms_of(session),
        "refusal": refusal,
        "is_late": is_late(own.enrollment, now=timezone.now()),
        **more,
    }
    status = status_of(refusal, otherwise=409)
    return with_retry(render(request, template, context, status=status))


def _choices(enrollment) -> list[dict]:
    """The course's other sessions that take enrollments, and whether the party fits now."""
    now = timezone.now()
    others = (
        enrollment.session.course.sessions.upcoming(today=timezone.localdate(now))
        .exclude(pk=enrollment.session_id)
        .select_related("city", "venue", "terms", "course")
    )
    return [
        {"session": other, "fits": waiting.has_room(other, enrollment.seats, now=now)}
        for other in others
        if other.takes_enrollments(now=now)
    ][:MOST_CHOICES]


def _session(public_id: str) -> Session | None:
    if not public_id.isalnum():
        return None  # PostgreSQL takes no NUL, even to find nothing
    return Session.objects.public().filter(public_id=public_id[:12]).first()


def _leaving(request) -> set[int]:
    """The ids of the participants who were ticked as not coming."""
    ticked = request.POST.getlist("leaving")[:MAX_PARTY]
    return {int(value) for value in ticked if value.isdecimal() and len(value) < LONGEST_ID}


def _count(text: str) -> int:
    """The number typed, 0 where it is none: the verbs say what would be right."""
    text = text.strip()[:6]
    return int(text) if text.isdecimal() else 0
