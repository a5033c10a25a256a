"""Who was found by a search: what they ask on the telephone is written down from there."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from enrollment.models import Enrollment
from enrollment.people.phones import masked

MOST = 4  # callers: where more were found, the search says too little of who calls


@dataclass(frozen=True, slots=True)
class Caller:
    """``known`` is what the forms begin with: ids only, nothing of the person in an address."""

    name: str
    known: str

    def pages(self, user) -> list[tuple[str, str]]:
        """Label and address of what this member of staff may write down."""
        pages = []
        if user.has_perm("enrollment.add_enrollment"):
            pages.append((_("电话报名"), reverse("admin:enrollment_enrollment_add")))
        if user.has_perm("enrollment.change_inquiry"):
            pages.append((_("记咨询"), reverse("admin:enrollment_inquiry_record")))
        if user.has_perm("enrollment.add_enrollment"):
            pages.append((_("记意向"), reverse("admin:enrollment_interest_telephone")))
        return [(label, f"{page}?{self.known}" if self.known else page) for label, page in pages]


def callers_of(parties: list[Enrollment]) -> list[Caller]:
    """The different contacts of the parties found, the newest party first; none if too many."""
    by_phone: dict[str, Enrollment] = {}
    for party in parties:
        by_phone.setdefault(party.contact_phone, party)
    if len(by_phone) > MOST:
        return []
    return [caller_of(party) for party in by_phone.values() if not party.is_erased]


def caller_of(party: Enrollment) -> Caller:
    name = " · ".join(filter(None, (party.contact_name, party.company)))
    known = {"person": party.person_id} if party.person_id else {"party": party.pk}
    return Caller(f"{name} {masked(party.contact_phone)}", urlencode(known))


def nobody() -> Caller:
    """Somebody who was not found."""
    return Caller(_("没有找到，是新客户："), "")
