"""Cells that somebody changed on the plan -> what is done to which session.

A cell says what stood there when it was shown: if something else stands there now, somebody was
faster, and both texts are shown. Inside a cell a session whose text is still there stays as it is;
one that gave way to another text is changed. Between cells a session goes where its text turned up.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import cast

from django.utils.translation import gettext as _

from catalog.domain.clash_finding import clashes_with, not_overruled, slot_of
from catalog.domain.session_changes import SessionChanges
from catalog.domain.session_defaults import defaults, whole_days
from catalog.models import Session
from catalog.models.course import name_for
from catalog.models.session import new_public_id
from catalog.plan import plan_cells
from catalog.plan.cell_errors import CellError
from catalog.plan.cell_signs import plain_name
from catalog.plan.clashes import Clash
from catalog.plan.plan_cells import Entry
from catalog.queries import plan_book
from catalog.queries.plan_book import Book, Place, Planned

ADD, CHANGE, REMOVE = "add", "change", "remove"
OpenHours = tuple[time | None, time | None]


@dataclass(frozen=True, slots=True)
class CellChange:
    """What stood in a cell when it was shown, and what somebody wants there."""

    course: int
    city: int
    month: date
    before: str
    after: str

    @property
    def place(self) -> Place:
        return self.course, self.city, self.month

    def undone(self) -> "CellChange":
        return CellChange(self.course, self.city, self.month, self.after, self.before)


@dataclass(slots=True)
class Step:
    """One session added, changed or removed; ``session`` is as it will be, or as it was."""

    kind: str
    change: CellChange
    session: Session
    text: str
    teachers: tuple[int, ...] = ()
    was: Planned | None = None

    @property
    def fields(self) -> SessionChanges:
        """What of the session that is there becomes something else."""
        if self.was is None:
            return SessionChanges()
        names = (
            *("city", "venue", "room", "month", "starts_on", "ends_on", "meeting_days"),
            *("starts_at", "ends_at"),
        )
        old = self.was.session
        changed = {
            name: getattr(self.session, name)
            for name in names
            if getattr(self.session, name) != getattr(old, name)
        }
        return cast(SessionChanges, changed)


@dataclass(slots=True)
class Steps:
    """What a change set comes to; ``problems`` and ``conflicts`` are by cell."""

    changes: list[CellChange]
    book: Book
    steps: list[Step] = field(default_factory=list)
    problems: list[tuple[CellChange, str]] = field(default_factory=list)
    conflicts: list[tuple[CellChange, str]] = field(default_factory=list)  # what stands there now
    clashes: list[Clash] = field(default_factory=list)

    @property
    def touched(self) -> list[Step]:
        """Steps on sessions that exist."""
        return [step for step in self.steps if step.was]

    def of(self, kind: str) -> list[Step]:
        return [step for step in self.steps if step.kind == kind]


@dataclass(frozen=True, slots=True)
class _New:
    change: CellChange
    entry: Entry
    text: str


Gone = list[tuple[CellChange, Planned]]  # sessions whose text is no longer in their cell


def steps_of(changes: Iterable[CellChange], *, today: date) -> Steps:
    """Read the cells as they are now and say what the changes do, clashes included."""
    changes = [change for change in changes if change.before.strip() != change.after.strip()]
    book = plan_book.of_places(change.place for change in changes)
    steps = Steps(changes, book)
    gone: Gone = []
    fresh: list[_New] = []
    for change in list(changes):
        _read_cell(change, steps, gone, fresh)
    _across_cells(steps, gone, fresh)
    steps.steps += [_step(REMOVE, change, old.session, old.text, was=old) for change, old in gone]
    steps.steps += [step for new in fresh if (step := _added(new, steps))]
    steps.clashes = clashes_of(steps.steps, today=today)
    return steps


def clashes_of(steps: list[Step], *, today: date) -> list[Clash]:
    """What would be wrong with the sessions that the steps add and change."""
    staying = [step for step in steps if step.kind != REMOVE and step.session.starts_on]
    removed = [step.session.public_id for step in steps if step.kind == REMOVE]
    slots = [slot_of(step.session, step.teachers) for step in staying]
    return not_overruled(clashes_with(slots, today=today, gone=removed))


def _read_cell(change: CellChange, steps: Steps, gone: Gone, fresh: list[_New]) -> None:
    book = steps.book
    if change.course not in book.courses or change.city not in book.cities:
        steps.problems.append((change, _("这门课程或这个城市已经不在了。")))
        return
    here = book.cells.get(change.place, [])
    now = plan_cells.write(planned.text for planned in here)
    if now.split() == change.after.split():
        steps.changes.remove(change)  # it stands there already: sent twice, or typed by two
        return
    if now.split() != change.before.split():
        steps.conflicts.append((change, now))
        return
    course = book.courses[change.course]
    try:
        entries = plan_cells.read(change.after, month=change.month, days=whole_days(course))
    except CellError as error:
        steps.problems.append((change, _(error.message) % error.params))
    else:
        _compare(change, here, [_new(change, entry, book) for entry in entries], steps, gone, fresh)


def _compare(
    change: CellChange,
    here: list[Planned],
    new: list[_New],
    steps: Steps,
    gone: Gone,
    fresh: list[_New],
) -> None:
    """What is there against what is wanted there."""
    pairs, lost, added = plan_cells.pairs(
        [planned.text for planned in here], [entry.text for entry in new]
    )
    for old, place in pairs:
        _change(here[old], new[place], steps)
    gone += [(change, here[old]) for old in lost]
    fresh += [new[place] for place in added]


def _new(change: CellChange, entry: Entry, book: Book) -> _New:
    course = book.courses[change.course]
    hours = None if entry.hours == course.usual_hours else entry.hours
    known = {plain_name(book.names[teacher]) for teacher in book.teachers_of.get(course.pk, ())}
    names = tuple(sorted(plain_name(name) for name in entry.teachers))
    teachers = () if set(names) == known else names
    name = plain_name(entry.venue)
    known_venue = book.venues.get((change.city, name))  # typed in English it is the same one
    venue = plain_name(known_venue.name) if known_venue else name
    entry = replace(entry, hours=hours, venue=venue, teachers=teachers)
    return _New(change, entry, plan_cells.written(entry, days=whole_days(course)))


def _across_cells(steps: Steps, gone: Gone, fresh: list[_New]) -> None:
    """A session of the same course goes where its text turned up; its venue stays in its city."""
    waiting: dict[tuple[int, str], Gone] = {}
    for planned in gone:
        waiting.setdefault((planned[0].course, _without_venue(planned[1].text)), []).append(planned)
    for planned_here in waiting.values():
        planned_here.reverse()  # the first is taken from the end
    placed: set[int] = set()
    for new in fresh:
        found_here = waiting.get((new.change.course, _without_venue(new.text)))
        if found_here:
            planned = found_here.pop()
            placed |= {id(planned), id(new)}
            _change(planned[1], new, steps)
    gone[:] = [planned for planned in gone if id(planned) not in placed]
    fresh[:] = [new for new in fresh if id(new) not in placed]


def _without_venue(text: str) -> str:
    return text.partition(" #")[0]


def _change(old: Planned, new: _New, steps: Steps) -> None:
    if old.is_over:
        steps.problems.append((new.change, _("这个班次已经结束，不能再改：%s") % old.text))
        return
    session = Session(pk=old.session.pk, public_id=old.session.public_id)
    for name in ("course", "room", "capacity", "minimum", "price", "state", "next_number"):
        setattr(session, name, getattr(old.session, name))
    hours = (old.session.starts_at, old.session.ends_at) if not old.entry.hours else None
    teachers = _teachers(new, steps)
    if _fill(session, new, steps, kept_hours=hours) and teachers is not None:
        if session.venue != old.session.venue:
            session.room = ""
        steps.steps.append(_step(CHANGE, new.change, session, new.text, teachers=teachers, was=old))


def _added(new: _New, steps: Steps) -> Step | None:
    course = steps.book.courses[new.change.course]
    session = Session(public_id=new_public_id(), course=course)
    for name, value in defaults(course, new.entry.first).items():
        setattr(session, name, value)
    teachers = _teachers(new, steps)
    if teachers is None or not _fill(session, new, steps):
        return None
    return _step(ADD, new.change, session, new.text, teachers=teachers)


def _fill(
    session: Session, new: _New, steps: Steps, *, kept_hours: OpenHours | None = None
) -> bool:
    """Give the session the place and time of the entry; a venue nobody knows is a problem."""
    change, entry, book = new.change, new.entry, steps.book
    course = book.courses[change.course]
    session.city, session.month = book.cities[change.city], change.month
    session.starts_on, session.ends_on = entry.first, entry.last
    session.meeting_days = [day.isoformat() for day in entry.meets]
    hours: OpenHours = entry.hours or kept_hours or course.usual_hours or (None, None)
    session.starts_at, session.ends_at = hours
    session.venue = None
    if entry.venue:
        session.venue = book.venues.get((change.city, entry.venue))
        if session.venue is None:
            params = {"venue": entry.venue, "city": name_for(session.city)}
            sentence = _("%(city)s没有叫“%(venue)s”的场地：请在“场地”里先建，或去掉 # 后面的字。")
            steps.problems.append((change, sentence % params))
            return False
    return True


def _teachers(new: _New, steps: Steps) -> tuple[int, ...] | None:
    book = steps.book
    if not new.entry.teachers:
        return tuple(book.teachers_of.get(new.change.course, ()))
    by_name = {plain_name(name): pk for pk, name in book.names.items()}
    unknown = [name for name in new.entry.teachers if name not in by_name]
    if unknown:
        sentence = _("没有叫“%(name)s”的讲师：请在“讲师”里先建，或去掉 @ 后面的字。")
        steps.problems.append((new.change, sentence % {"name": _("、").join(unknown)}))
        return None
    return tuple(by_name[name] for name in new.entry.teachers)


def _step(
    kind: str,
    change: CellChange,
    session: Session,
    text: str,
    *,
    teachers: Iterable[int] = (),
    was: Planned | None = None,
) -> Step:
    return Step(kind, change, session, text, tuple(teachers), was)
