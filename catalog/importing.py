"""An outline's text becomes a course: header fields, city × month table, testimonials, contact."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog import timetable
from catalog.header import Header, header_of
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
from catalog.models.course import CourseStatus
from catalog.outline import Tree
from catalog.outlines import read, release, save_outline
from catalog.slugs import next_code, slug_for
from catalog.surroundings import Contact, Praise, contact_in, digits_of, praises

ATTEMPTS = 3  # two imports of one title at once choose the same slug: the second chooses again


@dataclass
class Imported:
    """What came of an import; ``notes`` are sentences for the editor."""

    course: Course
    outline: Outline
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
    praises: list[Praise]
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
        praises=praises(blocks["testimonial"]),
        contact=contact_in(blocks["contact"]),
    )


def _blocks(tree: Tree) -> dict[str, list[str]]:
    texts = {line.number: line.text.strip() for line in tree.source}
    blocks: dict[str, list[str]] = {"schedule": [], "testimonial": [], "contact": []}
    for extra in tree.extras:
        if extra.kind in blocks:
            block = extra.text or "\n".join(texts[number] for number in extra.lines)
            blocks[extra.kind].append(block)
    return blocks


def import_course(
    text: str,
    *,
    title: str = "",
    slug: str = "",
    category: Category | None = None,
    price: Decimal | None = None,
    publish: bool = False,
    user=None,
    now: datetime,
) -> Imported:
    """Make a course of an outline with all that stands around it; nothing printed is dropped.

    ``title``, ``category`` and ``price`` win over what the text says. One transaction. Raises
    OutlineError when the text cannot be an outline; nothing is written then.
    """
    understood = understand(text, today=timezone.localdate(now))
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                imported = _write(understood, title, slug, category, price)
                imported.outline = save_outline(
                    imported.course, text, user=user, reason=_("导入"), now=now
                )
                if publish:
                    release(imported.outline, now=now)
                    imported.course.refresh_from_db()
                return imported
        except IntegrityError:
            if attempt == ATTEMPTS or slug:
                raise
    raise AssertionError


def _write(understood: Understood, title: str, slug: str, category, price) -> Imported:
    header, notes = understood.header, []
    category = category or category_called(header.category, notes)
    title = title.strip()[:200] or understood.title or _placeholder(category, header, notes)
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
    course.instructors.set([_instructor(name) for name in header.instructors])
    CourseDetail.objects.bulk_create(
        CourseDetail(course=course, position=position, name=name[:100], text=text)
        for position, (name, text) in enumerate(header.details, 1)
    )
    notes += _notes(header, price_given=price is not None)
    imported = Imported(course, outline=None, notes=notes)
    imported.sessions = plan_sessions(course, understood.timetable, notes)
    imported.testimonials = Testimonial.objects.bulk_create(
        Testimonial(course=course, text=praise.text, author_role=praise.author)
        for praise in understood.praises
    )
    if imported.testimonials:
        count = len(imported.testimonials)
        notes.append(_("读到 %(count)d 条学员评价，审核后才会公开。") % {"count": count})
    imported.office = office_for(understood.contact, notes)
    return imported
