"""The facts of a course as they are with a version of its outline, kept with it."""

from typing import Any

from catalog.models import Course, Outline

Facts = dict[str, Any]
# What a page of the course says, in the order of the form; a test asks about every other column.
COLUMNS = (
    *("title", "title_en", "price", "days", "opening", "language", "audience", "audience_en"),
    *("summary", "summary_en", "includes", "includes_en"),
)


def facts_of(course: Course) -> Facts:
    """What a version keeps of its course, as plain values; people and categories by their id."""
    row = Course.objects.filter(pk=course.pk).values(*COLUMNS, "category").get()
    for name in ("price", "days"):
        row[name] = None if row[name] is None else str(row[name])
    teachers = course.instructors.order_by("pk").values_list("pk", flat=True)
    details = course.details.values_list("name", "text", "text_en")
    return {**row, "instructors": list(teachers), "details": [list(detail) for detail in details]}


def stamp(outline: Outline) -> None:
    """Keep the facts as they are now with a version that nobody has seen yet."""
    facts = facts_of(outline.course)
    Outline.objects.filter(pk=outline.pk, released_at=None).update(facts=facts)


def pairs(before: Facts, after: Facts) -> dict[str, list[Any]]:
    """Old and new value by field, for the record; of texts beside the course only that they are."""
    facts = {
        name: [before[name], after[name]]
        for name in (*COLUMNS, "category", "instructors")
        if before[name] != after[name]
    }
    if before["details"] != after["details"]:
        facts["corrected"] = ["coursedetail"]
    return facts
