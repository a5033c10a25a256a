"""No database: a form that was sent goes out again with everything in it, asking nothing of it."""

import sqlite3

from django.db import InterfaceError
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from enrollment.forms.contact_form import as_typed
from enrollment.forms.enrollment_form import (
    FEWEST_ROWS,
    EnrollmentForm,
    ParticipantRows,
    typed_rows,
)
from enrollment.views.refusal_responses import with_retry

# No code at all is a connection that was refused or broke; 08 and 57P are its classes.
AWAY_ON_POSTGRESQL = ("08", "57P")
AWAY_ON_SQLITE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}
DAMAGED_ON_SQLITE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
UNSAID = {"csrfmiddlewaretoken", "key", "known", "enter", "read_before"}
MOST_FIELDS = 400


def is_away(error: Exception) -> bool:
    """Whether the database could not be reached, or nothing can be written to it at all."""
    if isinstance(error, InterfaceError):
        return True
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in AWAY_ON_SQLITE
    code = getattr(cause, "pgcode", "?")
    return code is None or code.startswith(AWAY_ON_POSTGRESQL)


def is_damaged(error: Exception) -> bool:
    """Whether SQLite could not make sense of its own file: nothing read from it can be trusted."""
    code = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF in DAMAGED_ON_SQLITE


def away_page(request):
    """Status 503. The form keeps its key: what was committed before is not written twice."""
    match = request.resolver_match
    name = match.view_name if match else ""
    if request.method != "POST" or not name.startswith("enrollment:"):
        return with_retry(render(request, "503.html", status=503))
    if name == "enrollment:enroll":
        context = _enroll_form(request)
    else:
        context = {"fields": _fields(request), "said": _texts(request)}
    response = with_retry(render(request, "away.html", context, status=503))
    add_never_cache_headers(response)
    return response


def _enroll_form(request) -> dict:
    rows = typed_rows(request.POST)
    count = range(max(FEWEST_ROWS, len(rows)))
    form = EnrollmentForm(session=None, initial=as_typed(EnrollmentForm, request.POST))
    return {
        "form": form,
        "people": ParticipantRows(rows=count, people=rows),
        "choice": request.POST.get("choice", ""),
        "is_twin": bool(request.POST.get("another")),
    }


def _fields(request) -> list[tuple[str, str]]:
    pairs = [(name, text) for name, texts in request.POST.lists() for text in texts]
    return [(name, text) for name, text in pairs if name != "csrfmiddlewaretoken"][:MOST_FIELDS]


def _texts(request) -> list[str]:
    return [text for name, text in _fields(request) if name not in UNSAID and len(text) > 1]
