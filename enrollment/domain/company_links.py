"""The secret link to a company's page: made by staff for one contact, revocable, it expires."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from enrollment.domain import audit
from enrollment.domain.links import hash_of
from enrollment.domain.refusals import Refusal
from enrollment.models import Company, CompanyLink, Enrollment, Person
from enrollment.models.customer import CustomerQuerySet

LASTS = timedelta(days=180)
SECRET_BYTES = 20  # 160 bits, as the links of enrollments


class NoSuchContact(Refusal):
    """The person is no contact of the company (``contacts_of``)."""


def contacts_of(company: Company) -> CustomerQuerySet:
    """Who belongs to the company, and who enrolled for it and belongs to another by now."""
    enrolled = Enrollment.objects.order_by().filter(company_record=company).values("person")
    theirs = Q(company=company) | Q(pk__in=enrolled)
    return Person.objects.current().filter(theirs).order_by("name", "pk")


def find(token: str, *, now: datetime) -> CompanyLink | None:
    """The link behind a token, unless it is over or was revoked."""
    known = CompanyLink.objects.select_related("company", "person")
    good = known.filter(revoked_at=None, expires_at__gt=now, company__merged_into=None)
    return good.filter(token_hash=hash_of(token)).first()


def is_over(token: str) -> bool:
    """Whether there was such a link, which leads nowhere any more."""
    return CompanyLink.objects.filter(token_hash=hash_of(token)).exists()


@transaction.atomic
def give_link(
    company: Company, person: Person | None, *, sees_colleagues: bool, now: datetime, actor: str
) -> tuple[CompanyLink, str]:
    """Make a link for one contact of the company; return it with its token, told only now.

    Raise NoSuchContact.
    """
    if person is None or not contacts_of(company).filter(pk=person.pk).exists():
        raise NoSuchContact(_("请选择这个单位的一位联系人。"))
    token = secrets.token_hex(SECRET_BYTES)
    link = CompanyLink.objects.create(
        company=company,
        person=person,
        token_hash=hash_of(token),
        sees_colleagues=sees_colleagues,
        created_at=now,
        created_by=actor,
        expires_at=now + LASTS,
    )
    params = {"person": person.pk, "colleagues": sees_colleagues}
    audit.record("give company link", company, actor=actor, now=now, **params)
    return link, token


@transaction.atomic
def revoke_link(link: CompanyLink, *, now: datetime, actor: str) -> None:
    """The link leads nowhere from now on."""
    if CompanyLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        audit.record("revoke company link", link.company, actor=actor, now=now)


def opened(link: CompanyLink, *, now: datetime) -> None:
    """Somebody opened the page: once an hour it is written down."""
    if link.opened_at is None or now - link.opened_at > timedelta(hours=1):
        CompanyLink.objects.filter(pk=link.pk).update(opened_at=now)
        audit.record("open company page", link.company, actor="visitor", now=now)
