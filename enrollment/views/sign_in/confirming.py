"""The password once more, before something that a colleague at an open screen should not do.

``asks_again`` is for any view of the back office; what was posted is kept and comes back after it.
"""

import json
from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.views.back_office import again_page, carried_by, carried_in
from enrollment.domain import rate_limit, second_factor, staff_sessions
from enrollment.views.sign_in import signing_in


class ConfirmForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("密码"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": gettext_lazy("请输入密码。")},
    )
    code = signing_in.CodeField()

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.has_factor = second_factor.is_set_up(request.user)
        if not self.has_factor:
            del self.fields["code"]

    def clean(self):
        super().clean()
        data, user, now = self.cleaned_data, self.request.user, timezone.now()
        if self.errors:
            return data
        tries = signing_in.buckets_of(self.request, user)
        if signing_in.too_many(tries, now=now, account=user):
            raise forms.ValidationError(signing_in.TOO_MANY, code="too_many")
        right = user.check_password(data["password"])
        if right and self.has_factor:
            right = second_factor.match(user, data.get("code", "")) is not None
        if not right:
            signing_in.note("sign-in refused", user, now=now)
            raise forms.ValidationError(_("密码或验证码不对。"), code="wrong")
        rate_limit.give_back(tries, now=now)
        return data


def is_fresh(request) -> bool:
    return staff_sessions.was_confirmed(request.session, now=timezone.now())


def asks_again(view: Callable) -> Callable:
    """Let a post pass only if the password was given a moment ago; else ask for it first."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method == "POST" and not is_fresh(request):
            return ask(request)
        return view(request, *args, **kwargs)

    return guarded


def ask(request):
    """The page that asks, with what was posted in it."""
    carried, target = carried_by(request), request.get_full_path()
    return _page(request, ConfirmForm(request=request), carried, target, status=403)


def confirm(request):
    """The password was given; what was posted before comes back."""
    target = safe_target(request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        return _page(request, ConfirmForm(request=request), None, target)
    form, carried = ConfirmForm(request.POST, request=request), carried_in(request)
    if not form.is_valid():
        status = 429 if form.has_error("__all__", "too_many") else 403
        return _page(request, form, carried, target, status=status)
    request.session[staff_sessions.CONFIRMED] = timezone.now().timestamp()
    return again_page(request, carried, target) if carried else HttpResponseRedirect(target)


def safe_target(target: str) -> str:
    """An address of the back office itself, whatever was asked for."""
    index = reverse("admin:index")
    own = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if own and target.startswith(index) else index


def _page(request, form, carried: dict | None, target: str, *, status: int = 200):
    context = {
        **admin.site.each_context(request),
        "title": _("请再输入一次密码"),
        "form": form,
        "target": target,
        "carried": json.dumps(carried, ensure_ascii=False) if carried else "",
    }
    return TemplateResponse(request, "admin/sign_in/confirm.html", context, status=status)
