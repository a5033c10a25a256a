"""Who gets a letter of what is about to be done to a session, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.models import Session
from enrollment.models.enrollment import ACTIVE, EnrollmentState
from enrollment.queries.recipients import letters

UNSETTLED = tuple(state for state in ACTIVE if state != EnrollmentState.CONFIRMED)


def letter_words(parties: int, silent: int) -> str:
    """写信给 3 方；1 方没有邮箱，要打电话."""
    reached = parties - silent
    text = ngettext("写信给 %(n)d 方", "写信给 %(n)d 方", reached) % {"n": reached}
    return text + silent_words(silent)


def silent_words(silent: int) -> str:
    """；1 方没有邮箱，要打电话: to stand behind what is said of the others; empty without any."""
    return _("；") + _("%(silent)d 方没有邮箱，要打电话") % {"silent": silent} if silent else ""


def letters_to_parties(session: Session, states: tuple[str, ...] = ACTIVE) -> str:
    """The same of the session's parties in these states."""
    return letter_words(*letters([session.pk], states).get(session.pk, (0, 0)))


def letters_to_seated(session: Session) -> str:
    return letters_to_parties(session, (EnrollmentState.CONFIRMED,))


def letters_to_unsettled(session: Session) -> str:
    return letters_to_parties(session, UNSETTLED)
