"""The English outline of a course: read when it is saved, shown on the English pages."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from catalog.domain.outline_versions import read
from catalog.models import Course, EnglishOutline
from catalog.outline import OutlineError, Tree
from catalog.outline.tree import gettext_noop
from catalog.search import index_course

NO_ITEM = gettext_noop("这段文字里没有读到大纲条目，没有保存。请粘贴完整的英文大纲。")


def save_english(
    course: Course, source: str, *, user: User | None = None, now: datetime
) -> EnglishOutline:
    """Keep ``source`` as the course's English outline in place of an earlier one.

    Raises OutlineError, with a sentence for the editor; nothing is written then.
    """
    tree = read(source)
    if not tree.items:
        raise OutlineError(NO_ITEM)
    with transaction.atomic():
        Course.objects.filter(pk=course.pk).update(updated_at=now)
        course.refresh_from_db(fields=["outline"])
        values = {
            "source": source,
            "items": _rows(tree),
            "outline": course.outline,
            "created_by": user,
        }
        english, _new = EnglishOutline.objects.update_or_create(course=course, defaults=values)
        index_course(course)
    return english


@transaction.atomic
def remove_english(course: Course, *, now: datetime) -> None:
    """The English pages show the outline in the course's own language again."""
    EnglishOutline.objects.filter(course=course).delete()
    Course.objects.filter(pk=course.pk).update(updated_at=now)
    index_course(course)


def _rows(tree: Tree) -> list[dict[str, Any]]:
    return [
        {
            "depth": item.depth,
            "kind": str(item.kind),
            "label": item.label,
            "title": item.title,
            "implied": item.implied,
        }
        for item in tree.items
    ]


def items_of(english: EnglishOutline) -> list[SimpleNamespace]:
    """Its items in order, with the fields that rows of an outline have."""
    return [
        SimpleNamespace(position=position, **row) for position, row in enumerate(english.items, 1)
    ]


def items_in_english(course: Course) -> list[SimpleNamespace]:
    """The same of a course, none where nobody has translated it; one query."""
    english = EnglishOutline.objects.filter(course=course).only("items").first()
    return items_of(english) if english else []
