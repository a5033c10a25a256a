"""What a party does with its seats from its own page: one address a verb."""

from decimal import Decimal, InvalidOperation

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.models import Session
from enrollment import actions
from enrollment.actions.moving import UNSEEN
from enrollment.domain import waiting_list
from enrollment.domain.session_lock import is_late
from enrollment.domain.terms import terms_of
from enrollment.forms.own_forms import CancelForm, MoveForm, ReduceForm
from enrollment.models.enrollment import EnrollmentState
from enrollment.queries.refund_words import refund_words
from enrollment.views import phone_proof
from enrollment.views.my import my_page
from enrollment.views.own import leaving_in, own_page, own_step, unlock
from enrollment.views.refusal_responses import status_of, with_retry

MOST_CHOICES = 20  # sessions to move to


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def cancel(request, own):
    refusal = None
    if request.method == "POST":
        refusal = refused(request, actions.cancel, own)
        if refusal is None:
            return back(own)
    form = CancelForm(sent(request))
    return task_page(request, own, "enrollment/cancel.html", form=form, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def reduce(request, own):
    refusal, leaving = None, leaving_in(request.POST)
    if request.method == "POST":
        asked_for = {"seats_wanted": count(request.POST.get("seats", "")), "leaving": leaving}
        refusal = refused(request, actions.reduce, own, **asked_for)
        if refusal is None:
            return back(own, done="reduced")
    return task_page(
        request,
        own,
        "enrollment/reduce.html",
        form=ReduceForm(sent(request), hint=_fewer(own.enrollment)),
        refusal=refusal,
        leaving=leaving,
        people=list(own.enrollment.participants.all()),
        most=own.enrollment.seats - 1,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def move(request, own):
    refusal: actions.Refusal | None = None
    chosen = request.POST.get("to", "")
    or_wait = "or_wait" in request.POST
    if request.method == "POST":
        to = _session(chosen)
        if to is None:
            refusal = actions.NotPossible(_("请选择一个班次。"))
        else:
            price = actions.Price(shown=_price_shown(request, to))
            refusal = refused(request, actions.move, own, to=to, or_wait=or_wait, price=price)
            if refusal is None:
                return back(own, done="moved")
    return task_page(
        request,
        own,
        "enrollment/move.html",
        form=MoveForm(sent(request)),
        refusal=refusal,
        choices=_choices(own.enrollment),
        chosen=chosen,
    )


@own_step
def hold(request, own):
    refusal = refused(request, actions.confirm_hold, own, proven=False)
    return _answered(request, own, refusal, proven=False)


@own_step
def offer(request, own):
    if "decline" in request.POST:
        return _answered(request, own, refused(request, actions.decline_offer, own))
    wanted = count(request.POST["seats"]) if request.POST.get("seats") else None
    leaving = leaving_in(request.POST)
    # Who has the link may take what is offered; only who knows the number gives seats up.
    fewer = wanted is not None and wanted < own.enrollment.seats_counted
    gives_up = fewer or bool(leaving)
    arguments = {"seats_wanted": wanted, "leaving": leaving, "proven": gives_up}
    refusal = refused(request, actions.accept_offer, own, **arguments)
    return _answered(request, own, refusal, proven=gives_up)


def refused(request, verb, own, *, proven=True, **arguments) -> actions.Refusal | None:
    """Do the verb; return why it was not done. ``proven``: only for who knows the four digits."""
    try:
        if proven:
            phone_proof.demand(request, own)
        verb(own.enrollment, now=timezone.now(), **arguments)
    except actions.Refusal as refusal:
        return refusal
    return None


def back(own, *, done="", proven=True):
    """To the own page, which says what was ``done`` where its state does not.

    A browser that has ``proven`` to know the digits is not asked for them again for an hour.
    """
    response = HttpResponseRedirect(own.url() + (f"?done={done}" if done else ""), status=303)
    if proven:
        unlock(response, own.enrollment, own.token)
    return response


def _answered(request, own, refusal, *, proven=True):
    if refusal is None:
        return back(own, proven=proven)
    own.enrollment.refresh_from_db(fields=["state", "seats", "held_until", "offered_until"])
    if refusal.about_digits:
        status = status_of(refusal)
        return my_page(request, own, wrong_digits=str(refusal), status=status)
    return my_page(request, own, refusal=refusal)


def sent(request):
    """What a form is bound to: what was sent, also where its token was refused."""
    return request.POST if request.method == "POST" or request.POST else None


def task_page(request, own, template, *, refusal, form=None, status=None, **more):
    if refusal and form:
        form.refuse(refusal)
    session = own.enrollment.session
    context = {
        "own": own,
        "enrollment": own.enrollment,
        "session": session,
        "course": session.course,
        "terms": terms_of(session),
        "refund": refund_words(own.enrollment),
        "form": form,
        "refusal": refusal,
        "is_locked": not own.is_unlocked,
        "is_late": is_late(own.enrollment, now=timezone.now()),
        **more,
    }
    status = status or status_of(refusal, otherwise=409)
    return with_retry(render(request, template, context, status=status))


def _fewer(enrollment) -> str:
    """How many seats it may keep, and what becomes of the others."""
    seats, most = enrollment.seats, enrollment.seats - 1
    if most == 1:
        hint = _("现在是 %(seats)s 人，可以减到 1 人。") % {"seats": seats}
    else:
        hint = _("现在是 %(seats)s 人，可以减到 1 至 %(most)s 人。") % {
            "seats": seats,
            "most": most,
        }
    if enrollment.state == EnrollmentState.WAITING:
        return hint
    freed = _("空出的座位立即让给候补的人。")
    return f"{hint} {freed}"


def _choices(enrollment) -> list[dict]:
    """The course's other sessions that take enrollments, and whether the party fits now."""
    now = timezone.now()
    others = (
        enrollment.session.course.sessions.upcoming(today=timezone.localdate(now))
        .exclude(pk=enrollment.session_id)
        .select_related("city", "venue", "terms", "course")
    )
    return [
        {
            "session": other,
            "fits": waiting_list.has_room(other, enrollment.seats, now=now),
            **_priced(enrollment, other),
        }
        for other in others
        if other.takes_enrollments(now=now)
    ][:MOST_CHOICES]


def _priced(enrollment, other: Session) -> dict:
    """What the party would pay there, and how much more or less than now."""
    new, old = other.unit_price, enrollment.unit_price
    known = new is not None and old is not None
    return {
        "total": None if new is None else new * enrollment.seats,
        "difference": (new - old) * enrollment.seats if known else None,
        "less": (old - new) * enrollment.seats if known else None,
        "price_changes": new != old,
        "shown": "" if new is None else str(new),
    }


def _price_shown(request, to: Session):
    """The price that stood beside the session when it was chosen; any where the page had none."""
    shown = request.POST.get(f"price-{to.public_id}")
    if shown is None:
        return UNSEEN
    try:
        return Decimal(shown[:20]) if shown else None
    except InvalidOperation:
        return UNSEEN


def _session(public_id: str) -> Session | None:
    if not public_id.isalnum():
        return None  # PostgreSQL takes no NUL, even to find nothing
    return Session.objects.public().filter(public_id=public_id[:12]).first()


def count(text: str) -> int:
    """The number typed, 0 where it is none: the verbs say what would be right."""
    text = text.strip()[:6]
    return int(text) if text.isdecimal() else 0
