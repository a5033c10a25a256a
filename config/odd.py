"""Addresses that nobody gets by following links: 400 with a sentence, never an error of ours."""

import logging
import re

from django.core.exceptions import BadRequest
from django.views.defaults import bad_request

logger = logging.getLogger(__name__)
UNREADABLE = re.compile(r"Field '.+' expected ")  # what a model field says of "abc" as a number


class OddAddressMiddleware:
    """Innermost, so that the refusal is a page like any other."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        # It fits into no text column of PostgreSQL and into no file name.
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("a NUL in the address")
        return self.get_response(request)

    def process_exception(self, request, error):
        if request.method in {"GET", "HEAD"} and request.GET and is_unreadable(error):
            logger.warning("Odd address: %s: %s", request.path, error)
            return bad_request(request, error)
        return None


def is_unreadable(error: Exception) -> bool:
    """Whether a value was no number where one is due, or a number that no column holds."""
    if isinstance(error, OverflowError):
        return True
    return isinstance(error, ValueError) and UNREADABLE.match(str(error)) is not None
