"""The enrollment's own page: everything at a glance, and what can be done from here."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalog.domain.outline_versions import is_same_text
from catalog.models.session_state import SessionState
from enrollment.actions import Refusal
from enrollment.domain import contact_proof, links, waiting_list
from enrollment.domain.session_lock import is_late
from enrollment.domain.shown_state import is_past, shown_state
from enrollment.domain.terms import terms_of
from enrollment.models.enrollment import EnrollmentState
from enrollment.views import phone_proof
from enrollment.views.outline_files import files_of
from enrollment.views.own import leaving_in, own_page, own_step
from enrollment.views.own import unlock as let_in
from enrollment.views.refusal_responses import status_of, with_retry

DONE = {  # what the way back to this page says was done
    "names": gettext_lazy("学员名单已保存。"),
    "moved": gettext_lazy("已改到下面这个班次。"),
    "reduced": gettext_lazy("人数已减少。"),
    "added": gettext_lazy("人数已增加；新同事的姓名可以现在填写。"),
    "contact": gettext_lazy("联系方式已更正。"),
    "mailbox": gettext_lazy("邮箱已确认，谢谢。"),
    "longer": gettext_lazy("已告诉我们的同事，延长后会写信或打电话告诉您。"),
    "asked": gettext_lazy("您的请求已在负责的同事面前；办理情况写在“我的个人信息”里。"),
    "stays": gettext_lazy("已告诉我们的同事：您留在原来的班次。"),
    "link": gettext_lazy("这是新的专用链接，旧的已经失效：请重新收藏。"),
}


@require_safe
@own_page
def my(request, own):
    return my_page(request, own)


def my_page(request, own, *, refusal=None, wrong_digits="", then="", status=None):
    enrollment, session = own.enrollment, own.enrollment.session
    now, today = timezone.now(), timezone.localdate()
    terms = terms_of(session)
    state = shown_state(enrollment, now=now)
    participants = list(enrollment.participants.all())
    context = {
        "own": own,
        "enrollment": enrollment,
        "session": session,
        "course": session.course,
        "participants": participants,
        "state": state,
        "is_over": is_past(session, today=today),
        "terms": terms,
        "full_until": proof_until(enrollment),
        "early": enrollment.preregistered and session.state == SessionState.PLANNED,
        "ahead": waiting_list.position(enrollment) if state == EnrollmentState.WAITING else None,
        "may_name": enrollment.is_active and today <= terms.names_until,
        "rest": rest_shown(enrollment),
        "question": open_question(enrollment),
        "seats_wanted": request.POST.get("seats") or enrollment.seats_counted,
        "leaving": leaving_in(request.POST),
        "may_add": enrollment.is_active
        and state != EnrollmentState.OFFERED
        and session.takes_enrollments(now=now),
        "unnamed": max(0, enrollment.seats - len(participants)),
        "may_change": enrollment.is_active and not is_late(enrollment, now=now),
        "files": files_of(enrollment),
        "outline_changed": enrollment.outline_id is not None
        and not is_same_text(enrollment.outline_id, session.course.outline_id),
        "refusal": refusal,
        "done": None if refusal or wrong_digits else DONE.get(request.GET.get("done", "")),
        "wrong_digits": wrong_digits,
        "then": then,
    }
    status = status or status_of(refusal, otherwise=409)
    return with_retry(render(request, "enrollment/my.html", context, status=status))


def open_question(enrollment):
    """Whether it was asked to go to another session and has not answered; ``find`` gave it."""
    if not enrollment.is_active or enrollment.question_id is None:
        return None
    asked = enrollment.move_questions.open(now=timezone.now())
    return asked.select_related("to__city", "to__venue").first()


def proof_until(enrollment):
    """Until when the seats are kept once somebody answered; ``None`` where nobody has to."""
    return contact_proof.full_until(enrollment) if contact_proof.is_open(enrollment) else None


def rest_shown(enrollment) -> dict | None:
    """The other part of a party that took some seats at once, and where it is found."""
    rest = links.other_part(enrollment)
    if rest is None or not rest.is_active:
        return None
    return {"enrollment": rest, "url": reverse("enrollment:my", args=[links.token_for(rest)])}


@own_step
def unlock(request, own):
    """Show the contact details to who knows the telephone number's last four digits."""
    then = "again" if request.POST.get("then") == "again" else ""
    try:
        phone_proof.demand(request, own)
    except Refusal as refusal:
        status = status_of(refusal)
        return my_page(request, own, wrong_digits=str(refusal), then=then, status=status)
    response = HttpResponseRedirect(own.url("my_again" if then else "my"), status=303)
    let_in(response, own.enrollment, own.token)
    return response
