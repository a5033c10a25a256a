"""Who was found by a search: what they ask on the telephone is written down from there."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from enrollment.admin.known_contacts import SOUGHT
from enrollment.models import Company, Enrollment, Person
from enrollment.people.phones import masked
from enrollment.queries import customer_history

MOST = 4  # callers: where more were found, the search says too little of who calls


@dataclass(frozen=True, slots=True)
class Caller:
    """``known`` is what the forms begin with: ids only, nothing of the person in an address."""

    name: str
    known: str
    record: Person | Company | None = None

    def pages(self, user) -> list[tuple[str, str]]:
        """Label and address of what this member of staff may write down."""
        pages = []
        if user.has_perm("enrollment.add_enrollment"):
            pages.append((_("电话报名"), reverse("admin:enrollment_enrollment_add")))
        if user.has_perm("enrollment.change_inquiry"):
            pages.append((_("记咨询"), reverse("admin:enrollment_inquiry_record")))
        if user.has_perm("enrollment.add_enrollment"):
            pages.append((_("记意向"), reverse("admin:enrollment_interest_telephone")))
        pages = [(label, f"{page}?{self.known}" if self.known else page) for label, page in pages]
        kind = _kind_of(self.record) if self.record else ""
        if self.record and user.has_perm(f"enrollment.view_{kind}"):
            history = reverse(f"admin:enrollment_{kind}_change", args=[self.record.pk])
            pages.append((_("看全部往来"), history))
        return pages


def who_calls(parties: list[Enrollment], *, typed: str, token: str) -> list[Caller]:
    """Whom a search says to be on the telephone; ``token`` stands for ``typed`` in addresses.

    Where no party was found, customers who asked or wished only, then companies under any of
    their spellings, then somebody new, whose form begins with what was typed.
    """
    if parties:
        return callers_of(parties, typed)
    people = [_known(one) for one in customer_history.find_people(typed)[:MOST]]
    found = people or [_known(one) for one in customer_history.find_companies(typed)[:MOST]]
    return found or [Caller(_("没有找到，是新客户："), urlencode({SOUGHT: token}))]


def callers_of(parties: list[Enrollment], typed: str) -> list[Caller]:
    """The different contacts of the parties found, the newest party first; none if too many.

    Of many those who are called as ``typed`` says: the others have it as company or participant.
    """
    by_phone: dict[str, Enrollment] = {}
    for party in parties:
        by_phone.setdefault(party.contact_phone, party)
    found = [party for party in by_phone.values() if not party.is_erased]
    if len(found) > MOST:
        found = [party for party in found if party.contact_name == "".join(typed.split())]
    return [caller_of(party) for party in found] if len(found) <= MOST else []


def caller_of(party: Enrollment) -> Caller:
    name = " · ".join(filter(None, (party.contact_name, party.company)))
    known = {"person": party.person_id} if party.person_id else {"party": party.pk}
    return Caller(f"{name} {masked(party.contact_phone)}", urlencode(known))


def _known(record: Person | Company) -> Caller:
    known = urlencode({_kind_of(record): record.pk})
    if isinstance(record, Company):
        return Caller(record.name, known, record)
    company = record.company.name if record.company else ""
    name = " · ".join(filter(None, (record.name, company)))
    return Caller(f"{name} {masked(record.phone)}", known, record)


def _kind_of(record: Person | Company) -> str:
    return "company" if isinstance(record, Company) else "person"
