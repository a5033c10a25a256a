"""The sign-in form of staff: a user name, a password and the code of the second factor.

One sentence answers whatever is wrong, so that nobody learns which of the three it was. Tries are
counted by account, by source and by browser: a browser in which the account was signed in before
has tries of its own, so that others cannot keep its owner out.
"""

import secrets
from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy

from catalog.text import inbound
from catalog.views.client_address import source_of
from enrollment.domain import audit, rate_limit, second_factor
from enrollment.domain.rate_limit import Bucket

WINDOW = timedelta(hours=1)
# Wrong tries in an hour: of an account, of an address, of an account's own browser.
TRIES = {"account": 10, "source": 20, "browser": 10}
KNOWN = "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"
KNOWN_FOR = timedelta(days=90)
SALT = "enrollment.known"
HAS_FACTOR = "has_factor"  # in the session: whether the account has a second factor
WRONG = gettext_lazy("用户名、密码或验证码不对，请核对大小写后再试。")
TOO_MANY = gettext_lazy("输入错误的次数太多，请一小时后再试；急用请找主管。")


class CodeField(forms.CharField):
    def __init__(self):
        super().__init__(
            label=gettext_lazy("验证码"),
            required=False,
            max_length=40,
            help_text=gettext_lazy("手机验证器上的 6 位数字，或一个备用码；没有设置过的留空。"),
            widget=forms.TextInput(
                attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
            ),
        )


class SignInForm(AdminAuthenticationForm):
    code = CodeField()

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        if not (settings.STAFF_TOTP or second_factor.is_used()):
            del self.fields["code"]

    def clean(self):
        now, account = timezone.now(), account_named(self.cleaned_data.get("username", ""))
        tries = buckets_of(self.request, account)
        if too_many(tries, now=now, account=account):
            raise forms.ValidationError(TOO_MANY, code="too_many")
        try:
            cleaned = super().clean()
            self._check_code()
        except forms.ValidationError as wrong:
            note("sign-in refused", account, now=now)
            raise forms.ValidationError(WRONG, code="invalid_login") from wrong
        rate_limit.give_back(tries, now=now)
        return cleaned

    def _check_code(self):
        user = self.user_cache
        if user is not None and second_factor.is_set_up(user):
            device = second_factor.match(user, self.cleaned_data.get("code", ""))
            user.__dict__["otp_device"] = device  # where django_otp looks when it signs in
            if device is None:
                raise self.get_invalid_login_error()


def account_named(username: str):
    """The account of this name, or the name itself where there is none."""
    name = inbound.line(username)[:150]
    return get_user_model().objects.filter(username=name).first() or name


def buckets_of(request, account) -> list[Bucket]:
    """What a try counts in: the browser's own, where the account was signed in there before."""
    known = browser_known(request, account)
    if known:
        return [Bucket("sign-in browser", known, WINDOW)]
    who = str(account).casefold()
    source = source_of(request)
    return [Bucket("sign-in account", who, WINDOW), Bucket("sign-in source", source, WINDOW)]


def too_many(tries: list[Bucket], *, now, account) -> bool:
    """Count the try; the first one too many of the hour is written down."""
    over = False
    for bucket, counted in zip(tries, rate_limit.count(tries, now=now), strict=True):
        limit = TRIES[bucket.scope.removeprefix("sign-in ")]
        over = over or counted > limit
        if counted == limit + 1:
            kind = bucket.scope.removeprefix("sign-in ")
            note("sign-in blocked", account, now=now, limit=kind)
    return over


def note(verb: str, account, *, now, **said) -> None:
    """Write it down; a name that no account has may be a password typed too soon: it stays out."""
    is_known = hasattr(account, "pk")
    audit.record(verb, account if is_known else "user", actor="visitor", now=now, **said)


def browser_known(request, account) -> str:
    """The mark of a browser in which this account was signed in before; "" elsewhere."""
    try:
        value = signing.TimestampSigner(salt=SALT).unsign(
            request.COOKIES.get(KNOWN, ""), max_age=KNOWN_FOR
        )
    except signing.BadSignature:
        return ""
    owner, _dot, mark = value.partition(".")
    return mark if owner == str(getattr(account, "pk", "")) else ""


def remember_browser(request, response, user) -> None:
    """Give the browser its mark, for as long as ``KNOWN_FOR``."""
    mark = browser_known(request, user) or secrets.token_hex(8)
    response.set_cookie(
        KNOWN,
        signing.TimestampSigner(salt=SALT).sign(f"{user.pk}.{mark}"),
        max_age=KNOWN_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
