"""What a party knows and agrees to before it is enrolled: nothing that surprises it is written."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models import Session
from enrollment.domain import same_contact, waiting_list
from enrollment.domain.form_snapshot import FormSnapshot, sentences
from enrollment.domain.refusals import EnrolledAlready, FactsMoved, PartyTooLarge, SessionFull
from enrollment.domain.session_lock import check_takes_enrollments
from enrollment.models.enrollment import MAX_PARTY
from enrollment.people.party import Party


@dataclass(frozen=True, slots=True)
class Consent:
    """What the party knows and agrees to; the default agrees to everything, as staff do.

    ``shown``: what its form showed, ``None`` where nothing is compared. ``waits``: with all, where
    its seats are not free. ``takes``: so many seats at least now, the rest waits; then ``waits`` is
    not read. ``another``: though the same contact has enrolled here before. ``notice``: the version
    of the privacy notice that was ticked.
    """

    shown: FormSnapshot | None = None
    waits: bool = True
    takes: int | None = None
    another: bool = True
    notice: str = ""


EVERYTHING = Consent()


CLOSED = gettext_lazy("这个班次已停止报名。您填写的内容还在，可以改报下面的班次。")


def check_consent(
    session: Session, party: Party, consent: Consent, *, actor: str, now: datetime
) -> None:
    """Raise a refusal where the party would be surprised.

    ``session`` is locked, with the answer to ``same_contact.question``.
    """
    early = session.takes_preregistrations(today=timezone.localdate(now))
    if not early:
        check_takes_enrollments(session, actor=actor, now=now, refusal=str(CLOSED))
    if consent.shown and (moved := sentences(consent.shown, session, now=now)):
        raise FactsMoved(_("%(moved)s，请再确认。") % {"moved": _("；").join(moved)})
    check_size(session, party.seats)
    may_be_twice = not consent.another and session.answer
    if may_be_twice and (earlier := same_contact.earlier_enrollments(session, party)):
        raise EnrolledAlready(same_contact.sentence(earlier, party), earlier)
    if not (early or waiting_list.has_room(session, party.seats, now=now)):
        _check_full(session, consent, now=now)


def _check_full(session: Session, consent: Consent, *, now: datetime) -> None:
    if consent.takes is None:
        agreed = consent.waits
    else:
        agreed = 1 <= consent.takes <= seats_free(session, now=now)
    if not agreed:
        raise SessionFull(_("空位不够全部人坐，请选一种办法。"))


def seats_free(session: Session, *, now: datetime) -> int:
    """How many seats a newcomer could have at once, up to a whole party's; 0 where others wait."""
    left = MAX_PARTY if session.seats_left is None else min(session.seats_left, MAX_PARTY)
    return left if left and waiting_list.has_room(session, left, now=now) else 0


def check_size(session: Session, party_seats: int) -> None:
    """Raises PartyTooLarge when the whole session could not take the party."""
    if waiting_list.never_fits(session, party_seats):
        raise PartyTooLarge(
            _("这个班次一共 %(capacity)d 个名额，容不下 %(seats)d 人。")
            % {"capacity": session.capacity, "seats": party_seats}
        )


def parts_of(
    session: Session, party: Party, consent: Consent, *, actor: str, now: datetime
) -> tuple[Party, Party | None]:
    """Who is seated now and who waits, where the party agreed to come in two parts.

    Raises as ``check_consent``.
    """
    check_consent(session, party, consent, actor=actor, now=now)
    if consent.takes is None or session.takes_preregistrations(today=timezone.localdate(now)):
        return party, None
    if waiting_list.has_room(session, party.seats, now=now):
        return party, None
    return party.split(min(seats_free(session, now=now), party.seats - 1))
