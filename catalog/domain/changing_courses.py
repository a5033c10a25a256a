"""The same change for many courses: what it makes of each, and the writing of it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.domain import publishing
from catalog.domain.fact_versions import join_facts, moved_public
from catalog.models import Category, Course
from catalog.models.course import CourseStatus
from catalog.search import index_course

MOST_EXPENSIVE = Decimal(99_999_999)  # CNY; eight digits before the point


class Refused(Exception):
    """The course stays as it is; the text says why."""


@dataclass(frozen=True, slots=True)
class PriceChange:
    """``way`` is set, add, percent, request, or each: then ``each`` has new prices by course id.

    ``step`` is to how many yuan a price is rounded.
    """

    way: str
    amount: Decimal = Decimal(0)
    step: int = 1
    each: Mapping[int, Decimal | None] = field(default_factory=dict)

    def of(self, course: Course) -> Decimal | None:
        """The new price. A price on request stays so unless one is set. Raises Refused."""
        price = course.price
        if self.way == "each":
            return self.each.get(course.pk, price)
        if self.way == "request":
            return None
        if self.way == "set":
            return self.amount.quantize(Decimal("0.01"))
        if price is None:
            return None
        increase = self.amount if self.way == "add" else price * self.amount / 100
        steps = ((price + increase) / self.step).quantize(Decimal(1), ROUND_HALF_UP)
        new = (steps * self.step).quantize(Decimal("0.01"))
        if not 0 <= new <= MOST_EXPENSIVE:
            raise Refused(_("价格会变成 %(price)s 元。") % {"price": f"{new:f}"})
        return new


@dataclass(frozen=True, slots=True)
class Edits:
    """What is asked for; what is empty stays as it is in each course."""

    price: PriceChange | None = None
    category: Category | None = None
    instructors: tuple[int, ...] = ()
    adds_instructors: bool = False  # beside those who are there, else in their place
    status: str = ""

    def __bool__(self) -> bool:
        return bool(self.price or self.category or self.instructors or self.status)


Pairs = dict[str, list[Any]]  # old and new value by field, as the record holds them


def changes(course: Course, edits: Edits, teachers: tuple[int, ...]) -> Pairs:
    """What of the edits is new for the course, whose ``teachers`` are ids. Raises Refused."""
    changed: Pairs = {}
    if edits.price:
        changed["price"] = [_plain(course.price), _plain(edits.price.of(course))]
    if edits.category:
        changed["category"] = [course.category_id, edits.category.pk]
    if edits.instructors:
        remaining = teachers if edits.adds_instructors else ()
        new = sorted({*remaining, *edits.instructors})
        changed["instructors"] = [sorted(teachers), new]
    if edits.status:
        _check_status(course, edits.status)
        changed["status"] = [course.status, edits.status]
    return {name: pair for name, pair in changed.items() if pair[0] != pair[1]}


def token(course: Course, teachers: tuple[int, ...]) -> str:
    """What the course said when a change of it was shown."""
    facts = (course.price, course.category_id, sorted(teachers), course.status)
    return hashlib.blake2b(repr(facts).encode(), digest_size=8).hexdigest()


@transaction.atomic
def change(
    course: Course, edits: Edits, *, seen: str, user: User | None = None, now: datetime
) -> Pairs:
    """Write the change, and give what it was; nothing where the course has it all already.

    What it changes of the facts joins the outline as its next version.

    Raises Refused where the course was changed after ``seen`` was shown, or cannot be changed so.
    """
    Course.objects.filter(pk=course.pk).update(updated_at=now)  # the row lock
    course.refresh_from_db()
    teachers = tuple(course.instructors.values_list("pk", flat=True))
    if token(course, teachers) != seen:
        raise Refused(_("在您预览以后别人改过，没有动。"))
    changed = changes(course, edits, teachers)
    columns: dict[str, Any] = {}
    if edits.price and "price" in changed:
        columns["price"] = edits.price.of(course)
    if "category" in changed:
        columns["category"] = edits.category
    if columns:
        Course.objects.filter(pk=course.pk).update(**columns)
    if "instructors" in changed:
        course.instructors.set(changed["instructors"][1])
    if "status" in changed:
        verb = publishing.publish if edits.status == CourseStatus.PUBLISHED else publishing.archive
        verb(course, now=now)
    if changed:
        course.refresh_from_db()
        changed |= moved_public(join_facts(course, user=user, now=now), course)
        index_course(course)
    return changed


def _check_status(course: Course, status: str) -> None:
    if status == CourseStatus.PUBLISHED and course.outline_id is None:
        raise Refused(_("还没有发布的大纲，不能公开。"))


def _plain(price: Decimal | None) -> str | None:
    return None if price is None else f"{price:.2f}"
