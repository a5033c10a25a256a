"""The enrollment's own page: everything at a glance, and what can be done from here."""

from datetime import timedelta

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from catalog.models.session import SessionState
from enrollment import throttle, waiting
from enrollment.models.enrollment import EnrollmentState
from enrollment.people.phones import last_four
from enrollment.terms import terms_of
from enrollment.views.answers import status_of, with_retry
from enrollment.views.learning import files_of
from enrollment.views.own import own_page
from enrollment.views.own import unlock as let_in

DONE = {  # what the way back to this page says was done
    "names": gettext_lazy("学员名单已保存。"),
    "moved": gettext_lazy("已改到下面这个班次。"),
    "reduced": gettext_lazy("人数已减少。"),
}
TRIES = 5  # of 10,000 possible four digits
TRIES_WINDOW = timedelta(hours=1)


@require_safe
@own_page
def my(request, own):
    return my_page(request, own)


def my_page(request, own, *, refusal=None, wrong_digits="", status=None):
    enrollment, session = own.enrollment, own.enrollment.session
    now, today = timezone.now(), timezone.localdate()
    terms = terms_of(session)
    state = shown_state(enrollment, now=now)
    context = {
        "own": own,
        "enrollment": enrollment,
        "session": session,
        "course": session.course,
        "participants": list(enrollment.participants.all()),
        "state": state,
        "terms": terms,
        "early": enrollment.preregistered and session.state == SessionState.PLANNED,
        "ahead": waiting.position(enrollment) if state == EnrollmentState.WAITING else None,
        "may_name": enrollment.is_active and today <= terms.names_until,
        "may_change": enrollment.is_active
        and (state != EnrollmentState.CONFIRMED or today <= terms.cancel_until),
        "files": files_of(enrollment),
        "outline_changed": enrollment.outline_id not in (None, session.course.outline_id),
        "refusal": refusal,
        "done": None if refusal or wrong_digits else DONE.get(request.GET.get("done", "")),
        "wrong_digits": wrong_digits,
    }
    status = status or status_of(refusal, otherwise=409)
    return with_retry(render(request, "enrollment/my.html", context, status=status))


def shown_state(enrollment, *, now) -> str:
    """What is true now: a deadline that is over counts, though nobody has written it down yet."""
    deadline = {
        EnrollmentState.HELD: enrollment.held_until,
        EnrollmentState.OFFERED: enrollment.offered_until,
    }.get(enrollment.state)
    return EnrollmentState.EXPIRED if deadline and deadline <= now else enrollment.state


@require_POST
@own_page
def unlock(request, own):
    """Show the contact details to who knows the telephone number's last four digits."""
    now = timezone.now()
    known = last_four(own.enrollment.contact_phone)
    tried = throttle.is_over(
        "unlock", own.enrollment.token_hash, limit=TRIES, window=TRIES_WINDOW, now=now
    )
    if tried:
        sentence = _("输入错误的次数太多，请一小时后再试，或与我们联系。")
        return my_page(request, own, wrong_digits=sentence, status=429)
    if not constant_time_compare(last_four(request.POST.get("digits", "")[:40]), known):
        sentence = _("后四位不对，请核对报名时填写的手机。")
        return my_page(request, own, wrong_digits=sentence, status=422)
    response = HttpResponseRedirect(own.url(), status=303)
    let_in(response, own.enrollment, own.token)
    return response
