"""Who would get a letter: the parties of a session, before a verb is done to it."""

from collections.abc import Iterable

from django.db.models import Count, Q

from catalog.models import Session
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState


def active_parties(sessions: Iterable[Session]) -> int:
    """How many parties of these sessions would be told of a change."""
    ids = [session.pk for session in sessions if session.next_number]
    return Enrollment.objects.filter(session__in=ids).active().count() if ids else 0


def letters(session_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """For each session its active parties, and how many of them have no e-mail."""
    rows = (
        Enrollment.objects.filter(session__in=list(session_ids))
        .active()
        .order_by()
        .values("session_id")
        .annotate(parties=Count("pk"), silent=Count("pk", filter=Q(contact_email="")))
    )
    return {row["session_id"]: (row["parties"], row["silent"]) for row in rows}


def seated_letters(session: Session) -> tuple[int, int]:
    """The parties with a confirmed seat, and how many of them have no e-mail."""
    seated = session.enrollments.filter(state=EnrollmentState.CONFIRMED)
    counts = seated.aggregate(parties=Count("pk"), silent=Count("pk", filter=Q(contact_email="")))
    return counts["parties"], counts["silent"]
