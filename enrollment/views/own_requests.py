"""What a party asks for from its own page: more seats, more time, other details, another link."""

from django import forms
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from enrollment import actions
from enrollment.domain import links, waiting_list
from enrollment.forms.fields import MailField, NameField, PhoneField, PlainField
from enrollment.models.enrollment import MAX_PARTY, EnrollmentState
from enrollment.views import own as own_views
from enrollment.views.my import open_question
from enrollment.views.own import own_page
from enrollment.views.own_changes import back, count, refused, task_page


class ContactDetails(forms.Form):
    contact_name = NameField(
        label=gettext_lazy("联系人姓名"),
        max_length=64,
        error_messages={"required": gettext_lazy("请填写联系人姓名。")},
    )
    contact_phone = PhoneField(
        label=gettext_lazy("手机"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": gettext_lazy("请填写手机号，例如 139 0000 0000。")},
        help_text=gettext_lazy("以后凭这个号码的后四位查看和修改。"),
    )
    contact_email = MailField(
        label=gettext_lazy("邮箱（选填）"),
        required=False,
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "maxlength": None}),
        error_messages={"invalid": gettext_lazy("邮箱写得不完整，例如 name@example.com。")},
    )
    company = PlainField(label=gettext_lazy("单位（选填）"), max_length=120, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def add(request, own):
    refusal, typed = None, ""
    if request.method == "POST":
        typed = request.POST.get("seats", "")
        refusal = refused(request, actions.add_seats, own, seats_wanted=count(typed))
        if refusal is None:
            return back(own, done="added")
    session, enrollment = own.enrollment.session, own.enrollment
    free = MAX_PARTY - enrollment.seats
    if enrollment.state != EnrollmentState.WAITING:
        now, left = timezone.now(), session.seats_left
        free = min(free, free if left is None else left)
        free = free if waiting_list.has_room(session, min(free, 1), now=now) else 0
    most = enrollment.seats + free
    return task_page(
        request, own, "enrollment/add.html", refusal=refusal, typed=typed, free=free, most=most
    )


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def longer(request, own):
    refusal = None
    if request.method == "POST":
        refusal = refused(request, actions.ask_longer_hold, own)
        if refusal is None:
            return back(own, done="longer")
    return task_page(request, own, "enrollment/longer.html", refusal=refusal)


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
    return task_page(request, own, "enrollment/merge.html", refusal=refusal, question=question)


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
    return task_page(request, own, "enrollment/link.html", refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def contact(request, own):
    """The details are shown, and changed, only in a browser that knows the old number."""
    names = list(ContactDetails.base_fields)
    known = {name: getattr(own.enrollment, name) for name in names} if own.is_unlocked else {}
    form, refusal = ContactDetails(request.POST or None, initial=known), None
    if request.method == "POST" and form.is_valid():
        refusal = refused(request, actions.correct_contact, own, **form.cleaned_data)
        if refusal is None:
            return back(own, done="contact")
    status = 422 if form.is_bound and form.errors else None
    return task_page(
        request, own, "enrollment/contact.html", refusal=refusal, form=form, status=status
    )
