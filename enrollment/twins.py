"""Whether the same contact has enrolled in a session before: asked about, never forbidden."""

from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from catalog.models import Session
from enrollment.models import Enrollment
from enrollment.party import Party

MOST = 5  # named in a sentence


class Twin(NamedTuple):
    code: str
    seats: int
    contact_phone: str
    contact_email: str


def twins_of(session: Session, party: Party, *, but: int | None = None) -> tuple[Twin, ...]:
    """Active enrollments of the session with the party's telephone, e-mail, or name and company.

    ``but`` is the key of an enrollment that is the party itself. One query.
    """
    same = Q(contact_phone=party.contact_phone)
    if party.contact_email:
        same |= Q(mail=party.contact_email.lower())
    if party.company:
        same |= Q(contact_name=party.contact_name, company=party.company)
    rows = Enrollment.objects.active().filter(session=session.pk)
    rows = rows.alias(mail=Lower("contact_email")).filter(same).exclude(pk=but)
    return tuple(map(Twin._make, rows.order_by("number").values_list(*Twin._fields)[:MOST]))


def twins_of_row(enrollment: Enrollment) -> tuple[Twin, ...]:
    """The other active enrollments of the same contact in the same session."""
    names = ("contact_name", "contact_phone", "contact_email", "company", "seats")
    party = Party(**{name: getattr(enrollment, name) for name in names})
    return twins_of(enrollment.session, party, but=enrollment.pk)


def sentence(
    twins: tuple[Twin, ...], party: Party, *, named: bool = True, by: str = "visitor"
) -> str:
    """What to ask; without ``named`` the earlier enrollments are not told apart."""
    if not named:
        return _("这个班已有一份同样联系方式的报名。")
    told = _("、").join(
        ngettext("编号 %(code)s，%(seats)d 人", "编号 %(code)s，%(seats)d 人", twin.seats)
        % {"code": twin.code, "seats": twin.seats}
        for twin in twins
    )
    if by == "staff":
        return _("同一联系人在这个班还有报名（%(told)s）。") % {"told": told}
    return _(_matched(twins, party)) % {"told": told}


def _matched(twins: tuple[Twin, ...], party: Party) -> str:
    """The sentence for what is the same, the surest first."""
    mail = party.contact_email.lower()
    if any(twin.contact_phone == party.contact_phone for twin in twins):
        return gettext_noop("您已用这个手机报过这个班（%(told)s）。")
    if mail and any(twin.contact_email.lower() == mail for twin in twins):
        return gettext_noop("您已用这个邮箱报过这个班（%(told)s）。")
    return gettext_noop("您已用这个姓名和单位报过这个班（%(told)s）。")
