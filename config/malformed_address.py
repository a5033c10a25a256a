"""Addresses that nobody gets by following links: 400 with a sentence, never an error of ours."""

import logging
import re

from django.views.defaults import bad_request

logger = logging.getLogger(__name__)
# What a model field says of "abc" as a number, and what PostgreSQL's driver says of "%00".
UNREADABLE = re.compile(r"Field '.+' expected |A string literal cannot contain NUL")


class MalformedAddressMiddleware:
    """Innermost, so that the refusal is a page like any other."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if request.method in {"GET", "HEAD"} and is_unreadable(error):
            logger.warning("Odd address: %s: %s", request.path, error)
            return bad_request(request, error)
        return None


def is_unreadable(error: Exception) -> bool:
    """Whether a value was no number where one is due, or fits into no column."""
    if isinstance(error, OverflowError):
        return True
    return isinstance(error, ValueError) and UNREADABLE.match(str(error)) is not None
