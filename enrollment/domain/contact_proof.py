"""Whether somebody is behind a mailbox or telephone, asked before seats are kept for days."""

import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from catalog.models.session_state import SessionState
from enrollment.domain import links, terms
from enrollment.models import Enrollment, SessionTerms
from enrollment.models.enrollment import Channel, ContactProof, EnrollmentState
from enrollment.people.party import Party

SALT = "enrollment.mailbox"


def wanted(party: Party, *, holds: bool, doubtful: bool) -> str:
    """What is asked of the party: nothing of whom we know, nor of an ordinary enrollment."""
    if not settings.UNPROVEN_HOLD_HOURS or not (holds or doubtful) or is_known(party):
        return ContactProof.NONE
    return ContactProof.TO_CONFIRM if doubtful else ContactProof.TO_KEEP


def is_known(party: Party) -> bool:
    """Whether somebody with this telephone answered before: in person, by mail, or to staff."""
    came = Q(state=EnrollmentState.CONFIRMED, session__state=SessionState.FINISHED)
    answered = came | Q(contact_proof=ContactProof.PROVEN) | Q(channel=Channel.STAFF)
    return Enrollment.objects.filter(answered, contact_phone=party.contact_phone).exists()


def short_until(until: datetime, *, now: datetime) -> datetime:
    """When a hold ends that would last until ``until``, as long as nobody has answered."""
    return min(until, now + timedelta(hours=settings.UNPROVEN_HOLD_HOURS))


def short_hours(rules: SessionTerms) -> int:
    """How long seats are held before somebody answered; 0 where that is no shorter."""
    hours = settings.UNPROVEN_HOLD_HOURS
    return hours if hours < rules.hold_days * 24 else 0


def is_open(enrollment: Enrollment) -> bool:
    """Whether the party's seats are kept for a short time until somebody answers."""
    asked = enrollment.contact_proof in (ContactProof.TO_KEEP, ContactProof.TO_CONFIRM)
    return asked and enrollment.state == EnrollmentState.HELD


def full_until(enrollment: Enrollment) -> datetime:
    """How long the seats are kept once somebody answered."""
    until = terms.held_until(enrollment.session, now=enrollment.created_at)
    return max(until, enrollment.held_until or until)


def mailbox_code(enrollment: Enrollment) -> str:
    """The last part of the link in the letter; another mailbox has another one."""
    text = f"{enrollment.code}|{enrollment.links_renewed}|{enrollment.contact_email.casefold()}"
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()[:20]


def is_mailbox_code(enrollment: Enrollment, code: str) -> bool:
    """Whether the code is the one sent to this party's mailbox."""
    return bool(enrollment.contact_email) and hmac.compare_digest(
        mailbox_code(enrollment).encode(), code.encode()
    )


def mailbox_url(enrollment: Enrollment) -> str:
    """The absolute address that only the letter has."""
    args = [links.token_for(enrollment), mailbox_code(enrollment)]
    with override(enrollment.language):
        return settings.SITE_URL + reverse("enrollment:my_mailbox", args=args)
