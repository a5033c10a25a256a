"""The secret link to a company's page: made by staff for one contact, revocable, it expires."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from enrollment.domain import audit
from enrollment.domain.links import hash_of
from enrollment.domain.refusals import Refusal
from enrollment.models import Company, CompanyLink, Person

LASTS = timedelta(days=180)
SECRET_BYTES = 20  # 160 bits, as the links of enrollments


class NoSuchContact(Refusal):
    """The person does not belong to the company."""


def find(token: str, *, now: datetime) -> CompanyLink | None:
    """The link behind a token, unless it is over or was revoked."""
    known = CompanyLink.objects.select_related("company", "person")
    good = known.filter(revoked_at=None, expires_at__gt=now, company__merged_into=None)
    return good.filter(token_hash=hash_of(token)).first()


@transaction.atomic
def give_link(
    company: Company, person: Person | None, *, sees_colleagues: bool, now: datetime, actor: str
) -> tuple[CompanyLink, str]:
    """Make a link for one contact of the company; return it with its token, told only now.

    Raise NoSuchContact.
    """
    if person is None or person.company_id != company.pk or person.merged_into_id is not None:
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
