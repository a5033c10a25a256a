"""Finding courses and the points inside their outlines; the only module that knows the engine."""

import unicodedata
from dataclasses import dataclass, field

from django.db.models import Q

from catalog.models import Course, OutlineItem

MAX_WORDS = 8
MAX_HITS = 400


@dataclass(slots=True)
class Hit:
    item: OutlineItem
    path: list[OutlineItem]  # the items above it, the top first


@dataclass(slots=True)
class Found:
    course: Course
    hits: list[Hit] = field(default_factory=list)


def words_of(query: str) -> list[str]:
    """At most eight words, full width made half width."""
    return unicodedata.normalize("NFKC", query).split()[:MAX_WORDS]


def courses_matching(query: str):
    """Published courses in whose title, code, category, audience or outline every word stands."""
    found = Course.objects.published()
    for word in words_of(query):
        inside = OutlineItem.objects.filter(title__icontains=word).values("outline")
        found = found.filter(
            Q(title__icontains=word)
            | Q(code__iexact=word)
            | Q(category__name__icontains=word)
            | Q(audience__icontains=word)
            | Q(outline__in=inside)
        )
    return found


def search(query: str, *, limit: int = 20) -> list[Found]:
    """Courses with the lines of their outlines in which a word stands; three queries."""
    words = words_of(query)
    if not words:
        return []
    courses = courses_matching(query).select_related("category")[:limit]
    found = {course.outline_id or -course.pk: Found(course) for course in courses}
    path: list[OutlineItem] = []
    items = OutlineItem.objects.filter(outline__in=[pk for pk in found if pk > 0])
    for item in items.order_by("outline", "position").iterator():
        while path and (path[-1].outline_id != item.outline_id or path[-1].depth >= item.depth):
            path.pop()
        if any(word.casefold() in item.title.casefold() for word in words):
            found[item.outline_id].hits.append(Hit(item, list(path)))
        path.append(item)
    return list(found.values())
