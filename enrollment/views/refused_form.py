"""A form that was refused before its view saw it: the same page, with everything in it.

The token of a form is refused when its page is too old, another tab signed in or out, or the
browser keeps no cookie. Nothing is judged and nothing written; the page gets a fresh token.
"""

from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from catalog.views.back_office import in_the_back_office, staff_site
from enrollment.views import (
    certificate_check,
    enroll,
    inquiry_page,
    interest_page,
    lost_link,
    my,
    roster,
)
from enrollment.views.database_away import away_page, is_away

# How each page with fields is rendered from what was sent.
AS_TYPED: dict[str, Callable[..., HttpResponse]] = {
    "enrollment:certificate": certificate_check.not_accepted,
    "enrollment:certificate_of_number": certificate_check.not_accepted,
    "enrollment:enroll": enroll.not_accepted,
    "enrollment:inquiry": inquiry_page.not_accepted,
    "enrollment:interest": interest_page.not_accepted,
    "enrollment:lost": lost_link.not_accepted,
    "enrollment:my_participants": roster.not_accepted,
}
# Buttons of the own page: there is nothing typed but a number, and the page is rendered as it is.
ON_THE_OWN_PAGE = {"enrollment:my_unlock", "enrollment:my_hold", "enrollment:my_offer"}


@never_cache
def not_accepted(request, reason=""):
    """The answer to a refused token, status 403."""
    if in_the_back_office(request) and (page := staff_site().refused(request)):
        return page
    request.refused = sentence(request, reason)
    try:
        return _rendered(request)
    except (InterfaceError, OperationalError) as error:
        if not is_away(error):
            raise
        return away_page(request)


def _rendered(request):
    match = request.resolver_match
    name = match.view_name if match else ""
    if name in AS_TYPED:
        return AS_TYPED[name](request, **match.kwargs)
    if name.startswith("enrollment:my"):
        return _read_again(request, match)
    return render(request, "403_csrf.html", status=403)


def sentence(request, reason: str) -> str:
    if reason == REASON_NO_CSRF_COOKIE and settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return _(
            "浏览器没有带回 Cookie，所以没有提交。"
            "请允许本网站的 Cookie，再按一次提交；如果又回到本页，请再按一次。"
        )
    return _("页面打开太久，或刚在别的窗口里登录或退出过，所以没有提交。请再按一次提交。")


def _read_again(request, match):
    """The page as a reader gets it: the view must not act on what was refused."""
    view = my.my if match.view_name in ON_THE_OWN_PAGE else match.func
    _sent = request.POST  # read while the method says that there is something to read
    request.method = "GET"
    response = view(request, **match.kwargs)
    if isinstance(response, HttpResponseNotAllowed):
        return render(request, "403_csrf.html", status=403)
    if response.status_code == 200:
        response.status_code = 403
    return response
