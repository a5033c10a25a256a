"""The facts kept with versions of an outline: compared, and taken back one by one."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.domain.course_changes import CourseChange, Writer, money, set_column, spell_days
from catalog.domain.version_facts import Facts, facts_of
from catalog.models import Category, Course, CourseDetail, Instructor, Outline


def differences(before: Facts, after: Facts) -> list[CourseChange]:
    """What is otherwise, in words, in the order of the page; none where one kept no facts."""
    return [change for _field, change in _differing(before, after)]


def _differing(before: Facts, after: Facts) -> list[tuple[str | None, CourseChange]]:
    """Each with its field, ``None`` for a named text, which may be called as a field is."""
    if not (before and after):
        return []
    found: list[tuple[str | None, CourseChange]] = [
        (name, CourseChange(label, spoken(name, before[name]), spoken(name, after[name])))
        for name, label in _labels().items()
        if before[name] != after[name]
    ]
    old, new = _texts(before), _texts(after)
    return found + [
        (None, CourseChange(name, old.get(name, ""), new.get(name, "")))
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    ]


def changes_back_to(outline: Outline) -> Callable[[Course], list[CourseChange]]:
    """What the version had otherwise than the course has now, each to be taken back alone."""

    def find(course: Course) -> list[CourseChange]:
        pairs = _differing(facts_of(course), outline.facts)
        return [
            CourseChange(one.name, one.old, one.new, _writer(field, one, outline.facts))
            for field, one in pairs
        ]

    return find


def spoken(name: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if name == "price":
        return money(Decimal(value))
    if name == "days":
        return spell_days(Decimal(value))
    if name == "category":
        return Category.objects.filter(pk=value).values_list("name", flat=True).first() or ""
    if name == "instructors":
        teachers = Instructor.objects.filter(pk__in=value).order_by("pk")
        return "、".join(teachers.values_list("name", flat=True))
    return str(value)


def _labels() -> dict[str, str]:
    return {
        "title": _("课程名称"),
        "price": _("课程价格"),
        "days": _("天数"),
        "opening": _("开课时间"),
        "audience": _("适合对象"),
        "category": _("课程类别"),
        "instructors": _("讲师"),
    }


def _texts(facts: Facts) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, text in facts["details"]:
        found.setdefault(name, []).append(text)
    return {name: "\n".join(texts) for name, texts in found.items()}


def _writer(field: str | None, change: CourseChange, facts: Facts) -> Writer:
    if field is None:
        return _detail_writer(change.name, change.new)
    value = facts[field]
    if field in ("price", "days"):
        return set_column(field, None if value is None else Decimal(value))
    if field == "category":
        return lambda course, notes: _set_category(course, value)
    if field == "instructors":
        return lambda course, notes: course.instructors.set(Instructor.objects.filter(pk__in=value))
    return set_column(field, value)


def _set_category(course: Course, pk: int) -> None:
    """One that was deleted since cannot come back."""
    course.category = Category.objects.filter(pk=pk).first() or course.category


def _detail_writer(name: str, text: str) -> Writer:
    def write(course: Course, notes: list[str]) -> None:
        rows = course.details.filter(name=name)
        first = rows.first()
        if not text:
            rows.delete()
        elif first is None:
            last = course.details.order_by("-position").first()
            place = last.position + 1 if last else 1
            CourseDetail.objects.create(course=course, name=name, text=text, position=place)
        else:
            rows.exclude(pk=first.pk).delete()
            CourseDetail.objects.filter(pk=first.pk).update(text=text)

    return write
