"""What a party asks for from its own page: more seats, more time, other details, another link."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalog.domain.date_formats import yuan
from enrollment import actions
from enrollment.domain import links, waiting_list
from enrollment.forms.own_forms import AddSeatsForm, ContactDetails, LinkForm, LongerForm, MergeForm
from enrollment.models.contact import CONTACT
from enrollment.models.enrollment import MAX_PARTY, EnrollmentState
from enrollment.views import own as own_views
from enrollment.views.my import open_question
from enrollment.views.own import own_page
from enrollment.views.own_changes import back, count, refused, sent, task_page


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def add(request, own):
    refusal = None
    if request.method == "POST":
        wanted = count(request.POST.get("seats", ""))
        refusal = refused(request, actions.add_seats, own, seats_wanted=wanted)
        if refusal is None:
            return back(own, done="added")
    session, enrollment = own.enrollment.session, own.enrollment
    free = MAX_PARTY - enrollment.seats
    if enrollment.state != EnrollmentState.WAITING:
        now, left = timezone.now(), session.seats_left
        free = min(free, free if left is None else left)
        free = free if waiting_list.has_room(session, min(free, 1), now=now) else 0
    form = AddSeatsForm(sent(request), hint=_more(enrollment, enrollment.seats + free))
    return task_page(request, own, "enrollment/add.html", form=form, refusal=refusal, free=free)


def _more(enrollment, most: int) -> str:
    """How many seats it may have, and what each new one costs."""
    numbers = {"seats": enrollment.seats, "most": most}
    hint = _("现在是 %(seats)s 人，最多可以到 %(most)s 人。") % numbers
    if enrollment.unit_price is None:
        return hint
    each = _("新增的每位仍按约定的 %(each)s。") % {"each": yuan(enrollment.unit_price)}
    return f"{hint} {each}"


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def longer(request, own):
    refusal = None
    if request.method == "POST":
        refusal = refused(request, actions.ask_longer_hold, own)
        if refusal is None:
            return back(own, done="longer")
    return task_page(
        request, own, "enrollment/longer.html", form=LongerForm(sent(request)), refusal=refusal
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def merge(request, own):
    """Whether the party would go to another session, because its own has too few people."""
    refusal = None
    if request.method == "POST":
        agrees = request.POST.get("agrees") == "yes"
        refusal = refused(request, actions.answer_move, own, agrees=agrees)
        if refusal is None:
            return back(own, done="moved" if agrees else "stays")
    question = open_question(own.enrollment)
    form = MergeForm(sent(request))
    return task_page(
        request, own, "enrollment/merge.html", form=form, refusal=refusal, question=question
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def link(request, own):
    """A new link; this browser goes on with it, every other one with the old is left outside."""
    refusal = None
    if request.method == "POST":
        refusal = refused(request, actions.renew_link, own)
        if refusal is None:
            own.enrollment.refresh_from_db()
            token = links.token_for(own.enrollment)
            address = reverse("enrollment:my", args=[token])
            response = HttpResponseRedirect(f"{address}?done=link", status=303)
            own_views.unlock(response, own.enrollment, token)
            return response
    return task_page(
        request, own, "enrollment/link.html", form=LinkForm(sent(request)), refusal=refusal
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def contact(request, own):
    """The details are shown, and changed, only in a browser that knows the old number."""
    known = {name: getattr(own.enrollment, name) for name in CONTACT} if own.is_unlocked else {}
    form, refusal = ContactDetails(request.POST or None, initial=known), None
    if request.method == "POST" and form.is_valid():
        refusal = refused(request, actions.correct_contact, own, **form.details())
        if refusal is None:
            return back(own, done="contact")
    status = 422 if form.is_bound and form.errors else None
    return task_page(
        request, own, "enrollment/contact.html", refusal=refusal, form=form, status=status
    )
