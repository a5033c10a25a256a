"""What a later outline says otherwise than its course: offered, and written only where ticked."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.domain.course_import import (
    Understood,
    category_called,
    instructor_called,
    is_known,
    office_for,
    past_note,
    plan_sessions,
)
from catalog.domain.outline_extras import Contact
from catalog.domain.timetable import Planned, Timetable
from catalog.models import Course, CourseDetail, Session, Testimonial
from catalog.models.session_state import SessionState
from catalog.search import index_course

Writer = Callable[[Course, list[str]], None]  # gives notes for the editor
Place = tuple[str, date]  # a city and a month
BETWEEN = re.compile(r"[\s、，,；;]+")


@dataclass(frozen=True, slots=True)
class CourseChange:
    """One difference; without ``write`` it is shown, but has to be settled elsewhere."""

    name: str
    old: str
    new: str
    write: Writer | None = field(default=None, compare=False)

    @property
    def takeable(self) -> bool:
        return self.write is not None

    def take(self, course: Course, notes: list[str]) -> None:
        if self.write is None:
            raise TypeError(self.name)
        self.write(course, notes)

    @property
    def token(self) -> str:
        """What a tick sends: it holds for this change alone, not for another one of that name."""
        text = "\0".join((self.name, self.old, self.new))
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def find_changes(course: Course, understood: Understood) -> list[CourseChange]:
    """Every fact that the text states and the course holds otherwise, in the order of the page."""
    return [
        *_columns(course, understood),
        *_people(course, understood),
        *_details(course, understood),
        *_timetable(course, understood.timetable),
        *_surroundings(course, understood),
    ]


def accept(
    course: Course, understood: Understood, ticked: list[str], *, now: datetime
) -> tuple[list[CourseChange], list[str]]:
    """Write the ticked offers of a text that still stand, as ``accept_changes``."""
    return accept_changes(course, lambda fresh: find_changes(fresh, understood), ticked, now=now)


@transaction.atomic
def accept_changes(
    course: Course,
    offers: Callable[[Course], list[CourseChange]],
    ticked: list[str],
    *,
    now: datetime,
) -> tuple[list[CourseChange], list[str]]:
    """Write the ticked offers that still stand; what was written, and notes for the editor.

    A tick for a change that the course no longer needs, or needs otherwise, writes nothing.
    """
    Course.objects.filter(pk=course.pk).update(updated_at=now)  # the row lock
    course.refresh_from_db()
    notes: list[str] = []
    taken = [offer for offer in offers(course) if offer.write and offer.token in ticked]
    for offer in taken:
        offer.take(course, notes)
    if taken:
        course.save()
        index_course(course)
    return taken, notes


def _columns(course: Course, understood: Understood) -> list[CourseChange]:
    """Facts that are a column of the course."""
    header = understood.header
    candidates: list[tuple[str, str, Any, Callable[[Any], str]]] = [
        ("title", _("课程名称"), understood.title, str),
        ("price", _("课程价格"), header.price, money),
        ("days", _("天数"), header.days, spell_days),
        ("opening", _("开课时间"), header.opening, str),
        ("audience", _("适合对象"), header.audience, str),
    ]
    return [
        CourseChange(
            name, _shown(getattr(course, column), spell), spell(value), set_column(column, value)
        )
        for column, name, value, spell in candidates
        if value not in (None, "") and not _equal(column, getattr(course, column), value)
    ]


def _shown(value: Any, spell: Callable[[Any], str]) -> str:
    return "" if value in (None, "") else spell(value)


def _equal(column: str, old: object, new: object) -> bool:
    """Whether both say the same; an audience in one line is the same as one in lines."""
    if isinstance(old, str) and isinstance(new, str):
        return _parts(column, old) == _parts(column, new)
    return old == new


def _parts(column: str, text: str) -> list[str]:
    """What is compared of a text: its words, or those for whom the course is one by one."""
    return list(filter(None, BETWEEN.split(text))) if column == "audience" else text.split()


def money(price: Decimal) -> str:
    return _("%(price)s 元/人") % {"price": f"{price:.2f}"}


def spell_days(days: Decimal) -> str:
    return f"{days.normalize():f}"


def set_column(column: str, value: Any) -> Writer:
    return lambda course, notes: setattr(course, column, value)


def _people(course: Course, understood: Understood) -> list[CourseChange]:
    """Its category and who teaches it."""
    header, changes = understood.header, []
    if header.category and header.category != course.category.name:

        def set_category(course: Course, notes: list[str]) -> None:
            course.category = category_called(header.category, notes)

        changes.append(
            CourseChange(_("课程类别"), course.category.name, header.category, set_category)
        )
    teachers = [teacher.name for teacher in course.instructors.order_by("pk")]
    if header.instructors and set(header.instructors) != set(teachers):

        def set_teachers(course: Course, notes: list[str]) -> None:
            course.instructors.set([instructor_called(name) for name in header.instructors])

        changes.append(
            CourseChange(
                _("讲师"), _("、").join(teachers), _("、").join(header.instructors), set_teachers
            )
        )
    return changes


def _details(course: Course, understood: Understood) -> list[CourseChange]:
    """The named texts; those that the outline does not name stay as they are."""
    rows: dict[str, list[CourseDetail]] = {}
    for row in course.details.all():
        rows.setdefault(row.name, []).append(row)
    texts: dict[str, list[str]] = {}
    for name, text in understood.header.details:
        texts.setdefault(name[:100], []).append(text)
    changes = []
    for name, lines in texts.items():
        old, new = "\n".join(row.text for row in rows.get(name, [])), "\n".join(lines)
        if new.strip() and old.split() != new.split():
            changes.append(CourseChange(name, old, new, _detail_writer(name, new)))
    return changes


def _detail_writer(name: str, text: str) -> Writer:
    def write(course: Course, notes: list[str]) -> None:
        rows = list(course.details.filter(name=name))
        if not rows:
            last = course.details.order_by("-position").first()
            course.details.create(name=name, text=text, position=last.position + 1 if last else 1)
            return
        first, *others = rows
        CourseDetail.objects.filter(pk__in=[row.pk for row in others]).delete()
        first.text = text
        first.save()

    return write


def _timetable(course: Course, printed: Timetable) -> list[CourseChange]:
    """Sessions that the table has and the course has not; other days are for the session's page."""
    if not printed.planned:
        return []
    known: dict[Place, list[Session]] = {}
    for session in course.sessions.select_related("city"):
        known.setdefault((session.city.name, session.month), []).append(session)
    changes = [*_not_planned_yet(known, printed), *_on_other_days(known, printed)]
    return changes + _not_in_the_table(known, printed)


def _not_planned_yet(known: dict[Place, list[Session]], printed: Timetable) -> list[CourseChange]:
    fresh = tuple(
        planned for planned in printed.planned if (planned.city, planned.month) not in known
    )
    if not fresh:
        return []

    def plan(course: Course, notes: list[str]) -> None:
        plan_sessions(course, Timetable(fresh, ()), notes)

    old = _("已有 %(count)d 个") % {"count": sum(map(len, known.values()))}
    new = _("另排 %(count)d 个：%(sessions)s") % {
        "count": len(fresh),
        "sessions": _("、").join(map(_spelled, fresh)),
    }
    return [CourseChange(_("计划中的班次"), old, new, plan)]


def _on_other_days(known: dict[Place, list[Session]], printed: Timetable) -> list[CourseChange]:
    changes = []
    for planned in printed.planned:
        held = known.get((planned.city, planned.month), [])
        if (
            planned.starts_on
            and held
            and all(session.starts_on != planned.starts_on for session in held)
        ):
            new = _("%(session)s；请到这个班次的页面改期") % {"session": _spelled(planned)}
            changes.append(CourseChange(_("班次日期"), _("、").join(map(_held, held)), new))
    return changes


def _not_in_the_table(known: dict[Place, list[Session]], printed: Timetable) -> list[CourseChange]:
    printed_places = {(planned.city, planned.month) for planned in printed.planned}
    missing = [
        session
        for place, held in known.items()
        for session in held
        if place not in printed_places and session.state == SessionState.PLANNED
    ]
    if not missing:
        return []
    old = _("、").join(map(_held, missing))
    return [CourseChange(_("表里没有的班次"), old, _("不动；不开的请到班次页面取消"))]


def _surroundings(course: Course, understood: Understood) -> list[CourseChange]:
    """What stands around the outline: testimonials that are new, a contact nobody knows."""
    changes = []
    known = {" ".join(testimonial.text.split()) for testimonial in course.testimonials.all()}
    fresh = [quote for quote in understood.quotes if " ".join(quote.text.split()) not in known]
    if fresh:

        def add_testimonials(course: Course, notes: list[str]) -> None:
            course.testimonials.bulk_create(
                Testimonial.unread(course, quote.text, quote.author) for quote in fresh
            )

        params = {"count": len(fresh), "texts": _("；").join(quote.text[:40] for quote in fresh)}
        old = _("已有 %(count)d 条") % {"count": len(known)}
        new = _("另加 %(count)d 条，审核后才公开：%(texts)s") % params
        changes.append(CourseChange(_("学员评价"), old, new, add_testimonials))
    contact = understood.contact
    if contact and not is_known(contact):
        new = _("，").join(filter(None, (contact.phone, contact.person, contact.email)))
        changes.append(
            CourseChange(_("联系方式"), "", new or contact.address, _add_office(contact))
        )
    return changes


def _add_office(contact: Contact) -> Writer:
    def write(course: Course, notes: list[str]) -> None:
        office_for(contact, notes)

    return write


def notes_on(course: Course, understood: Understood) -> list[str]:
    """What the text leaves open: values not understood, months past, facts it does not state."""
    notes = [
        _("没有读懂“%(name)s：%(value)s”，列在下面作为课程详情。")
        % {"name": name, "value": value[:40]}
        for name, value in understood.header.unread
    ]
    notes += past_note(understood.timetable)
    silent = [name for name, value, stated in _stated(course, understood) if value and not stated]
    if silent:
        params = {"names": _("、").join(silent)}
        notes.append(_("这份大纲没有写、课程资料里保留着的：%(names)s。") % params)
    return notes


def _stated(course: Course, understood: Understood) -> list[tuple[str, Any, Any]]:
    """Name, what the course has, and what the text states, of facts that a text may state."""
    header = understood.header
    return [
        (_("课程价格"), course.price is not None, header.price is not None),
        (_("天数"), course.days, header.days),
        (_("适合对象"), course.audience, header.audience),
        (_("讲师"), course.instructors.exists(), header.instructors),
    ]


def _spelled(planned: Planned) -> str:
    return _days(planned.city, planned)


def _held(session: Session) -> str:
    return _days(session.city.name, session)


def _days(city: str, when: Planned | Session) -> str:
    """昆明 2026-12-15, or the month alone."""
    return f"{city} {when.starts_on or when.month.strftime('%Y-%m')}"
