"""Everything a course page shows beside the course and its sessions, in one query."""

from functools import cache
from types import SimpleNamespace
from typing import cast

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from catalog.models import (
    Attachment,
    Course,
    CourseDetail,
    Instructor,
    OutlineItem,
    Picture,
    Question,
    Session,
    Testimonial,
)
from catalog.models.reading_sql import reading_cursor

RELATED = 3
IMPLIED = Case(When(implied=True, then=Value("yes")), default=Value(""), output_field=TextField())
BASE = Concat("public_id", Value("/"), Cast("edition", CharField()), output_field=TextField())
PORTRAIT = Coalesce(
    Subquery(
        Picture.objects.filter(instructor=OuterRef("pk")).order_by("-pk").values(base=BASE)[:1]
    ),
    Value(""),
    output_field=TextField(),
)
Column = str | Case | Concat | Coalesce
CALLED: dict[int, str] = {id(IMPLIED): "implied", id(BASE): "base", id(PORTRAIT): "portrait"}
# What each kind of row brings; every row of the UNION has room for the longest of them.
TEXTS: dict[str, tuple[Column, ...]] = {
    "details": ("name", "text", "text_en"),
    "instructors": ("name", "title", "bio", "slug", PORTRAIT, "name_en", "bio_en", "title_en"),
    "teachers": ("instructor__name", "instructor__title", "instructor__name_en"),
    "testimonials": ("text", "author_role", "language"),
    "files": ("public_id", "name", "words"),
    "related": ("slug", "title", "summary", "language", "title_en", "summary_en"),
    "pictures": (BASE, "alt", "alt_en", "city", "held", "people"),
    "questions": ("question", "answer", "question_en", "answer_en"),
    "items": ("kind", "label", "title", IMPLIED),
}
NAMES = {
    what: [
        name.removeprefix("instructor__") if isinstance(name, str) else CALLED[id(name)]
        for name in names
    ]
    for what, names in TEXTS.items()
}
ROOM = [f"text{n}" for n in range(max(map(len, TEXTS.values())))]
# No key is negative: these stand in the cached statement where a course's own keys go.
COURSE, CATEGORY, OUTLINE = -1, -2, -3


def course_context(course: Course, *, with_items: bool) -> dict[str, list[SimpleNamespace]]:
    """Lists of ``details``, ``instructors``, ``testimonials``, ``files``, ``related``,
    ``pictures``, ``questions``, ``teachers``, ``items``.

    ``teachers`` are the instructors of single sessions, whose key is their ``depth``.

    A row has the fields its model has; an item's ``position`` and ``depth`` are numbers and its
    ``implied`` is truthy. ``items`` stays empty unless they are asked for.
    """
    sql, params = _statement(connection.vendor, with_items=with_items)
    keys: dict[int | str, int | None] = {
        COURSE: course.pk,
        CATEGORY: course.category_id,
        OUTLINE: course.outline_id,
    }
    by_column: dict[str, list[SimpleNamespace]] = {what: [] for what in TEXTS}
    with reading_cursor() as cursor:
        cursor.execute(sql, [keys.get(param, param) for param in params])
        for what, place, _row, number, *texts in cursor:
            named = dict(zip(NAMES[what], texts, strict=False))
            by_column[what].append(SimpleNamespace(position=place, depth=number, **named))
    return by_column


@cache
def _statement(vendor: str, *, with_items: bool) -> tuple[str, tuple[int | str, ...]]:
    """The UNION in the words of this database.

    Cached: the ORM takes 10 ms to write it, so that a course page would take 20 and not 10; nine
    querysets take 7.
    """
    parts = [
        _part("details", CourseDetail.objects.filter(course=COURSE), place=F("position")),
        _part("instructors", Instructor.objects.filter(courses=COURSE)),
        _part("testimonials", Testimonial.objects.approved().filter(course=COURSE)),
        _part("related", _related()),
        _part("pictures", _pictures()),
        _part("questions", _questions(), place=F("position")),
    ]
    own = Session.instructors.through.objects.filter(session__course=COURSE)
    parts.append(_part("teachers", own, number=F("session_id")))
    parts.append(_part("files", _files(), place=Coalesce(F("at"), 0)))
    if with_items:
        items = OutlineItem.objects.filter(outline=OUTLINE)
        parts.append(_part("items", items, place=F("position"), number=F("depth")))
    union = parts[0].union(*parts[1:], all=True).order_by("what", "place", "row")
    return cast(tuple[str, tuple[int | str, ...]], union.query.sql_with_params())


def _part(
    what: str,
    queryset: QuerySet[Model],
    *,
    place: F | Coalesce | None = None,
    number: F | None = None,
) -> QuerySet[Model, tuple[object, ...]]:
    padded = [*TEXTS[what], *[Value("")] * (len(ROOM) - len(TEXTS[what]))]
    rows: QuerySet[Model, tuple[object, ...]] = (
        queryset.order_by()
        .annotate(
            what=Value(what, output_field=CharField()),
            place=Cast(Value(0) if place is None else place, IntegerField()),
            row=F("pk"),
            number=Cast(Value(0) if number is None else number, IntegerField()),
            **{name: Cast(text, TextField()) for name, text in zip(ROOM, padded, strict=True)},
        )
        .values_list("what", "place", "row", "number", *ROOM)
    )
    return rows


def _files() -> QuerySet[Attachment]:
    """Files for everybody, each with the words and the place of its item in this outline."""
    item = OutlineItem.objects.filter(outline=OUTLINE, key=OuterRef("item_key")).order_by()
    printed = Concat("label", Value(" "), "title", output_field=TextField())
    words = item.annotate(words=printed).values("words")[:1]
    files = Attachment.objects.public().filter(course=COURSE)
    return files.annotate(
        at=Subquery(item.values("position")[:1]),
        words=Coalesce(Subquery(words), Value(""), output_field=TextField()),
    )


def _pictures() -> QuerySet[Picture]:
    """Of the course; those of past sessions have a date, which is printed as it is."""
    held = Coalesce(Cast("held_on", TextField()), Value(""), output_field=TextField())
    return Picture.objects.filter(course=COURSE).annotate(held=held)


def _questions() -> QuerySet[Question]:
    return Question.objects.filter(Q(course=COURSE) | Q(category=CATEGORY), is_public=True)


def _related() -> QuerySet[Course]:
    """A few other published courses of the same category."""
    others = Course.objects.published().filter(category=CATEGORY).exclude(pk=COURSE)
    return Course.objects.filter(pk__in=others.order_by("code").values("pk")[:RELATED])
