"""Everything a course page shows beside the course and its sessions, in one query."""

from types import SimpleNamespace

from django.db.models import Case, CharField, F, IntegerField, TextField, Value, When
from django.db.models.functions import Cast

from catalog.models import Course, Office, OutlineItem

RELATED = 3
IMPLIED = Case(When(implied=True, then=Value("yes")), default=Value(""), output_field=TextField())
# What each kind of row brings; every row of the UNION has room for the longest of them.
TEXTS = {
    "details": ("name", "text"),
    "instructors": ("name", "title", "bio"),
    "testimonials": ("text", "author_role"),
    "offices": ("name", "phone", "contact_person", "address", "email"),
    "related": ("slug", "title", "summary", "language"),
    "items": ("kind", "label", "title", IMPLIED),
}
ROOM = [f"text{n}" for n in range(max(map(len, TEXTS.values())))]


def around(course: Course, *, with_items: bool) -> dict[str, list[SimpleNamespace]]:
    """Lists of ``details``, ``instructors``, ``testimonials``, ``offices``, ``related``, ``items``.

    A row has the fields its model has; an item's ``position`` and ``depth`` are numbers and its
    ``implied`` is truthy. ``items`` stays empty unless they are asked for.
    """
    parts = [
        _part("details", course.details, place=F("position")),
        _part("instructors", course.instructors),
        _part("testimonials", course.testimonials.approved()),
        _part("offices", Office.objects, place=F("position")),
        _part("related", _related(course)),
    ]
    if with_items and course.outline_id:
        items = OutlineItem.objects.filter(outline=course.outline_id)
        parts.append(_part("items", items, place=F("position"), number=F("depth")))
    found = {what: [] for what in TEXTS}
    for what, place, _row, number, *texts in (
        parts[0].union(*parts[1:], all=True).order_by("what", "place", "row")
    ):
        names = ["implied" if name is IMPLIED else name for name in TEXTS[what]]
        row = SimpleNamespace(position=place, depth=number, **dict(zip(names, texts, strict=False)))
        found[what].append(row)
    return found


def _part(what: str, queryset, *, place=None, number=None):
    padded = [*TEXTS[what], *[Value("")] * (len(ROOM) - len(TEXTS[what]))]
    return (
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


def _related(course: Course):
    """A few other published courses of the same category."""
    others = Course.objects.published().filter(category=course.category_id).exclude(pk=course.pk)
    return Course.objects.filter(pk__in=others.order_by("code").values("pk")[:RELATED])
