"""A party goes to another session of its course: both rows locked, all or nothing."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from catalog.models import Session
from catalog.models.session_state import SessionState
from catalog.text.codes import new_code
from enrollment.actions.consent import check_size
from enrollment.domain import bulk_insert, links, terms, waiting_list
from enrollment.domain.bulk_insert import Statement
from enrollment.domain.pricing import price_text
from enrollment.domain.refusals import (
    DeadlineInvalid,
    NotActive,
    NotPossible,
    PriceChanged,
    SessionFull,
)
from enrollment.domain.session_lock import (
    check_own_deadline,
    check_takes_enrollments,
    fresh_party,
    is_staff,
    lock_sessions,
    reason_given,
)
from enrollment.domain.transitions import arrived, stepped, write_enrollment
from enrollment.models import Enrollment
from enrollment.models.enrollment import CARRIED, EnrollmentState
from enrollment.models.record import MessageKind


class Unseen(Enum):
    """The person was shown no price."""

    UNSEEN = "unseen"


UNSEEN = Unseen.UNSEEN


@dataclass(frozen=True, slots=True)
class Price:
    """What a move does to the price per person.

    ``shown`` is the new session's price as the person saw it before deciding; ``keep`` the old
    one, which staff alone may choose. Where the prices differ staff say why.
    """

    shown: Decimal | Unseen | None = UNSEEN
    keep: bool = False
    reason: str = ""


def move(
    enrollment: Enrollment,
    *,
    to: Session,
    now: datetime,
    actor: str = "visitor",
    or_wait: bool = False,
    price: Price = Price(),
) -> Enrollment:
    """Give the party its seats in ``to`` and its old ones back; return the enrollment there.

    Its code, link and names go along; its number is that of the new session, its price as ``price``
    says. The old row stays, cancelled, and knows where the party went. A party of a cancelled
    session may move too. With ``or_wait`` it gives up its seats to wait there when there is no
    room. Moving twice to the same session changes nothing; staff may move to another course.

    Raise SessionFull, SessionClosed, PartyTooLarge, NotActive, NotPossible, PriceChanged,
    ReasonMissing, DeadlinePassed, DeadlineInvalid, Busy.
    """
    if to.pk == enrollment.session_id:
        raise NotPossible(_("这份报名已经在这个班次。"))
    with lock_sessions(enrollment.session_id, to.pk, now=now) as (old, new):
        party = fresh_party(enrollment)
        if party.moved_to and party.moved_to.session_id == to.pk:
            return fresh_party(party.moved_to)
        _check_may_leave(party, old, actor=actor, now=now)
        state = _state_there(party, old, new, or_wait=or_wait, now=now, actor=actor)
        agreed, priced = _price_there(party, new, price, actor=actor)
        carried = {field: getattr(party, field) for field in CARRIED}
        leave = _leave(party, old, now=now, actor=actor)
        moved = _write_there(party, new, state=state, now=now, unit_price=agreed, **carried)
        Enrollment.objects.filter(pk=party.pk).update(moved_to=moved)
        noted = {"moved_from": party.pk, "session": [old.public_id, new.public_id], **priced}
        kind = MessageKind.MOVED
        come = arrived(new, moved, verb="move in", message=kind, actor=actor, now=now, noted=noted)
        bulk_insert.send(*leave, *come)
    if moved.state == EnrollmentState.WAITING:
        moved.refresh_from_db(fields=["state", "offered_seats", "offered_until"])
    return moved


def _check_may_leave(party: Enrollment, old: Session, *, actor: str, now: datetime) -> None:
    its_session_was_cancelled = (
        party.state == EnrollmentState.CANCELLED
        and old.state == SessionState.CANCELLED
        and party.moved_to_id is None
    )
    if its_session_was_cancelled:
        return
    if not party.is_active or old.state == SessionState.FINISHED:
        raise NotActive(_("这份报名已经结束，不能再改班次。"))
    check_own_deadline(party, actor=actor, now=now)


def _state_there(
    party: Enrollment, old: Session, new: Session, *, or_wait: bool, now: datetime, actor: str
) -> str:
    if new.course_id != old.course_id and not is_staff(actor):
        raise NotPossible(_("只能改到同一门课程的班次。"))
    closed = _("那个班次已停止报名，请选别的班次。")
    check_takes_enrollments(new, actor=actor, now=now, refusal=closed)
    check_size(new, party.seats)
    if not waiting_list.has_room(new, party.seats, now=now):
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


def _price_there(
    party: Enrollment, new: Session, price: Price, *, actor: str
) -> tuple[Decimal | None, dict[str, Any]]:
    """Return the price per person there, and what the record says of it.

    Both prices are recorded, the old one and that of the new session, and which of them holds.
    """
    old, offered = party.unit_price, new.unit_price
    if price.shown is not UNSEEN and price.shown != offered:
        raise PriceChanged(
            _("那个班次的价格刚刚从 %(old)s 变为 %(new)s，还没有改班次。请核对后再提交一次。")
            % {"old": price_text(price.shown), "new": price_text(offered)}
        )
    if old == offered:
        return old, {}
    keeps = price.keep and is_staff(actor)
    noted: dict[str, Any] = {"unit_price": [price_text(old), price_text(old if keeps else offered)]}
    if keeps:
        noted["session_price"] = price_text(offered)
    if is_staff(actor):
        noted["reason"] = reason_given(price.reason)
    return (old if keeps else offered), noted


def _leave(party: Enrollment, old: Session, *, now: datetime, actor: str) -> list[Statement]:
    """Cancel the row that stays behind; gives what is to be written with that."""
    # The code and its link go with the party; the row left behind gets one that nobody knows.
    code = new_code()
    token_hash = links.hash_of(links.token_for_code(code))
    new_link: dict[str, Any] = {"code": code, "token_hash": token_hash, "links_renewed": 0}
    if not party.is_active:
        Enrollment.objects.filter(pk=party.pk).update(**new_link)
        return []
    return stepped(
        old,
        party,
        EnrollmentState.CANCELLED,
        verb="move out",
        message=None,
        now=now,
        actor=actor,
        **new_link,
    )


def _write_there(
    party: Enrollment, new: Session, *, state: str, now: datetime, **carried: Any
) -> Enrollment:
    until = None
    if state == EnrollmentState.HELD:
        if party.held_until and party.held_until > now:
            until = min(party.held_until, new.closing)
        else:
            until = terms.held_until(new, now=now)
    moved = write_enrollment(
        new,
        **carried,
        key=f"moved-{party.pk}",
        state=state,
        held_until=until,
        preregistered=party.preregistered and state == EnrollmentState.WAITING,
        now=now,
    )
    party.participants.update(enrollment=moved)
    return moved
