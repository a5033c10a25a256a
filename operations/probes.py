"""Addresses for machines that watch: answered before any check of host name, https or cookies.

A watcher asks the server itself, often by number and without TLS, where pages must not answer.
"""

import secrets

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils import timezone

from operations.health import report
from operations.metrics import metrics

TEXT = "text/plain; version=0.0.4; charset=utf-8"  # what Prometheus expects


class ProbesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = PROBES.get(request.path)
        if answer is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        response = answer(request)
        response["Cache-Control"] = "no-store"
        return response


def healthz(request) -> HttpResponse:
    """The server answers; nothing is said of the database. For a balancer's list of servers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request) -> HttpResponse:
    """503 with the reasons when a person should look. Enrolling may go on all the same."""
    found = report(now=timezone.now())
    return JsonResponse(found, status=200 if found["ready"] else 503)


def figures(request) -> HttpResponse:
    """For whoever shows METRICS_TOKEN; without the setting the page does not exist."""
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    shown = request.headers.get("Authorization", "")
    if not settings.METRICS_TOKEN or not secrets.compare_digest(shown.encode(), wanted.encode()):
        return HttpResponseNotFound("", content_type="text/plain")
    try:
        return HttpResponse(metrics(now=timezone.now()), content_type=TEXT)
    except (DatabaseError, InterfaceError):
        return HttpResponse("the database does not answer\n", content_type=TEXT, status=503)


PROBES = {"/healthz": healthz, "/readyz": readyz, "/metrics": figures}
