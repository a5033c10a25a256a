"""Marking who is there, by half day: the same mark twice is one, and the later press holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalog.models import Session
from catalog.models.session_state import SessionState
from catalog.text.folding import name_key
from enrollment.domain import audit
from enrollment.domain.class_days import HalfDay, half_days_of, people_of
from enrollment.domain.refusals import NotActive, NotPossible, Refusal, TooManyPeople
from enrollment.domain.session_lock import fresh_party, lock_sessions
from enrollment.models import Attendance, ClassNote, Enrollment, Participant
from enrollment.models.attendance import Presence, Way
from enrollment.models.enrollment import EnrollmentState


@dataclass(frozen=True, slots=True)
class Mark:
    """``tapped_at``: when the button was pressed."""

    participant: int
    presence: str
    tapped_at: datetime


class _Values(TypedDict):
    """What a mark writes."""

    presence: str
    tapped_at: datetime
    way: str
    created_by: User | None


@transaction.atomic
def mark(
    session: Session,
    half_day: HalfDay,
    marks: Iterable[Mark],
    *,
    now: datetime,
    actor: str,
    way: str = Way.STAFF,
    user: User | None = None,
) -> int:
    """Write the marks; return how many changed something.

    Marks come late and twice, from a telephone without a net: the one pressed last holds, and a
    press in the future counts as made now. Ids of nobody in the class are left out.
    Raise NotPossible for a half day that has not come or is none of the session.
    """
    check_half_day(session, half_day, now=now)
    pressed = sorted(marks, key=lambda mark: mark.tapped_at)
    asked = {mark.participant for mark in pressed if mark.presence in Presence.values}
    known = set(people_of(session).filter(pk__in=asked).values_list("pk", flat=True))
    changed = 0
    for mark in pressed:
        if mark.participant in known and mark.presence in Presence.values:
            values = _Values(
                presence=mark.presence,
                tapped_at=min(mark.tapped_at, now),
                way=way,
                created_by=user,
            )
            changed += _write(session, half_day, mark.participant, values, now=now, actor=actor)
    return changed


def check_half_day(session: Session, half_day: HalfDay, *, now: datetime) -> None:
    """Raise NotPossible unless it is one of the session's, and has come."""
    if session.state == SessionState.CANCELLED:
        raise NotPossible(_("这个班次已取消，不能点名。"))
    if half_day not in half_days_of(session):
        raise NotPossible(_("这个半天不在班次的日期里。"))
    if half_day.is_to_come(timezone.localdate(now)):
        raise NotPossible(
            _("%(day)s 还没有到，到当天再点名。") % {"day": date_format(half_day.day)}
        )


def _write(
    session: Session,
    half_day: HalfDay,
    participant: int,
    values: _Values,
    *,
    now: datetime,
    actor: str,
) -> bool:
    row, is_new = Attendance.objects.get_or_create(
        session=session,
        participant_id=participant,
        day=half_day.day,
        half=half_day.half,
        defaults=values,
    )
    before = None if is_new else row.presence
    if not is_new:
        older = Attendance.objects.filter(pk=row.pk, tapped_at__lt=values["tapped_at"])
        if not older.exclude(presence=values["presence"]).update(**values):
            return False
    audit.record(
        "mark attendance",
        row,
        actor=actor,
        now=now,
        presence=[before, values["presence"]],
        day=str(half_day.day),
        half=half_day.half,
        way=str(values["way"]),
    )
    return True


class AlreadyNamed(Refusal):
    """Somebody of this name is in the class: the same person, or another one."""


def add_on_the_spot(
    enrollment: Enrollment,
    *,
    name: str,
    phone: str = "",
    another: bool = False,
    now: datetime,
    actor: str,
) -> Participant:
    """Name somebody who came for a party that has a seat without a name.

    ``another``: it is somebody else than who has this name in the class.
    Raise NotActive, TooManyPeople, AlreadyNamed, Busy.
    """
    with lock_sessions(enrollment.session_id, now=now):
        party = fresh_party(enrollment)
        if party.state != EnrollmentState.CONFIRMED:
            raise NotActive(_("这份报名现在没有座位，不能加学员。"))
        taken = list(party.participants.values_list("position", flat=True))
        if len(taken) >= party.seats:
            raise TooManyPeople(
                _("这份报名的 %(seats)d 个座位都有名字了。请选别的报名，或写一条课堂记录。")
                % {"seats": party.seats}
            )
        if not another:
            _check_new_name(enrollment.session, name)
        position = max(taken, default=0) + 1
        person = Participant.objects.create(
            enrollment=party, position=position, name=name, phone=phone
        )
        named = [len(taken), len(taken) + 1]
        audit.record("add on the spot", party, actor=actor, now=now, named=named)
        return person


def _check_new_name(session: Session, name: str) -> None:
    """Raise AlreadyNamed, with the company, where the class has somebody of this name."""
    for person in people_of(session):
        if name_key(person.name) == name_key(name):
            facts = {
                "name": person.name,
                "company": person.enrollment.company or person.enrollment.code,
            }
            raise AlreadyNamed(
                _(
                    "名单里已有%(name)s（%(company)s）。是同一个人，请在名单上点“到”；"
                    "是另一位同名的人，请勾选后再按一次。"
                )
                % facts
            )


def note(
    session: Session,
    half_day: HalfDay,
    text: str,
    *,
    now: datetime,
    actor: str,
    user: User | None = None,
) -> ClassNote:
    """Keep what staff noted, the same words once; they stay out of the record of actions.

    Raise Busy.
    """
    day, half = half_day
    with lock_sessions(session.pk, now=now):
        notes = ClassNote.objects.filter(session=session, day=day, half=half)
        if known := notes.filter(text=text).first():
            return known
        audit.record("note in class", session, actor=actor, now=now, day=str(day), half=half)
        return notes.create(
            session=session, day=day, half=half, text=text, created_by=user, created_at=now
        )
