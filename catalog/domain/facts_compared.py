"""The facts kept with versions of an outline: compared, and taken back one by one."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.domain.course_changes import CourseChange, Writer, money, set_column, spell_days
from catalog.domain.version_facts import COLUMNS, Facts, facts_of
from catalog.models import Category, Course, CourseDetail, Instructor, Outline

TEXTS = ("text", "text_en")  # columns of a detail, in the order in which a version keeps them

Key = tuple[str, str]  # a column of the course and "", or a column of its details and their name


def differences(before: Facts, after: Facts) -> list[CourseChange]:
    """What is otherwise, in words, in the order of the page; none where one kept no facts."""
    return [change for _key, change in _differing(before, after)]


def _differing(before: Facts, after: Facts) -> list[tuple[Key, CourseChange]]:
    """Early versions kept fewer facts: what one of the two does not know is no difference."""
    if not (before and after):
        return []
    return [*_of_the_course(before, after), *_of_its_texts(before, after)]


def _of_the_course(before: Facts, after: Facts) -> list[tuple[Key, CourseChange]]:
    """What differs of the columns; whoever is deleted has no name to differ by."""
    known = [name for name in _labels() if name in before and name in after]
    differ = [name for name in known if before[name] != after[name]]
    differences = [
        (name, in_words(name, before[name]), in_words(name, after[name])) for name in differ
    ]
    return [
        ((name, ""), CourseChange(_labels()[name], old, new))
        for name, old, new in differences
        if old != new
    ]


def _of_its_texts(before: Facts, after: Facts) -> list[tuple[Key, CourseChange]]:
    columns = TEXTS if "title_en" in before and "title_en" in after else TEXTS[:1]
    old, new = _texts(before, columns), _texts(after, columns)
    return [
        (key, CourseChange(_called(*key), old.get(key, ""), new.get(key, "")))
        for key in dict.fromkeys([*old, *new])
        if old.get(key, "") != new.get(key, "")
    ]


def changes_back_to(outline: Outline) -> Callable[[Course], list[CourseChange]]:
    """What the version had otherwise than the course has now, each to be taken back alone."""

    def find(course: Course) -> list[CourseChange]:
        return [
            CourseChange(fact.name, fact.old, fact.new, _writer(key, fact.new, outline.facts))
            for key, fact in _differing(facts_of(course), outline.facts)
        ]

    return find


def in_words(name: str, value: Any) -> str:
    """Return the stored value of a fact as a reader sees it; "" for none."""
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
        return _("、").join(teachers.values_list("name", flat=True))
    (field,) = (field for field in Course._meta.fields if field.name == name)
    return str(dict(field.flatchoices).get(value, value))


def _labels() -> dict[str, str]:
    named = {"price": _("课程价格")}  # the form's label says the unit, which the value has here
    names = (*COLUMNS, "category", "instructors")
    fields = {field.name: field for field in (*Course._meta.fields, *Course._meta.many_to_many)}
    return {name: str(fields[name].verbose_name) for name in names} | named


def _called(column: str, name: str) -> str:
    return name if column == TEXTS[0] else _("%(name)s（英文）") % {"name": name}


def _texts(facts: Facts, columns: tuple[str, ...]) -> dict[Key, str]:
    """The named texts by column and name; those of one name joined."""
    by_key: dict[Key, list[str]] = {}
    for name, *texts in facts["details"]:
        for column, text in zip(columns, texts, strict=False):
            if text:
                by_key.setdefault((column, name), []).append(text)
    return {key: "\n".join(texts) for key, texts in by_key.items()}


def _writer(key: Key, text: str, facts: Facts) -> Writer:
    field, name = key
    if name:
        return _detail_writer(field, name, text)
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


def _detail_writer(column: str, name: str, text: str) -> Writer:
    """Rows of one name become one with the text; their other language stays with it."""

    def write(course: Course, notes: list[str]) -> None:
        rows = course.details.filter(name=name)
        first = rows.first()
        if not text and column == TEXTS[0]:
            rows.delete()
        elif first is None:
            last = course.details.order_by("-position").first()
            row = CourseDetail(course=course, name=name, position=last.position + 1 if last else 1)
            setattr(row, column, text)
            row.save()
        else:
            rows.exclude(pk=first.pk).delete()
            CourseDetail.objects.filter(pk=first.pk).update(**{column: text})

    return write
