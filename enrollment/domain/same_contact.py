"""Whether the same contact has enrolled in a session before: asked about, never forbidden."""

from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from catalog.models import Session
from enrollment.domain.row_reader import Question
from enrollment.models import Enrollment
from enrollment.models.contact import CONTACT
from enrollment.models.enrollment import ACTIVE
from enrollment.people.party import Party

# Written out, like all that runs under the lock (domain.seats); the conditions are our own.
# "+" keeps both databases from reading every enrollment of the session instead of the few that the
# three indexes of the contact find (on PostgreSQL without statistics: 0.9 ms among 800, then 0.05).
SAME_CONTACT = (
    "FROM enrollment_enrollment"
    " WHERE +session_id = {session} AND state IN (%s, %s, %s, %s) AND ({same})"
)
COLUMNS = "code, seats, contact_phone, contact_email"


class EarlierEnrollment(NamedTuple):
    code: str
    seats: int
    contact_phone: str
    contact_email: str


def earlier_enrollments(
    session: Session, party: Party, *, but: int = 0
) -> tuple[EarlierEnrollment, ...]:
    """Active enrollments of the session with the party's telephone, e-mail, or name and company.

    ``but`` is the key of an enrollment that is the party itself.
    """
    same, values = _same(party)
    rows = SAME_CONTACT.format(session="%s", same=same)
    sql = f"SELECT {COLUMNS} {rows} AND id <> %s ORDER BY number LIMIT 5"
    with connection.cursor() as cursor:
        cursor.execute(sql, [session.pk, *values, but])
        return tuple(map(EarlierEnrollment._make, cursor.fetchall()))


def question(party: Party) -> Question:
    """Whether there may be earlier enrollments, to be asked as the session is locked.

    Yes also where the only one is a hold whose time is over: ask ``earlier_enrollments`` then.
    """
    same, values = _same(party)
    rows = SAME_CONTACT.format(session="s.id", same=same)
    return Question(f"EXISTS (SELECT 1 {rows})", values)


def _same(party: Party) -> tuple[str, list[str]]:
    """The condition for the active enrollments of the contact, and its values."""
    same = [("contact_phone = %s", [party.contact_phone])]
    if party.contact_email:
        same.append(("lower(contact_email) = %s", [party.contact_email.lower()]))
    if party.company:
        same.append(("(contact_name = %s AND company = %s)", [party.contact_name, party.company]))
    values = [value for _condition, values in same for value in values]
    return " OR ".join(condition for condition, _values in same), [*ACTIVE, *values]


def others_of_contact(enrollment: Enrollment) -> tuple[EarlierEnrollment, ...]:
    """The other active enrollments of the same contact in the same session."""
    if enrollment.is_erased:
        return ()
    names = (*CONTACT, "seats")
    party = Party(**{name: getattr(enrollment, name) for name in names})
    return earlier_enrollments(enrollment.session, party, but=enrollment.pk)


def sentence(
    earlier: tuple[EarlierEnrollment, ...], party: Party, *, named: bool = True, by: str = "visitor"
) -> str:
    """What to ask; without ``named`` the earlier enrollments are not told apart."""
    if not named:
        return _("这个班已有一份同样联系方式的报名。")
    codes = _("、").join(
        ngettext("编号 %(code)s，%(seats)d 人", "编号 %(code)s，%(seats)d 人", row.seats)
        % {"code": row.code, "seats": row.seats}
        for row in earlier
    )
    if by == "staff":
        return _("同一联系人在这个班还有报名（%(told)s）。") % {"told": codes}
    return _(_matched(earlier, party)) % {"told": codes}


def _matched(earlier: tuple[EarlierEnrollment, ...], party: Party) -> str:
    """The sentence for what is the same, the surest first."""
    mail = party.contact_email.lower()
    if any(row.contact_phone == party.contact_phone for row in earlier):
        return gettext_noop("您已用这个手机报过这个班（%(told)s）。")
    if mail and any(row.contact_email.lower() == mail for row in earlier):
        return gettext_noop("您已用这个邮箱报过这个班（%(told)s）。")
    return gettext_noop("您已用这个姓名和单位报过这个班（%(told)s）。")
