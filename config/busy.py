"""What the database cannot write just now is nobody's error: 503, and when to try again."""

from django.db import DatabaseError, InterfaceError, OperationalError
from django.shortcuts import render

from catalog.back_office import again_page, carried_by, in_the_back_office
from enrollment.seats import is_passing
from enrollment.views.answers import with_retry


class BusyMiddleware:
    """For every view that does not say so itself: a full disk, a lock that was not given in time.

    The forms of parties keep what was typed on their own page (enrollment.views.answers).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if isinstance(error, DatabaseError) and (page := kept_in_the_back_office(request, error)):
            return with_retry(page)
        if isinstance(error, OperationalError) and is_passing(error):
            return with_retry(render(request, "503.html", status=503))
        return None


def kept_in_the_back_office(request, error):
    """The page that holds what staff posted while the database did not answer."""
    if request.method != "POST" or not in_the_back_office(request):
        return None
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    carried = carried_by(request)
    return again_page(request, carried, request.get_full_path(), status=503) if carried else None
