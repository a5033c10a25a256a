"""Cells of the plan saved at once: all of them or none, and taken back at once."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.domain.clash_finding import clashes_with, not_overruled, slot_of
from catalog.models import Course, Session
from catalog.models.session_state import SessionState
from catalog.queries import plan_book
from catalog.queries.plan_steps import ADD, CHANGE, REMOVE, CellChange, Step, Steps, steps_of
from enrollment.actions.session_facts import taught_by
from enrollment.actions.sessions import cancelled, rescheduled
from enrollment.domain import audit, overruling
from enrollment.domain.refusals import Busy, Refusal
from enrollment.domain.session_lock import lock_sessions, reason_given
from enrollment.models import AuditEvent, PlanChange, SeatChange, SessionTerms

RESTORED_FIELDS = (
    *("capacity", "overbook", "minimum", "room", "note", "joining_note", "language"),
    *("strict_order", "public_id"),
)


Kept = dict[str, object]  # what a session has beside its cell (RESTORED_FIELDS), price, terms


class PlanNotSaved(Refusal):
    """Nothing was saved; ``found`` says which cells are in the way, or what must be said first."""

    def __init__(self, steps: Steps):
        super().__init__(_("排期没有保存：请先看下面的问题。"))
        self.found = steps


def needs_reason(steps: Steps) -> bool:
    """Whether somebody must say why: a clash, or a session that is cancelled."""
    return bool(steps.clashes) or any(is_cancelling(step) for step in steps.steps)


def is_cancelling(step: Step) -> bool:
    """Whether a session that the public may have seen goes: it is cancelled, not deleted."""
    if step.kind != REMOVE or step.was is None:
        return False
    return step.was.is_settled or step.was.session.state != SessionState.PLANNED


def tells_people(step: Step) -> bool:
    """Whether parties may get a letter."""
    return bool(step.was and step.was.is_settled and (step.kind == REMOVE or step.fields))


def save_plan(
    changes: list[CellChange],
    *,
    now: datetime,
    actor: str,
    reason: str = "",
    sure: bool = False,
    undoes: PlanChange | None = None,
) -> PlanChange:
    """Do what the changed cells say, all or nothing.

    ``sure``: whoever asks has seen the clashes and who gets a letter; ``reason`` says why the
    clashes stay and why sessions are cancelled. Raises PlanNotSaved, Refusal, Busy.
    """
    today = timezone.localdate(now)
    touched = {step.session.pk for step in steps_of(changes, today=today).touched}
    with lock_sessions(*touched, now=now) as sessions:
        list(_courses_locked({change.course for change in changes}))
        steps = steps_of(changes, today=today)
        if not {step.session.pk for step in steps.touched} <= touched:
            raise Busy(_("别人正在改同样的格子，请再保存一次。"))
        _check(steps, sure=sure)
        if needs_reason(steps):
            reason = reason_given(reason)
        snapshots = (undoes.steps if undoes else {}).get("removed", {})
        locked = {session.pk: session for session in sessions}
        removed = _do(steps, locked, snapshots, now=now, actor=actor, reason=reason)
        extras: dict[str, object] = {"removed": removed}
        if undoes and not undoes.is_undo:
            extras["undoes"] = undoes.pk
        saved = _written(steps, extras, now=now, actor=actor)
        if undoes:
            PlanChange.objects.filter(pk=undoes.pk).update(undone_at=now)
        return saved


def _check(steps: Steps, *, sure: bool) -> None:
    """Raise PlanNotSaved for what is wrong, and for what nobody has seen yet."""
    asks = needs_reason(steps) or any(tells_people(step) for step in steps.steps)
    if steps.problems or steps.conflicts or (asks and not sure):
        raise PlanNotSaved(steps)


def _courses_locked(ids: set[int]) -> QuerySet[Course, int]:
    """Whoever plans one of these courses waits: two who fill an empty cell see each other."""
    rows = Course.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    return rows.values_list("pk", flat=True)


def _do(
    steps: Steps,
    locked: dict[int, Session],
    snapshots: dict[str, Kept],
    *,
    now: datetime,
    actor: str,
    reason: str,
) -> dict[str, Kept]:
    removed = _remove(steps.of(REMOVE), locked, reason=reason, now=now, actor=actor)
    _change(steps.of(CHANGE), locked, now=now, actor=actor)
    _add(steps.of(ADD), snapshots, now=now, actor=actor)
    if steps.clashes:
        kept_steps = [step for step in steps.steps if step.kind != REMOVE]
        slots = [
            slot_of(step.session, step.teachers) for step in kept_steps if step.session.starts_on
        ]
        clashes = not_overruled(clashes_with(slots, today=timezone.localdate(now)))
        overruling.overrule(clashes, reason=reason, now=now, actor=actor)
    return removed


def _remove(
    steps: list[Step], locked: dict[int, Session], *, now: datetime, actor: str, reason: str
) -> dict[str, Kept]:
    """Delete what only planners know, cancel what others may know; give what was deleted."""
    removed: dict[str, Kept] = {}
    events: list[AuditEvent] = []
    gone: list[int] = []
    terms = _terms_of(locked)
    counted = SeatChange.objects.filter(session__in=list(locked)).values_list("session_id")
    with_history = {pk for (pk,) in counted.distinct()}
    for step in steps:
        session = step.session
        if is_cancelling(step) or session.pk in with_history:
            cancelled(locked[session.pk], now=now, actor=actor, reason=reason)
            continue
        removed[_place_key(step)] = _snapshot(session) | {"terms": terms.get(session.pk)}
        events.append(
            audit.event("unplan", session, actor=actor, now=now, session=session.public_id)
        )
        gone.append(session.pk)
    Session.objects.filter(pk__in=gone).delete()
    AuditEvent.objects.bulk_create(events)
    return removed


def _change(steps: list[Step], locked: dict[int, Session], *, now: datetime, actor: str) -> None:
    for step in steps:
        fresh = locked[step.session.pk]
        if step.fields:
            rescheduled(fresh, now=now, actor=actor, **step.fields)
        before = step.was.teachers if step.was else ()
        taught_by(fresh, before, step.teachers, now=now, actor=actor)


def _add(steps: list[Step], snapshots: dict[str, Kept], *, now: datetime, actor: str) -> None:
    terms = []
    for step in steps:
        stored = dict(snapshots.get(_place_key(step), {}))
        if own := stored.pop("terms", None):
            terms.append(SessionTerms(session=step.session, **cast(dict[str, Any], own)))
        for name, value in stored.items():
            setattr(step.session, name, value)
    Session.objects.bulk_create([step.session for step in steps], batch_size=200)
    SessionTerms.objects.bulk_create(terms, batch_size=200)
    link = Session.instructors.through
    link.objects.bulk_create(
        [
            link(session_id=step.session.pk, instructor_id=teacher)
            for step in steps
            for teacher in step.teachers
        ],
        batch_size=400,
    )
    AuditEvent.objects.bulk_create(
        [
            audit.event(
                "plan",
                step.session,
                actor=actor,
                now=now,
                city=step.session.city_id,
                month=f"{step.session.month:%Y-%m}",
                starts_on=step.session.starts_on and step.session.starts_on.isoformat(),
            )
            for step in steps
        ],
        batch_size=100,
    )


def _place_key(step: Step) -> str:
    change = step.change
    return f"{change.course}.{change.city}.{change.month:%Y-%m}.{step.text}"


def _snapshot(session: Session) -> Kept:
    """What a session has beside its cell, to give it back if the change is undone."""
    return {name: getattr(session, name) for name in RESTORED_FIELDS} | {
        "price": None if session.price is None else str(session.price),
        "closes_at": session.closes_at and session.closes_at.isoformat(),
    }


def _terms_of(sessions: Iterable[int]) -> dict[int, Kept]:
    """By session, where it has terms of its own."""
    rows = SessionTerms.objects.filter(session__in=list(sessions))
    names = [field.name for field in SessionTerms._meta.fields if not field.primary_key]
    return {row.pk: {name: getattr(row, name) for name in names} for row in rows}


def _written(steps: Steps, extras: dict[str, object], *, now: datetime, actor: str) -> PlanChange:
    """With the texts that stand in the cells now: what was typed may have been another form."""
    book = plan_book.of_places(change.place for change in steps.changes)
    cells = [
        [
            change.course,
            change.city,
            f"{change.month:%Y-%m}",
            change.before,
            book.text(change.place),
        ]
        for change in steps.changes
    ]
    saved = PlanChange(actor=actor, at=now, steps={"cells": cells} | extras)
    if cells:
        saved.save()
    return saved
