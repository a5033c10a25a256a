"""Who would get a letter: the parties of a session, before a verb is done to it."""

from collections.abc import Iterable

from django.db.models import Count, Q

from enrollment.models import Enrollment
from enrollment.models.enrollment import ACTIVE


def letters(
    session_ids: Iterable[int], states: tuple[str, ...] = ACTIVE
) -> dict[int, tuple[int, int]]:
    """For each session its parties in these states, and how many of them have no e-mail."""
    rows = (
        Enrollment.objects.filter(session__in=list(session_ids), state__in=states)
        .order_by()
        .values("session_id")
        .annotate(parties=Count("pk"), silent=Count("pk", filter=Q(contact_email="")))
    )
    return {row["session_id"]: (row["parties"], row["silent"]) for row in rows}
