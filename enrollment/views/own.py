"""Who stands behind a secret link, and whether this browser also knows the telephone number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_http_methods

from enrollment.domain import links
from enrollment.models import Enrollment
from enrollment.models.enrollment import MAX_PARTY

UNLOCK_SALT = "enrollment.own"
UNLOCKED_FOR = timedelta(hours=1)
LONGEST_ID = 19  # digits; the databases take no longer numbers
COOKIE = "__Secure-own" if settings.SESSION_COOKIE_SECURE else "own"


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """``is_unlocked``: the last four digits were given here within the hour."""

    enrollment: Enrollment
    token: str
    is_unlocked: bool

    def url(self, name: str = "my") -> str:
        return reverse(f"enrollment:{name}", args=[self.token])


def own_page(view: Callable) -> Callable:
    """Find the enrollment behind the link; nothing of the page is kept by anybody."""

    @wraps(view)
    def found(request, token, **more):
        enrollment = links.find(token)
        if enrollment is None:
            raise Http404
        own = LinkHolder(enrollment, token, is_unlocked(request, enrollment))
        response = view(request, own, **more)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex"
        return response

    return found


def own_step(view: Callable) -> Callable:
    """An own page that only takes a form; a reload or the other language leads back to ``my``."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @own_page
    @wraps(view)
    def answered(request, own):
        return view(request, own) if request.method == "POST" else HttpResponseRedirect(own.url())

    return answered


def is_unlocked(request, enrollment: Enrollment) -> bool:
    signer = signing.TimestampSigner(salt=UNLOCK_SALT)
    for code, _name in settings.LANGUAGES:
        value = request.COOKIES.get(f"{COOKIE}-{code}", "")
        try:
            if signer.unsign(value, max_age=UNLOCKED_FOR) == enrollment.token_hash:
                return True
        except signing.BadSignature:
            continue
    return False


def unlock(response, enrollment: Enrollment, token: str) -> None:
    """A short-lived cookie on the own page's path alone, in each language's path."""
    value = signing.TimestampSigner(salt=UNLOCK_SALT).sign(enrollment.token_hash)
    for code, _name in settings.LANGUAGES:
        with override(code):
            path = reverse("enrollment:my", args=[token])
        response.set_cookie(
            f"{COOKIE}-{code}",
            value,
            max_age=UNLOCKED_FOR,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def leaving_in(data, field: str = "leaving") -> set[int]:
    """The ids of the participants who were ticked, by default as not coming."""
    ticked = data.getlist(field)[:MAX_PARTY]
    return {int(value) for value in ticked if value.isdecimal() and len(value) < LONGEST_ID}
