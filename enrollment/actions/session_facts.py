"""Many things of a session changed at once, all or none; its price, minimum, instructors."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack, cast

from django.utils.translation import gettext as _

from catalog.domain.session_changes import SessionChanges
from catalog.models import Session
from catalog.models.session_state import SessionState
from enrollment.actions.sessions import (
    MAY_CHANGE,
    cancelled,
    capacity_changed,
    closed,
    opened,
    plain,
    rescheduled,
    write_session,
)
from enrollment.domain import audit, states
from enrollment.domain.refusals import NotPossible
from enrollment.domain.session_lock import lock_sessions


class Facts(TypedDict, total=False):
    """New values by field; what is not in it stays. Nobody was told what they are."""

    price: Decimal | None
    minimum: int | None


class ManyChanges(SessionChanges, Facts, total=False):
    """``instructors`` are ids; ``state`` is open, planned or cancelled."""

    capacity: int
    instructors: list[int]
    state: str


BECOMES = (None, SessionState.OPEN, SessionState.PLANNED, SessionState.CANCELLED)
KNOWN = MAY_CHANGE | Facts.__optional_keys__ | {"capacity", "instructors", "state"}


def change_session(
    session: Session,
    *,
    now: datetime,
    actor: str,
    reason: str = "",
    **changes: Unpack[ManyChanges],
) -> Session:
    """Change all of these, or none; ``reason`` says why it is cancelled. What parties agreed on
    stays; who is active is told of days, hours, place and of a cancellation.

    Raises NotPossible, DatesInvalid, CapacityTooSmall, Busy.
    """
    if (unknown := changes.keys() - KNOWN) or changes.get("state") not in BECOMES:
        raise TypeError(f"change_session does not change {sorted(unknown) or changes['state']}")
    with lock_sessions(session.pk, now=now) as (fresh,):
        if not states.NEXT_SESSION[fresh.state]:
            raise NotPossible(_("班次已经结束或取消，不能再改。"))
        moved = {name: value for name, value in changes.items() if name in MAY_CHANGE}
        if moved:
            rescheduled(fresh, now=now, actor=actor, **cast(SessionChanges, moved))
        facts = {name: value for name, value in changes.items() if name in Facts.__optional_keys__}
        _facts_changed(fresh, facts, now=now, actor=actor)
        if "capacity" in changes:
            capacity_changed(fresh, capacity=changes["capacity"], now=now, actor=actor)
        if "instructors" in changes:
            before = list(fresh.instructors.values_list("pk", flat=True))
            taught_by(fresh, before, changes["instructors"], now=now, actor=actor)
        _become(fresh, changes.get("state"), now=now, actor=actor, reason=reason)
        return fresh


def _become(fresh: Session, state: str | None, *, now: datetime, actor: str, reason: str) -> None:
    if state == SessionState.OPEN:
        opened(fresh, now=now, actor=actor)
    elif state == SessionState.PLANNED and fresh.state != state:
        closed(fresh, now=now, actor=actor)
    elif state == SessionState.CANCELLED:
        cancelled(fresh, now=now, actor=actor, reason=reason)


def _facts_changed(fresh: Session, facts: dict[str, object], *, now: datetime, actor: str) -> None:
    real = {name: value for name, value in facts.items() if getattr(fresh, name) != value}
    if real:
        pairs = {name: [plain(getattr(fresh, name)), plain(real[name])] for name in real}
        write_session(fresh, now=now, **real)
        audit.record("change facts", fresh, actor=actor, now=now, **pairs)


def taught_by(
    fresh: Session,
    before: Collection[int],
    after: Collection[int],
    *,
    now: datetime,
    actor: str,
) -> None:
    """Let these teach a session that is locked, by their ids, where that changes anything."""
    if set(before) != set(after):
        fresh.instructors.set(after)
        pair = [sorted(before), sorted(after)]
        audit.record("change facts", fresh, actor=actor, now=now, instructors=pair)
