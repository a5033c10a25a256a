"""A lost link: asked for by phone and code or e-mail; the answer never says what was found."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalog.views.client_address import source_of
from enrollment.domain import outbox, rate_limit
from enrollment.forms.contact import as_typed
from enrollment.forms.fields import LineField, PhoneField
from enrollment.models import Enrollment
from enrollment.models.record import MessageKind

HOUR = timedelta(hours=1)
TRIES_OF_ADDRESS = 30  # companies and mobile carriers share addresses
TRIES_OF_PHONE = 5
MOST_LINKS = 5  # sent at once, the latest first


class LostForm(forms.Form):
    phone = PhoneField(
        label=_("报名时填写的手机"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("请填写报名时的手机号，例如 139 0000 0000。")},
    )
    proof = LineField(
        label=_("报名编号，或报名时填写的邮箱"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "email", "autocapitalize": "off"}),
        error_messages={"required": _("请填写 8 位报名编号，或报名时的邮箱。")},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request):
    form = LostForm(request.POST or None)
    asked = request.method == "POST" and form.is_valid()
    is_over = asked and _tried_too_often(request, form.cleaned_data["phone"])
    if asked and not is_over:
        _send_links(form.cleaned_data["phone"], form.cleaned_data["proof"])
    context = {
        "form": form,
        "asked": asked and not is_over,
        "is_over": is_over,
        "wrong": form.is_bound and not form.is_valid(),
    }
    status = 429 if is_over else 422 if context["wrong"] else 200
    response = render(request, "enrollment/lost.html", context, status=status)
    if is_over:
        response["Retry-After"] = str(int(HOUR.total_seconds()))
    return response


def not_accepted(request):
    """The page for a form whose token was refused."""
    form = LostForm(initial=as_typed(LostForm, request.POST))
    return render(request, "enrollment/lost.html", {"form": form}, status=403)


def _tried_too_often(request, phone: str) -> bool:
    now = timezone.now()
    address = source_of(request)
    by_address = rate_limit.is_over(
        "lost address", address, limit=TRIES_OF_ADDRESS, window=HOUR, now=now
    )
    by_phone = rate_limit.is_over("lost phone", phone, limit=TRIES_OF_PHONE, window=HOUR, now=now)
    return by_address or by_phone


def _send_links(phone: str, proof: str) -> None:
    """A message is due for each enrollment found, once an hour; finding none costs the same."""
    now = timezone.now()
    found = Enrollment.objects.filter(
        Q(code=proof.upper().replace(" ", "")) | Q(contact_email__iexact=proof),
        contact_phone=phone,
        moved_to=None,
    ).order_by("-created_at")[:MOST_LINKS]
    hour = int(now.timestamp() // HOUR.total_seconds())
    if not outbox.due_for(list(found), MessageKind.LINK, now=now, version=hour):
        rate_limit.write_nothing(now=now)
