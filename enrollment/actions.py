"""What people do with seats: one verb, one transaction, under the session's lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Session
from catalog.models.session import SessionState
from enrollment import audit, links, outbox, seats, states, waiting
from enrollment.models import Enrollment, Participant
from enrollment.models.enrollment import MAX_PARTY, EnrollmentState
from enrollment.models.record import MessageKind
from enrollment.party import Party, Person


class Refusal(Exception):
    """The verb was not done; the text is written for the person who asked."""


class SessionClosed(Refusal):
    pass


class PartySizeInvalid(Refusal):
    pass


class PartyTooLarge(Refusal):
    pass


class TooManyPeople(Refusal):
    pass


class KeyReused(Refusal):
    """This form was sent before with other contents."""


class Busy(Refusal):
    pass


class CapacityTooSmall(Refusal):
    pass


class NotActive(Refusal):
    pass


@dataclass(frozen=True, slots=True)
class Receipt:
    enrollment: Enrollment
    token: str
    repeated: bool  # the same form was sent before; nothing new was written


def enroll(
    session: Session,
    *,
    party: Party,
    key: str,
    now: datetime,
    language: str = "zh-hans",
    channel: str = "web",
    actor: str = "visitor",
    user=None,
) -> Receipt:
    """Confirm the party's seats if they are free and nobody waits, else join the end of the line.

    Raises SessionClosed, PartySizeInvalid, PartyTooLarge, TooManyPeople, KeyReused, Busy; each
    text is for the person enrolling. The receipt is given after the commit.
    """
    if not 1 <= party.seats <= MAX_PARTY:
        raise PartySizeInvalid(_("人数为 1 至 50；更多人请分几次报名，或与我们联系内训。"))
    if len(party.people) > party.seats:
        raise TooManyPeople(_("填写的学员比人数多：请增加人数，或删去多余的学员。"))
    try:
        with seats.locked(session.pk) as fresh:
            return _enroll(
                fresh,
                party,
                key,
                now=now,
                actor=actor,
                origin={"language": language, "channel": channel, "created_by": user},
            )
    except seats.SeatsBusy as busy:
        raise Busy(_("报名的人太多，暂时没有排到。您填写的内容还在，请过几秒再提交。")) from busy


def _enroll(session, party, key, *, now, actor, origin) -> Receipt:
    earlier = Enrollment.objects.with_names().filter(key=key).first()
    if earlier is not None:
        if earlier.body_hash != party.digest():
            raise KeyReused(_("这份报名表已经提交过了。要修改，请打开报名时得到的链接。"))
        return Receipt(earlier, links.token_for(earlier), repeated=True)
    if not session.takes_enrollments(today=timezone.localdate(now)):
        raise SessionClosed(_("这个班次已停止报名。您填写的内容还在，可以改报下面的班次。"))
    if session.capacity is not None and party.seats > session.capacity + session.overbook:
        raise PartyTooLarge(
            _("这个班次一共 %(capacity)d 个名额，容不下 %(seats)d 人。")
            % {"capacity": session.capacity, "seats": party.seats}
        )
    waiting.expire(session, now=now)
    waiting.promote(session, now=now)
    goes_in = session.waiting == 0 and seats.fits(session, party.seats)
    state = EnrollmentState.CONFIRMED if goes_in else EnrollmentState.WAITING
    enrollment = _write(session, party, key, state=state, now=now, origin=origin)
    seats.count(
        session,
        verb="enroll",
        now=now,
        enrollment=enrollment,
        new_number=True,
        **seats.share(state, party.seats),
    )
    audit.record("enroll", enrollment, actor=actor, now=now, state=state, seats=party.seats)
    kind = MessageKind.CONFIRMED if goes_in else MessageKind.WAITING
    outbox.due(enrollment, kind, now=now)
    return Receipt(enrollment, links.token_for(enrollment), repeated=False)


def _write(session, party, key, *, state, now, origin) -> Enrollment:
    code = links.new_code()
    enrollment = Enrollment.objects.create(
        session=session,
        number=session.next_number + 1,
        code=code,
        token_hash=links.hash_of(links.token_for_code(code)),
        key=key,
        body_hash=party.digest(),
        contact_name=party.contact_name,
        contact_phone=party.contact_phone,
        contact_email=party.contact_email,
        company=party.company,
        seats=party.seats,
        unit_price=session.unit_price,
        outline_id=session.course.outline_id,
        state=state,
        created_at=now,
        state_changed_at=now,
        **origin,
    )
    _name(enrollment, party.people)
    return enrollment


def _name(enrollment: Enrollment, people: Sequence[Person]) -> None:
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


def cancel(enrollment: Enrollment, *, now: datetime, actor: str = "visitor") -> Enrollment:
    """Give the party's seats back; they go to whoever has waited longest.

    Cancelling what is cancelled already changes nothing. Raises NotActive when it has expired or
    the session is over, Busy.
    """
    try:
        with seats.locked(enrollment.session_id) as session:
            enrollment = Enrollment.objects.with_names().get(pk=enrollment.pk)
            if enrollment.state == EnrollmentState.CANCELLED:
                return enrollment
            if not enrollment.is_active or session.state == SessionState.FINISHED:
                raise NotActive(_("这份报名已经结束，不能再取消。"))
            _cancel(session, enrollment, now=now, actor=actor)
            waiting.expire(session, now=now)
            waiting.promote(session, now=now)
            return enrollment
    except seats.SeatsBusy as busy:
        raise Busy(_("系统正忙，没有取消成功，请过几秒再试。")) from busy


def _cancel(session: Session, enrollment: Enrollment, *, now: datetime, actor: str) -> None:
    before = enrollment.state
    states.move(enrollment, EnrollmentState.CANCELLED, now=now)
    seats.count(
        session,
        verb="cancel",
        now=now,
        enrollment=enrollment,
        **seats.share(before, enrollment.seats, -1),
    )
    audit.record("cancel", enrollment, actor=actor, now=now, state=[before, "cancelled"])
    outbox.due(enrollment, MessageKind.CANCELLED, now=now)


def name_participants(
    enrollment: Enrollment, *, people: Sequence[Person], now: datetime, actor: str = "visitor"
) -> Enrollment:
    """Replace the party's names; fewer names than seats is right, more is refused."""
    try:
        with seats.locked(enrollment.session_id):
            enrollment = Enrollment.objects.with_names().get(pk=enrollment.pk)
            if not enrollment.is_active:
                raise NotActive(_("这份报名已经结束，不能再修改学员。"))
            if len(people) > enrollment.seats:
                raise TooManyPeople(
                    _("这份报名有 %(seats)d 个座位，填写了 %(people)d 位学员。")
                    % {"seats": enrollment.seats, "people": len(people)}
                )
            before = enrollment.participants.count()
            enrollment.participants.all().delete()
            _name(enrollment, people)
            audit.record(
                "name participants", enrollment, actor=actor, now=now, named=[before, len(people)]
            )
            return enrollment
    except seats.SeatsBusy as busy:
        raise Busy(_("系统正忙，没有保存成功，请过几秒再试。")) from busy


def change_session(session: Session, *, now: datetime, actor: str, **changes) -> Session:
    """Change capacity, overbook or state; seats that become free go to the waiting list.

    Raises InvalidTransition, CapacityTooSmall, Busy. Cancelling a session cancels its parties.
    """
    try:
        with seats.locked(session.pk) as fresh:
            before = {name: getattr(fresh, name) for name in changes}
            _check_changes(fresh, changes)
            Session.objects.filter(pk=fresh.pk).update(**changes)
            for name, value in changes.items():
                setattr(fresh, name, value)
            audit.record(
                "change session",
                fresh,
                actor=actor,
                now=now,
                **{name: [before[name], value] for name, value in changes.items()},
            )
            if fresh.state == SessionState.CANCELLED:
                for enrollment in fresh.enrollments.active().order_by("number"):
                    _cancel(fresh, enrollment, now=now, actor=actor)
            waiting.promote(fresh, now=now)
            return fresh
    except seats.SeatsBusy as busy:
        raise Busy(_("系统正忙，没有保存成功，请过几秒再试。")) from busy


def _check_changes(session: Session, changes: dict) -> None:
    unknown = set(changes) - {"capacity", "overbook", "state"}
    if unknown:
        raise TypeError(f"change_session does not change {', '.join(sorted(unknown))}")
    state = changes.get("state", session.state)
    if state != session.state and state not in states.NEXT_SESSION[session.state]:
        raise states.InvalidTransition(f"Session {session.pk} cannot become {state}.")
    capacity = changes.get("capacity", session.capacity)
    overbook = changes.get("overbook", session.overbook)
    in_use = session.taken + session.held
    if capacity is not None and capacity + overbook < in_use and state != SessionState.CANCELLED:
        raise CapacityTooSmall(_("已占用 %(seats)d 个座位，名额不能少于它。") % {"seats": in_use})


def catch_up(session: Session, *, now: datetime) -> tuple[int, int]:
    """Expire what is over and promote; gives how many of each. Right to call at any time."""
    with seats.locked(session.pk) as fresh:
        expired = waiting.expire(fresh, now=now)
        return expired, len(waiting.promote(fresh, now=now))
