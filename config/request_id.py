"""One id for each request, in every log line it causes and in the answer."""

import re
import secrets
from contextvars import ContextVar

current: ContextVar[str] = ContextVar("request_id", default="")
PLAUSIBLE = re.compile(r"[0-9A-Za-z-]{16,64}")


class RequestIdMiddleware:
    """Take the id that the web server in front gave, or make one; nothing else gets into logs."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        name = given if PLAUSIBLE.fullmatch(given) else secrets.token_hex(16)
        token = current.set(name)
        try:
            response = self.get_response(request)
        finally:
            current.reset(token)
        response["X-Request-ID"] = name
        return response
