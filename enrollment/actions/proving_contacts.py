"""Somebody answers for a party: its seats are kept as long as the terms say."""

from datetime import datetime

from enrollment.domain import audit, contact_proof, outbox, seats
from enrollment.domain.session_lock import fresh_party, lock_sessions
from enrollment.models import Enrollment
from enrollment.models.enrollment import ContactProof


def prove_contact(enrollment: Enrollment, *, now: datetime, actor: str = "visitor") -> Enrollment:
    """Note that the mailbox or the telephone was answered; a short hold becomes a full one.

    Doing it twice changes nothing. Raise Busy.
    """
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        if enrollment.contact_proof == ContactProof.PROVEN:
            return enrollment
        noted: dict[str, list[str]] = {}
        if contact_proof.is_open(enrollment):
            enrollment.session = session
            before, until = enrollment.held_until, contact_proof.full_until(enrollment)
            enrollment.held_until = until
            noted["held_until"] = [before.isoformat() if before else "", until.isoformat()]
            seats.count(session, verb="prove contact", now=now, enrollment=enrollment, until=until)
            outbox.remind_of_hold(enrollment, now=now, version=session.version)
        enrollment.contact_proof = ContactProof.PROVEN
        Enrollment.objects.filter(pk=enrollment.pk).update(
            contact_proof=enrollment.contact_proof, held_until=enrollment.held_until
        )
        audit.record("prove contact", enrollment, actor=actor, now=now, **noted)
        return enrollment
