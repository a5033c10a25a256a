"""How a company is written: spellings that staff know of."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.text import inbound
from enrollment.domain import audit, customers
from enrollment.domain.refusals import Refusal
from enrollment.models import Company, CompanyName
from enrollment.people.company_names import LONGEST, read_name


class NameTaken(Refusal):
    """The spelling means another company."""


def write_name(company: Company, name: str) -> None:
    customers.write_name(company, name, by_staff=True)


@transaction.atomic
def add_name(company: Company, name: str, *, now: datetime, actor: str) -> None:
    """Whoever writes this name means the company from now on. Raise NameTaken."""
    name = " ".join(inbound.line(name).split())
    read = read_name(name)
    if not read.key or len(name) > LONGEST:
        raise NameTaken(_("请写一个单位的名称，最多 %(limit)d 个字。") % {"limit": LONGEST})
    taken = CompanyName.objects.filter(key=read.key).exclude(company=company)
    if not read.is_vague and (other := taken.select_related("company").first()):
        raise NameTaken(
            _("这个写法已经是“%(name)s”：如果是同一个单位，请合并。") % {"name": other.company}
        )
    write_name(company, name)
    audit.record("add company name", company, actor=actor, now=now)
