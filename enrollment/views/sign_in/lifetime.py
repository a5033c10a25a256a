"""How long a sign-in lasts: three hours unused, twelve at most; noted when it begins."""

from contextlib import suppress

from django.contrib.auth import logout
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone

from catalog.views.back_office import in_the_back_office
from catalog.views.client_address import source_of
from enrollment.domain import second_factor, staff_sessions
from enrollment.views.sign_in.signing_in import HAS_FACTOR


class LifetimeMiddleware:
    """Ends a sign-in of the back office that is too old; prolongs one that is used."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if in_the_back_office(request) and request.user.is_authenticated:
            if staff_sessions.is_over(request.session, now=timezone.now()):
                logout(request)
            else:
                prolong(request.session)
        return self.get_response(request)


def prolong(session) -> None:
    """Once in a while: a page that is read should write next to nothing."""
    seconds, key = int(staff_sessions.EVERY.total_seconds()), session.session_key
    if staff_sessions.is_new(session, now=timezone.now()):
        return
    if key and cache.add(f"prolonged.{staff_sessions.name_of(key)}", True, seconds):
        with suppress(OperationalError):  # a disk that is full must not keep anybody from reading
            staff_sessions.prolong(key, now=timezone.now())


def begin(sender, request, user, **kwargs) -> None:
    """Somebody signed in: the session knows since when, and whether a second factor is due."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    staff_sessions.begin(
        request.session, source=source_of(request), agent=agent, now=timezone.now()
    )
    request.session[HAS_FACTOR] = second_factor.is_set_up(user)
