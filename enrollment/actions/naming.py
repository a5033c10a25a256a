"""The names on a party's seats: now, later, some of them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enrollment.domain import audit, customers, outbox
from enrollment.domain.refusals import DeadlinePassed, NotActive, TooManyPeople
from enrollment.domain.session_lock import fresh_party, lock_sessions
from enrollment.domain.terms import terms_of
from enrollment.models import Enrollment, Participant
from enrollment.models.record import MessageKind
from enrollment.people.party import Person


def name_participants(
    enrollment: Enrollment, *, people: Sequence[Person], now: datetime, actor: str = "visitor"
) -> Enrollment:
    """Replace the party's names; fewer names than seats is right, more is refused.

    Raises NotActive, DeadlinePassed (the party itself, after the session's cut-off),
    TooManyPeople, Busy.
    """
    with lock_sessions(enrollment.session_id, now=now):
        enrollment = fresh_party(enrollment)
        if not enrollment.is_active:
            raise NotActive(_("这份报名已经结束，不能再修改学员。"))
        last_day = terms_of(enrollment.session).names_until
        if actor == "visitor" and timezone.localdate(now) > last_day:
            raise DeadlinePassed(
                _("修改学员的期限是 %(day)s，已经过了。请与我们联系。")
                % {"day": date_format(last_day)}
            )
        check_names_fit(len(people), enrollment.seats)
        before = enrollment.participants.count()
        enrollment.participants.all().delete()
        write_names(enrollment, people)
        audit.record(
            "name participants", enrollment, actor=actor, now=now, named=[before, len(people)]
        )
        return enrollment


def correct_contact(
    enrollment: Enrollment,
    *,
    contact_name: str,
    contact_phone: str,
    contact_email: str,
    company: str,
    now: datetime,
    actor: str = "visitor",
) -> Enrollment:
    """Correct how the party is reached; its seats, place in the line and link stay.

    The old e-mail address is told, so that nobody takes an enrollment over in silence. The record
    says which of the four were corrected, not what they were. Raise NotActive, Busy.
    """
    details = {
        "contact_name": contact_name,
        "contact_phone": contact_phone,
        "contact_email": contact_email,
        "company": company,
    }
    with lock_sessions(enrollment.session_id, now=now) as (session,):
        enrollment = fresh_party(enrollment)
        if not enrollment.is_active:
            raise NotActive(_("这份报名已经结束，不能再更正联系人。"))
        old_address = enrollment.contact_email
        new = {name: value for name, value in details.items() if getattr(enrollment, name) != value}
        if not new:
            return enrollment
        Enrollment.objects.filter(pk=enrollment.pk).update(**new)
        for name, value in new.items():
            setattr(enrollment, name, value)
        audit.record("correct contact", enrollment, actor=actor, now=now, corrected=sorted(new))
        if old_address:
            told = {"version": session.version, "recipient": old_address}
            outbox.due(enrollment, MessageKind.CONTACT_CHANGED, now=now, **told)
    customers.recognise(enrollment, now=now)
    return enrollment


def check_names_fit(named: int, seats: int) -> None:
    if named > seats:
        raise TooManyPeople(
            _("这份报名有 %(seats)d 个座位，填写了 %(people)d 位学员。")
            % {"seats": seats, "people": named}
        )


def write_names(enrollment: Enrollment, people: Sequence[Person]) -> None:
    if not people:
        return  # else bulk_create asks for a transaction of its own
    Participant.objects.bulk_create(
        Participant(
            enrollment=enrollment,
            position=position,
            name=person.name,
            phone=person.phone,
            email=person.email,
            department=person.department,
            job_title=person.job_title,
        )
        for position, person in enumerate(people, 1)
    )


def let_go(enrollment: Enrollment, leaving: Collection[int], *, seats: int) -> None:
    """Take the participants with these ids off; those who stay must fit on ``seats``.

    An id of somebody who was replaced meanwhile is nobody's: names have new ones when rewritten.
    """
    people = list(enrollment.participants.all())
    staying = [one for one in people if one.pk not in leaving]
    going, given_up = len(people) - len(staying), enrollment.seats - seats
    if going > given_up:
        raise TooManyPeople(
            _("勾选了 %(people)d 位不来的学员，座位只少 %(seats)d 个：请少勾几位，或少留几个座位。")
            % {"people": going, "seats": given_up}
        )
    if len(staying) > seats:
        raise TooManyPeople(
            _("只剩 %(seats)d 个座位，已填写 %(people)d 位学员：请先选出不来的学员。")
            % {"seats": seats, "people": len(staying)}
        )
    if not leaving:
        return
    enrollment.participants.filter(pk__in=leaving).delete()
    for position, one in enumerate(staying, 1):
        # Upwards, one by one: no two rows ever have the same position.
        if one.position != position:
            Participant.objects.filter(pk=one.pk).update(position=position)
