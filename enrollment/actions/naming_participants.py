"""The names on a party's seats: now, later, some of them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from enrollment.domain import audit, contact_proof, customers, outbox
from enrollment.domain.refusals import DeadlinePassed, NotActive, NotPossible, TooManyPeople
from enrollment.domain.session_lock import fresh_party, lock_sessions
from enrollment.domain.terms import terms_of
from enrollment.models import Enrollment, Participant
from enrollment.models.enrollment import ContactProof
from enrollment.models.record import MessageKind
from enrollment.people.party import Person

FACTS = ("name", "phone", "email", "department", "job_title")
BEYOND = 1000  # positions: more than a party has seats


def name_participants(
    enrollment: Enrollment, *, people: Sequence[Person], now: datetime, actor: str = "visitor"
) -> Enrollment:
    """Replace the party's names; fewer names than seats is right, more is refused.

    Raises NotActive, DeadlinePassed (the party itself, after the session's cut-off),
    TooManyPeople, NotPossible (who was marked in class would go), Busy.
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
        before = rewrite_names(enrollment, people)
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
        _write_contact(enrollment, new)
        if "contact_email" in new and contact_proof.is_open(enrollment):
            outbox.due(enrollment, MessageKind.RECEIVED, now=now, version=session.version)
        audit.record("correct contact", enrollment, actor=actor, now=now, corrected=sorted(new))
        if old_address:
            kind, version = MessageKind.CONTACT_CHANGED, session.version
            outbox.due(enrollment, kind, now=now, version=version, recipient=old_address)
    customers.recognise(enrollment, now=now)
    return enrollment


def _write_contact(enrollment: Enrollment, new: dict[str, str]) -> None:
    """What proved the old mailbox or telephone proves nothing of another."""
    changes = dict(new)
    ways = {"contact_email", "contact_phone"} & new.keys()
    if ways and enrollment.contact_proof == ContactProof.PROVEN:
        changes["contact_proof"] = ContactProof.NONE
    Enrollment.objects.filter(pk=enrollment.pk).update(**changes)
    for name, value in changes.items():
        setattr(enrollment, name, value)


def check_names_fit(named: int, seats: int) -> None:
    if named > seats:
        raise TooManyPeople(
            _("这份报名有 %(seats)d 个座位，填写了 %(people)d 位学员。")
            % {"seats": seats, "people": named}
        )


def write_names(
    enrollment: Enrollment, people: Sequence[Person], *, positions: Sequence[int] = ()
) -> None:
    """Add the people, at these positions or as they stand."""
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
        for position, person in zip(positions or range(1, len(people) + 1), people, strict=True)
    )


def rewrite_names(enrollment: Enrollment, people: Sequence[Person]) -> int:
    """Write the list; whoever was on it before keeps the row, and with it what is marked there.

    Return how many were on it before. Raise NotPossible where somebody who was marked in class
    would go.
    """
    rows = list(enrollment.participants.all())
    rows_before = _rows_by_position(rows, people)
    staying = {row.pk for row in rows_before if row}
    check_unmarked([row for row in rows if row.pk not in staying])
    enrollment.participants.exclude(pk__in=staying).delete()
    if staying:  # out of the way: no two rows ever have the same position
        enrollment.participants.update(position=F("position") + BEYOND)
    for position, (row, person) in enumerate(zip(rows_before, people, strict=True), 1):
        if row is not None:
            facts = {name: getattr(person, name) for name in FACTS}
            Participant.objects.filter(pk=row.pk).update(position=position, **facts)
    pairs = enumerate(zip(rows_before, people, strict=True), 1)
    new = {position: person for position, (row, person) in pairs if row is None}
    write_names(enrollment, list(new.values()), positions=list(new))
    return len(rows)


def _rows_by_position(
    rows: list[Participant], people: Sequence[Person]
) -> list[Participant | None]:
    """For each of the people the row that is theirs already: the same name, and telephone first."""
    free = list(rows)
    matched: list[Participant | None] = [None] * len(people)
    for same in (("name", "phone"), ("name",)):
        for number, person in enumerate(people):
            if matched[number] is None:
                wanted = [getattr(person, name) for name in same]
                same_rows = [row for row in free if [getattr(row, name) for name in same] == wanted]
                if same_rows:
                    matched[number] = same_rows[0]
                    free.remove(same_rows[0])
    return matched


def check_unmarked(going: Sequence[Participant]) -> None:
    """Raise NotPossible where somebody of these was marked in class or has a certificate."""
    marked = Q(attendance__isnull=False) | Q(certificates__isnull=False)
    ids = [row.pk for row in going]
    named = Participant.objects.filter(marked, pk__in=ids).distinct().order_by("position")
    if names := list(named.values_list("name", flat=True)):
        raise NotPossible(
            _("%(names)s 已经签到或有证书，不能从名单里去掉。名字写错了，请在班级页更正姓名。")
            % {"names": _("、").join(names)}
        )


def let_go(enrollment: Enrollment, leaving: Collection[int], *, seats: int) -> None:
    """Take the participants with these ids off.

    Raise TooManyPeople where those who stay, or those who go, are too many for ``seats``.

    An id of somebody who was replaced meanwhile is nobody's: names have new ones when rewritten.
    """
    people = list(enrollment.participants.all())
    staying = [participant for participant in people if participant.pk not in leaving]
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
    check_unmarked([participant for participant in people if participant.pk in leaving])
    enrollment.participants.filter(pk__in=leaving).delete()
    for position, participant in enumerate(staying, 1):
        # Upwards, one by one: no two rows ever have the same position.
        if participant.position != position:
            Participant.objects.filter(pk=participant.pk).update(position=position)
