"""A party goes to another session of its course: both rows locked, all or nothing."""

from datetime import datetime

from django.utils.translation import gettext as _

from catalog.models import Session
from catalog.models.session import SessionState
from enrollment import links, terms, waiting
from enrollment.actions.enrolling import arrive, check_size, write_enrollment
from enrollment.actions.refusals import DeadlineInvalid, NotActive, NotPossible, SessionFull
from enrollment.actions.turns import (
    check_own_deadline,
    check_takes_enrollments,
    fresh_party,
    is_staff,
    turn,
)
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageKind
from enrollment.steps import step


def move(
    enrollment: Enrollment,
    *,
    to: Session,
    now: datetime,
    actor: str = "visitor",
    or_wait: bool = False,
) -> Enrollment:
    """Give the party its seats in ``to`` and its old ones back; gives the enrollment there.

    Its code, link and names go along; its number and price are those of the new session. The old
    row stays, cancelled, and knows where the party went. A party of a cancelled session may move
    too. With ``or_wait`` it gives up its seats to wait there when there is no room. Moving twice
    to the same session changes nothing. Raises SessionFull, SessionClosed, PartyTooLarge,
    NotActive, NotPossible, DeadlinePassed, Busy.
    """
    if to.pk == enrollment.session_id:
        raise NotPossible(_("这份报名已经在这个班次。"))
    with turn(enrollment.session_id, to.pk, now=now) as (old, new):
        party = fresh_party(enrollment)
        if party.moved_to_id and party.moved_to.session_id == to.pk:
            return fresh_party(party.moved_to)
        _check_may_leave(party, old, actor=actor, now=now)
        state = _state_there(party, old, new, or_wait=or_wait, now=now, actor=actor)
        code = party.code
        _leave(party, old, now=now, actor=actor)
        moved = _write_there(party, new, state=state, code=code, now=now)
        Enrollment.objects.filter(pk=party.pk).update(moved_to=moved)
        noted = {"moved_from": party.pk, "session": [old.public_id, new.public_id]}
        told = MessageKind.MOVED
        arrive(new, moved, verb="move in", message=told, actor=actor, now=now, noted=noted)
    if moved.state == EnrollmentState.WAITING:
        moved.refresh_from_db(fields=["state", "offered_seats", "offered_until"])
    return moved


def _check_may_leave(party: Enrollment, old: Session, *, actor: str, now: datetime) -> None:
    stranded = (
        party.state == EnrollmentState.CANCELLED
        and old.state == SessionState.CANCELLED
        and party.moved_to_id is None
    )
    if stranded:
        return
    if not party.is_active or old.state == SessionState.FINISHED:
        raise NotActive(_("这份报名已经结束，不能再改班次。"))
    check_own_deadline(party, actor=actor, now=now)


def _state_there(party, old, new, *, or_wait: bool, now: datetime, actor: str) -> str:
    if new.course_id != old.course_id and not is_staff(actor):
        raise NotPossible(_("只能改到同一门课程的班次。"))
    closed = _("那个班次已停止报名，请选别的班次。")
    check_takes_enrollments(new, actor=actor, now=now, refusal=closed)
    check_size(new, party.seats)
    if not waiting.has_room(new, party.seats, now=now):
        if or_wait:
            return EnrollmentState.WAITING
        raise SessionFull(
            _("那个班次的空位不够，座位没有变动。请选别的班次，或勾选没有座位时去那里候补。")
        )
    approved = party.state == EnrollmentState.CONFIRMED
    keeps_holding = party.state == EnrollmentState.HELD
    holds = keeps_holding or (terms.terms_of(new).needs_approval and not approved)
    if holds and new.is_closed(now=now):
        raise DeadlineInvalid(_("那个班次的报名已截止，不能再占位：请先确认，再改班次。"))
    return EnrollmentState.HELD if holds else EnrollmentState.CONFIRMED


def _leave(party: Enrollment, old: Session, *, now: datetime, actor: str) -> None:
    # The code and its link go with the party; the row left behind gets one that nobody knows.
    code = links.new_code()
    unknown = {"code": code, "token_hash": links.hash_of(links.token_for_code(code))}
    if not party.is_active:
        Enrollment.objects.filter(pk=party.pk).update(**unknown)
        return
    step(
        old,
        party,
        EnrollmentState.CANCELLED,
        verb="move out",
        message=None,
        now=now,
        actor=actor,
        **unknown,
    )


def _write_there(party: Enrollment, new: Session, *, state: str, code: str, now) -> Enrollment:
    until = None
    if state == EnrollmentState.HELD:
        kept = party.held_until and party.held_until > now
        until = min(party.held_until, new.closing) if kept else terms.held_until(new, now=now)
    moved = write_enrollment(
        new,
        number=new.next_number + 1,
        code=code,
        key=f"moved-{party.pk}",
        body_hash=party.body_hash,
        contact_name=party.contact_name,
        contact_phone=party.contact_phone,
        contact_email=party.contact_email,
        company=party.company,
        seats=party.seats,
        min_seats=party.min_seats,
        state=state,
        held_until=until,
        channel=party.channel,
        language=party.language,
        created_by_id=party.created_by_id,
        preregistered=party.preregistered and state == EnrollmentState.WAITING,
        staff_note=party.staff_note,
        now=now,
    )
    party.participants.update(enrollment=moved)
    return moved
