"""The parties of one session: who is in, in order; who waits, and what has to happen first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalog.models import Session
from enrollment.domain import waiting_list
from enrollment.domain.terms import terms_of
from enrollment.models import Enrollment
from enrollment.models.enrollment import ACTIVE, SEATED_OR_OFFERED, EnrollmentState


@dataclass(frozen=True, slots=True)
class Waiting:
    place: int
    party: Enrollment
    comes: str  # what has to happen before it is its turn


def seated(session: Session) -> QuerySet[Enrollment]:
    return session.enrollments.filter(state__in=SEATED_OR_OFFERED).order_by("number")


def ended(session: Session) -> QuerySet[Enrollment]:
    """Who enrolled and is not coming: cancelled, expired or moved to another session."""
    return session.enrollments.exclude(state__in=ACTIVE)


def line(session: Session, *, now: datetime) -> list[Waiting]:
    """Who waits, whoever came first first."""
    parties = list(session.enrollments.all().in_line())
    moving, ahead, places = waiting_list.is_moving(session, now=now), 0, []
    for place, party in enumerate(parties, 1):
        comes = _comes(session, party, place, ahead=ahead) if moving else _not_moving(session)
        places.append(Waiting(place, party, comes))
        ahead += waiting_list.least(party)
    return places


def _comes(session: Session, party: Enrollment, place: int, *, ahead: int) -> str:
    """Seats that must be given back first; in strict order for those in front as well."""
    needed = waiting_list.least(party)
    if waiting_list.never_fits(session, needed):
        return _("要 %(seats)d 席，比整个班次还多：请与对方商量。") % {"seats": needed}
    if session.seats_left is None:
        return _("马上轮到")
    missing = needed + (ahead if session.strict_order else 0) - session.seats_left
    if missing <= 0:
        return _("马上轮到") if place == 1 else _("前面的先坐，坐得下就轮到")
    return _("再空出 %(count)d 席轮到") % {"count": missing}


def _not_moving(session: Session) -> str:
    return _("等日期定下") if session.starts_on is None else _("报名已截止，不再递补")


def rule_of(session: Session) -> str:
    """What happens to whoever's turn it is."""
    terms = terms_of(session)
    how = _("轮到时直接确认并写信告知。")
    if terms.needs_approval or terms.offers_first:
        hours = {"hours": terms.offer_hours}
        how = _("轮到时先请对方答复，%(hours)d 小时内没有答复就给下一位。") % hours
    order = _("坐得下的先坐，坐不下的保留位置。")
    if session.strict_order:
        order = _("严格按先后：前面的坐不下，后面的也等。")
    return f"{order}{how}"


@dataclass(frozen=True, slots=True)
class Seat:
    """A confirmed seat; without a name it is still to be said whose it is."""

    name: str
    company: str
    job: str = ""


def seats_by_name(session: Session) -> list[Seat]:
    """The confirmed seats in the order in which their parties came. Two queries."""
    parties = session.enrollments.filter(state=EnrollmentState.CONFIRMED).order_by("number")
    seats: list[Seat] = []
    for party in parties.prefetch_related("participants"):
        people = sorted(party.participants.all(), key=lambda person: person.position)
        company = party.company or party.contact_name
        seats += [
            Seat(person.name, party.company, person.job_title or person.department)
            for person in people
        ]
        seats += [Seat("", company) for _seat in range(party.seats - len(people))]
    return seats
