"""An outline's text becomes a course: header fields, city × month table, testimonials, contact."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.domain import publishing, timetable
from catalog.domain.header_fields import MEANING, Header, header_of
from catalog.domain.outline_extras import Contact, Quote, contact_in, digits_of, quotes_in
from catalog.domain.outline_versions import read, release, save_outline
from catalog.domain.seen_doubts import NO_TITLE
from catalog.domain.slugs import next_code, slug_for
from catalog.models import (
    Category,
    City,
    Course,
    CourseDetail,
    Instructor,
    Office,
    Outline,
    Session,
    Testimonial,
)
from catalog.outline import Tree

UNSORTED = "unsorted"  # slug of the category of outlines that name none
ATTEMPTS = 3  # two imports of one title at once choose the same slug: the second chooses again


@dataclass
class Imported:
    """What came of an import; ``notes`` are sentences for the editor."""

    course: Course
    outline: Outline = field(init=False)
    sessions: list[Session] = field(default_factory=list)
    testimonials: list[Testimonial] = field(default_factory=list)
    office: Office | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Understood:
    """What a text says about its course, before anything is written."""

    tree: Tree
    title: str
    header: Header
    timetable: timetable.Timetable
    quotes: list[Quote]
    contact: Contact | None


def understand(text: str, *, today: date) -> Understood:
    """Read a text; nothing is written. Raises OutlineError when it cannot be an outline."""
    tree = read(text)
    blocks = _blocks(tree)
    rows = [line for block in blocks["schedule"] for line in block.split("\n")]
    return Understood(
        tree=tree,
        title=(tree.title or "").strip()[:200],
        header=header_of(tree.fields),
        timetable=timetable.read(rows, today=today),
        quotes=quotes_in(blocks["testimonial"]),
        contact=contact_in(blocks["contact"]),
    )


def _blocks(tree: Tree) -> dict[str, list[str]]:
    texts = {line.number: line.text.strip() for line in tree.source}
    blocks: dict[str, list[str]] = {"schedule": [], "testimonial": [], "contact": []}
    last = ""
    for extra in tree.extras:
        # A city without a month is punctuation to the reader, but a row of the table to us.
        last = "schedule" if (last, extra.kind) == ("schedule", "noise") else extra.kind
        if last in blocks:
            block = extra.text or "\n".join(texts[number] for number in extra.lines)
            blocks[last].append(block)
    return blocks


def import_course(
    text: str,
    *,
    title: str = "",
    slug: str = "",
    category: Category | None = None,
    price: Decimal | None = None,
    publish: bool = False,
    user: User | None = None,
    intake: dict[str, Any] | None = None,
    seen: Iterable[str] = (),
    now: datetime,
) -> Imported:
    """Make a course of an outline with all that stands around it; nothing printed is dropped.

    ``title``, ``category`` and ``price`` win over what the text says; a title that is given answers
    the doubt that there is none. One transaction. Raises
    OutlineError when the text cannot be an outline; nothing is written then.
    """
    understood = understand(text, today=timezone.localdate(now))
    seen = {*seen, NO_TITLE} if title.strip() else seen
    save = partial(save_outline, user=user, reason=_("导入"), intake=intake, seen=seen, now=now)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                imported = _write(understood, title, slug, category, price)
                imported.outline = save(imported.course, text)
                if publish:
                    release(imported.outline, now=now)
                    imported.course.refresh_from_db()
                    publishing.publish(imported.course, now=now)
                return imported
        except IntegrityError:
            if attempt == ATTEMPTS or slug:
                raise
    raise AssertionError


def _write(
    understood: Understood, title: str, slug: str, category: Category | None, price: Decimal | None
) -> Imported:
    header = understood.header
    notes: list[str] = []
    category = category or category_called(header.category, notes)
    title = title.strip()[:200] or understood.title or _placeholder(category, notes)
    course = Course.objects.create(
        category=category,
        title=title,
        slug=slug or slug_for(title),
        code=next_code(),
        audience=header.audience,
        price=header.price if price is None else price,
        days=header.days,
        opening=header.opening,
    )
    course.instructors.set([instructor_called(name) for name in header.instructors])
    CourseDetail.objects.bulk_create(
        CourseDetail(course=course, position=position, name=name[:100], text=text)
        for position, (name, text) in enumerate(header.details, 1)
    )
    notes += header_notes(header, price_given=price is not None)
    imported = Imported(course, notes=notes)
    imported.sessions = plan_sessions(course, understood.timetable, notes)
    imported.testimonials = Testimonial.objects.bulk_create(
        Testimonial.unread(course, quote.text, quote.author) for quote in understood.quotes
    )
    if imported.testimonials:
        count = len(imported.testimonials)
        notes.append(_("读到 %(count)d 条学员评价，审核后才会公开。") % {"count": count})
    imported.office = office_for(understood.contact, notes)
    return imported


def _placeholder(category: Category, notes: list[str]) -> str:
    name = "" if category.slug == UNSORTED else category.name
    title = _("%(category)s课程（待命名）") % {"category": name}
    notes.append(_("原文没有课程名称，暂名为“%(title)s”，请改名。") % {"title": title})
    return title


def header_notes(header: Header, *, price_given: bool) -> list[str]:
    """What the editor should know about the fields: what was not understood, what went where."""
    notes = [
        _("没有读懂“%(name)s：%(value)s”，已原样放进课程详情。")
        % {"name": name, "value": value[:40]}
        for name, value in header.unread
        if not (price_given and MEANING.get(name) == "price")
    ]
    unread = {name for name, _value in header.unread}
    names = [name for name, _value in header.details if name not in unread]
    if names:
        notes.append(
            _("这些字段原样放进了课程详情：%(names)s。")
            % {"names": _("、").join(dict.fromkeys(names))}
        )
    return notes


def category_called(name: str, notes: list[str]) -> Category:
    """The category of that name, made where there is none; 未分类 where no name is printed."""
    if not name:
        unsorted = {"slug": UNSORTED, "name": _("未分类")}
        either = Q(slug=UNSORTED) | Q(name=unsorted["name"])
        return Category.objects.filter(either).first() or Category.objects.create(**unsorted)
    if category := Category.objects.filter(name=name).first():
        return category
    notes.append(_("新建了课程类别“%(name)s”。") % {"name": name})
    return Category.objects.create(name=name, slug=slug_for(name, among=Category, limit=60))


def city_called(name: str, notes: list[str]) -> City:
    if city := City.objects.filter(name=name).first():
        return city
    notes.append(_("新建了城市“%(name)s”。") % {"name": name})
    return City.objects.create(name=name, slug=slug_for(name, among=City, limit=60))


def plan_sessions(course: Course, printed: timetable.Timetable, notes: list[str]) -> list[Session]:
    """Planned sessions, without dates where the table gives only months."""
    cities = {
        name: city_called(name, notes)
        for name in dict.fromkeys(entry.city for entry in printed.planned)
    }
    sessions = Session.objects.bulk_create(
        Session(
            course=course,
            city=cities[entry.city],
            month=entry.month,
            starts_on=entry.starts_on,
            ends_on=entry.ends_on,
            note=entry.note[:200],
        )
        for entry in printed.planned
    )
    if sessions:
        notes.append(_("按城市月份表排了 %(count)d 个计划中的班次。") % {"count": len(sessions)})
    notes += past_note(printed)
    if printed.idle_cities:
        names = _("、").join(printed.idle_cities)
        notes.append(_("城市表里的%(names)s没有标出月份，没有排班次。") % {"names": names})
    return sessions


def past_note(printed: timetable.Timetable) -> list[str]:
    """A sentence on the sessions of a table whose month is over, if there are any."""
    if not printed.past:
        return []
    months = _("、").join(sorted({f"{entry.month:%Y-%m}" for entry in printed.past}))
    params = {"count": len(printed.past), "months": months}
    return [
        _("城市月份表里有 %(count)d 个的月份已经过去了（%(months)s）：请核对年份，改期或删去。")
        % params
    ]


def instructor_called(name: str) -> Instructor:
    return Instructor.objects.filter(name=name).first() or Instructor.objects.create(name=name)


def office_for(contact: Contact | None, notes: list[str]) -> Office | None:
    """A new office, unless one with that telephone, e-mail or address is known already."""
    if contact is None or is_known(contact):
        return None
    office = Office.objects.create(
        name=_("导入的联系方式"),
        phone=contact.phone,
        contact_person=contact.person,
        address=contact.address,
        email=contact.email,
        is_public=False,
    )
    notes.append(
        _("读到了联系方式 %(contact)s，还没有公开：请在“联系方式”里核对、命名后再公开。")
        % {"contact": contact.phone or contact.email}
    )
    return office


def is_known(contact: Contact) -> bool:
    return any(_same(office, contact) for office in Office.objects.all())


def _same(office: Office, contact: Contact) -> bool:
    return bool(
        (contact.digits and contact.digits == digits_of(office.phone))
        or (contact.email and contact.email.casefold() == office.email.casefold())
        or (contact.address and contact.address == office.address)
    )
