"""Whether the site can work, and what has been left undone: for whoever watches it."""

from django.db import connection
from django.http import JsonResponse
from django.utils import timezone

from enrollment.queries.overdue import late


def readyz(request):
    """200 when the database answers; ``late`` tells what is overdue, and since when.

    A late worker is no reason to send readers elsewhere: enrolling is right without it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    overdue = {one.what: one.since.isoformat() for one in late(now=timezone.now())}
    return JsonResponse({"ready": True, "late": overdue})
