"""Versions of an outline: save a text as the next one, release it, read the tree back."""

from datetime import datetime

from django.db import transaction

from catalog.models import Course, Outline, OutlineItem
from catalog.outline import OutlineError, Tree, check_source, losses, parse
from catalog.outline.tree import Doubt, Extra, Field, Item, gettext_noop


@transaction.atomic
def save_outline(
    course: Course, source: str, *, user=None, reason: str = "", now: datetime
) -> Outline:
    """Keep ``source`` as the course's next version, with its items.

    Raises OutlineError, with a sentence for the editor, when the text cannot be an outline.
    """
    tree = read(source)
    # The row lock makes version numbers safe: two editors cannot both become version 3.
    Course.objects.filter(pk=course.pk).update(updated_at=now)
    last = Outline.objects.filter(course=course).order_by("-number").first()
    printed = tree.as_json()
    outline = Outline.objects.create(
        course=course,
        number=last.number + 1 if last else 1,
        source=source,
        title=(tree.title or "")[:300],
        fields=printed["fields"],
        extras=printed["extras"],
        doubts=[
            {"line": doubt.line, "code": doubt.code, "params": doubt.params}
            for doubt in tree.doubts
        ],
        reason=reason,
        created_by=user,
    )
    OutlineItem.objects.bulk_create(
        [
            OutlineItem(
                outline=outline,
                position=position,
                depth=item.depth,
                kind=item.kind,
                label=item.label,
                title=item.title,
                lines=list(item.lines),
                implied=item.implied,
            )
            for position, item in enumerate(tree.items, 1)
        ],
        batch_size=500,
    )
    return outline


def read(source: str) -> Tree:
    """The tree of ``source``; refuses a text that cannot be kept or that the reader would lose."""
    check_source(source)
    tree = parse(source)
    if lost := losses(tree):
        raise OutlineError(gettext_noop("这份大纲读不完整，没有保存：%(what)s"), what=lost[0])
    return tree


@transaction.atomic
def release(outline: Outline, *, now: datetime) -> Outline:
    """Make ``outline`` the one the public sees."""
    if outline.released_at is None:
        Outline.objects.filter(pk=outline.pk).update(released_at=now)
        outline.released_at = now
    Course.objects.filter(pk=outline.course_id).update(outline=outline, updated_at=now)
    return outline


def tree_of(outline: Outline) -> Tree:
    """The tree as it was saved, from the rows; two queries at most."""
    items = tuple(
        Item(row.depth, row.kind, row.label, row.title, tuple(row.lines), row.implied)
        for row in outline.items.order_by("position")
    )
    return Tree(
        title=outline.title or None,
        fields=tuple(
            Field(row["name"], row["value"], tuple(row["lines"])) for row in outline.fields
        ),
        items=items,
        extras=tuple(Extra(row["kind"], tuple(row["lines"])) for row in outline.extras),
        doubts=tuple(Doubt(row["line"], row["code"], row["params"]) for row in outline.doubts),
        source=parse(outline.source).source,
    )
