"""What staff see of their own account: where they are signed in, and their second factor."""

import json

import django_otp
from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from catalog.views.back_office import RESUMED, carried_in, has_form, staff_site
from enrollment.documents.typesetting import qr_code
from enrollment.domain import audit, second_factor, staff_sessions
from enrollment.views.sign_in import confirming
from enrollment.views.sign_in.signing_in import HAS_FACTOR

SALT = "enrollment.factor"
MAX_AGE = 30 * 60  # seconds in which a shown key is confirmed


BROWSERS = {
    "MicroMessenger": gettext_lazy("微信"),
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


class FactorForm(forms.Form):
    key = forms.CharField(widget=forms.HiddenInput, max_length=200)
    typed = forms.CharField(
        label=gettext_lazy("验证器上的 6 位数字"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("请输入验证器上现在显示的 6 位数字。")},
    )


def overview(request):
    """The sign-ins of the account, each to be ended; and how the second factor stands."""
    now = timezone.now()
    found = staff_sessions.sign_ins_of(request.user, now=now)
    mine = staff_sessions.name_of(request.session.session_key or "")
    if request.method == "POST":
        chosen = request.POST.get("end", "")
        others = [one for one in found if one.name != mine]
        ended = staff_sessions.end(
            others if chosen == "others" else [one for one in others if one.name == chosen]
        )
        if ended:
            actor = audit.actor_name(request.user)
            audit.record("end sign-ins", request.user, actor=actor, now=now, ended=ended)
        messages.success(request, _("已退出 %(n)d 处登录。") % {"n": ended})
        return HttpResponseRedirect(reverse("admin:account"))
    context = {
        **admin.site.each_context(request),
        "title": _("我的账号"),
        "sign_ins": [(one, browser_words(one.agent)) for one in found],
        "mine": mine,
        "has_factor": second_factor.is_set_up(request.user),
        "codes_left": second_factor.recovery_codes_left(request.user),
    }
    return TemplateResponse(request, "admin/sign_in/account.html", context)


def browser_words(agent: str) -> str:
    """Which browser on which machine, as people call them; what is unknown, as it names itself."""
    browser = next((name for sign, name in BROWSERS.items() if sign in agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in agent), "")
    return f"{browser} · {system}" if browser and system else agent[:80] or "—"


@never_cache
def factor(request):
    """Set up the second factor; open to staff who have to, before anything else is."""
    is_staff = request.user.is_active and request.user.is_staff
    if not is_staff or not (admin.site.has_permission(request) or has_none(request)):
        return HttpResponseRedirect(staff_site().sign_in_address(request.get_full_path()))
    if request.method != "POST":
        return factor_page(request, target=request.GET.get("next", ""))
    if not confirming.is_fresh(request):
        if not has_none(request):
            return confirming.ask(request)
        return HttpResponseRedirect(staff_site().sign_in_address(request.get_full_path()))
    return set_up(request)


def set_up(request):
    form = FactorForm(request.POST)
    target, carried = request.POST.get("next", ""), carried_in(request)
    key = known_key(request, request.POST.get("key", ""))
    if not key:
        return factor_page(request, target=target, carried=carried, late=True)
    made = form.is_valid() and second_factor.set_up(
        request.user, key=key, typed=form.cleaned_data["typed"]
    )
    if not made:
        if form.is_valid():
            form.add_error("typed", _("这个数字不对；请看准手机的时间，输入现在显示的 6 位数字。"))
        return factor_page(request, target=target, carried=carried, form=form, key=key)
    device, codes = made
    now = timezone.now()
    django_otp.login(request, device)
    request.session[HAS_FACTOR] = True
    mine = staff_sessions.name_of(request.session.session_key or "")
    others = staff_sessions.sign_ins_of(request.user, now=now)
    staff_sessions.end([one for one in others if one.name != mine])
    audit.record("set up factor", request.user, actor=audit.actor_name(request.user), now=now)
    return codes_page(request, codes, target=confirming.safe_target(target), carried=carried)


def codes_page(request, codes: list[str], *, target: str, carried: dict | None):
    """The recovery codes, shown once, and the way on to what was asked for or posted."""
    context = {
        **admin.site.each_context(request),
        "title": _("请保存备用码"),
        "codes": codes,
        "target": target,
        "carried": carried,
        "resumed": RESUMED if has_form(target.partition("?")[0]) else "",
    }
    return TemplateResponse(request, "admin/sign_in/codes.html", context)


def factor_page(request, *, target="", carried=None, form=None, key="", late=False):
    """The qr_code code of a fresh key; it is stored only once its code was typed."""
    key = key or second_factor.new_key()
    signed = signing.dumps([request.user.pk, key], salt=SALT)
    address = second_factor.address_of(request.user, key)
    shown = form or FactorForm(initial={"key": signed})
    context = {
        **admin.site.each_context(request),
        "title": _("设置手机验证器"),
        "form": shown,
        "late": late,
        "picture": qr_code(address).svg_data_uri(scale=5, border=4),
        "secret": second_factor.readable(key),
        "action": reverse("admin:account_factor"),
        "target": confirming.safe_target(target),
        "carried": json.dumps(carried, ensure_ascii=False) if carried else "",
    }
    status = 422 if form is not None else 200
    return TemplateResponse(request, "admin/sign_in/factor.html", context, status=status)


def known_key(request, signed: str) -> str:
    """The key that was shown to this account; "" where it was not, or too long ago."""
    try:
        owner, key = signing.loads(signed, salt=SALT, max_age=MAX_AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return key if owner == request.user.pk else ""


def has_none(request) -> bool:
    return request.user.is_authenticated and not request.session.get(HAS_FACTOR, False)


def factor_address(target: str) -> str:
    address = reverse("admin:account_factor")
    return f"{address}?{urlencode({'next': target})}" if target else address
