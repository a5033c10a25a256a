"""The site as it is in production, with two addresses more: a view that does nothing, and one
that does the two statements of a bare enrollment (bench.enroll makes their tables)."""

from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import get_resolver, path

from config.wsgi import application

__all__ = ["application"]


def empty(request):
    return HttpResponse("empty")


@transaction.atomic
def bare(request, pk: int):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE bare_session SET taken = taken + 1 WHERE id = %s", [pk])
        cursor.execute(
            "INSERT INTO bare_enrollment (session_id, contact) VALUES (%s, %s)", [pk, "someone"]
        )
    return HttpResponse("done", status=303)


get_resolver().url_patterns[:0] = [path("empty/", empty), path("bare/<int:pk>/", bare)]
