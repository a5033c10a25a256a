"""What the database cannot do just now is nobody's error: 503, when to try again, nothing lost."""

import logging

from django.db import DatabaseError, InterfaceError, OperationalError

from catalog.views.back_office import again_page, carried_by, in_the_back_office
from enrollment.domain.seats import is_passing
from enrollment.views.database_away import away_page, is_away, is_damaged
from enrollment.views.refusal_responses import with_retry

logger = logging.getLogger(__name__)


class BusyMiddleware:
    """For every view that does not say so itself: a full disk, a lock not given, no database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if isinstance(error, DatabaseError) and (page := back_office_page(request, error)):
            return with_retry(page)
        if isinstance(error, DatabaseError) and is_damaged(error):
            logger.critical("The database file is damaged, restore the last backup: %s", error)
            return away_page(request)
        passes = isinstance(error, OperationalError) and is_passing(error)
        if passes or (isinstance(error, (OperationalError, InterfaceError)) and is_away(error)):
            return away_page(request)
        return None


def back_office_page(request, error):
    """The page that holds what staff posted while the database did not answer."""
    if request.method != "POST" or not in_the_back_office(request):
        return None
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    carried = carried_by(request)
    return again_page(request, carried, request.get_full_path(), status=503) if carried else None
