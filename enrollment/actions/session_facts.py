"""Facts of a session that touch no seat and that nobody was told: price, minimum, instructors."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack

from django.utils.translation import gettext as _

from catalog.models import Session
from enrollment.actions.sessions import plain, write_session
from enrollment.domain import audit, states
from enrollment.domain.refusals import NotPossible
from enrollment.domain.session_lock import lock_sessions


class Facts(TypedDict, total=False):
    """New values by field; what is not in it stays."""

    price: Decimal | None
    minimum: int | None


def change_facts(session: Session, *, now: datetime, actor: str, **facts: Unpack[Facts]) -> Session:
    """Set its own price or its minimum; what parties agreed on stays as it is.

    Raises NotPossible, Busy.
    """
    if unknown := facts.keys() - Facts.__optional_keys__:
        raise TypeError(f"change_facts does not change {', '.join(sorted(unknown))}")
    with lock_sessions(session.pk, now=now) as (fresh,):
        if not states.NEXT_SESSION[fresh.state]:
            raise NotPossible(_("班次已经结束或取消，不能再改。"))
        real = {name: value for name, value in facts.items() if getattr(fresh, name) != value}
        if not real:
            return fresh
        pairs = {name: [plain(getattr(fresh, name)), plain(real[name])] for name in real}
        write_session(fresh, now=now, **real)
        audit.record("change facts", fresh, actor=actor, now=now, **pairs)
        return fresh


def change_instructors(
    session: Session, *, instructors: Collection[int], now: datetime, actor: str
) -> Session:
    """Let these teach it in place of whoever did, by their ids. Raises NotPossible, Busy."""
    with lock_sessions(session.pk, now=now) as (fresh,):
        if not states.NEXT_SESSION[fresh.state]:
            raise NotPossible(_("班次已经结束或取消，不能再改。"))
        before = list(fresh.instructors.values_list("pk", flat=True))
        taught_by(fresh, before, instructors, now=now, actor=actor)
        return fresh


def taught_by(
    fresh: Session,
    before: Collection[int],
    after: Collection[int],
    *,
    now: datetime,
    actor: str,
) -> None:
    """The same for a session that is locked already, where it changes anything."""
    if set(before) != set(after):
        fresh.instructors.set(after)
        pair = [sorted(before), sorted(after)]
        audit.record("change facts", fresh, actor=actor, now=now, instructors=pair)
