"""The secret link of a party: a new one is made, and the old one is dead at once."""

from datetime import datetime

from enrollment.domain import audit, links, outbox
from enrollment.domain.session_lock import fresh_party, lock_sessions
from enrollment.models import Enrollment
from enrollment.models.record import MessageKind


def renew_link(enrollment: Enrollment, *, now: datetime, actor: str = "visitor") -> Enrollment:
    """Give the party a new link and send it; whoever has the old one finds nothing there.

    Raise Busy.
    """
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        renewed = enrollment.links_renewed + 1
        token_hash = links.hash_of(links.token_for_code(enrollment.code, renewed))
        changes = {"links_renewed": renewed, "token_hash": token_hash}
        Enrollment.objects.filter(pk=enrollment.pk).update(**changes)
        enrollment.links_renewed, enrollment.token_hash = renewed, token_hash
        audit.record("renew link", enrollment, actor=actor, now=now)
        outbox.due(enrollment, MessageKind.LINK, now=now, version=session.version)
        return enrollment
