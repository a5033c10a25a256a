"""What the database cannot do just now is nobody's error: 503, when to try again, nothing lost."""

from django.db import InterfaceError, OperationalError

from enrollment.seats import is_passing
from enrollment.views.away import away_page, is_away


class BusyMiddleware:
    """For every view that does not say so itself: a full disk, a lock not given, no database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        passes = isinstance(error, OperationalError) and is_passing(error)
        if passes or (isinstance(error, (OperationalError, InterfaceError)) and is_away(error)):
            return away_page(request)
        return None
