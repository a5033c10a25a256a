"""What a company's own page may show: the parties of its contact, or of the whole company."""

from datetime import datetime
from typing import TYPE_CHECKING, TypedDict, cast

from django.utils import timezone

from enrollment.domain import links
from enrollment.domain.shown_state import shown_state
from enrollment.models import CompanyLink, Enrollment
from enrollment.models.enrollment import SEATED, EnrollmentState
from enrollment.queries.customer_history import SHOWN, Named, Totals, named, totals_of

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class ListedParty(TypedDict):
    party: Enrollment
    state: EnrollmentState
    own: bool
    token: str
    missing: int
    is_confirmed: bool


class CompanyPage(TypedDict):
    totals: Totals
    parties: list[ListedParty]
    own_latest: str | None


def page_of(link: CompanyLink, *, now: datetime) -> CompanyPage:
    """Totals and parties, the newest first; only the contact's own lead to their own pages."""
    today = timezone.localdate(now)
    parties = Enrollment.objects.filter(company_record=link.company).exclude(body_hash="")
    parties = parties.filter(moved_to=None)  # where a moved party was before says nothing here
    if not link.sees_colleagues:
        parties = parties.filter(person=link.person)
    listed = list(named(parties, today=today).with_names()[:SHOWN])
    return {
        "totals": totals_of(parties, today=today),
        "parties": [_shown(party, link, now=now) for party in listed],
        "own_latest": next((_token(party) for party in listed if _is_own(party, link)), None),
    }


def _shown(party: Enrollment, link: CompanyLink, *, now: datetime) -> ListedParty:
    own, state = _is_own(party, link), shown_state(party, now=now)
    seated = state in SEATED
    counted = cast("WithAnnotations[Enrollment, Named]", party)
    return {
        "party": party,
        "state": state,
        "own": own,
        "token": _token(party) if own else "",
        "missing": max(0, counted.missing) if seated else 0,
        "is_confirmed": state == EnrollmentState.CONFIRMED,
    }


def _is_own(party: Enrollment, link: CompanyLink) -> bool:
    return party.person_id == link.person_id


def _token(party: Enrollment) -> str:
    return links.token_for(party)
