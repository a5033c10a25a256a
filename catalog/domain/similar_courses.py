"""Which course an outline already is: the same items, most of them, or the same title."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, Subquery

from catalog.models import Course, Outline, OutlineItem
from catalog.outline import Tree

TELLING = 8  # of the longest titles: an outline that has none of them is another one
MOSTLY = 0.8  # share of titles from which two outlines are versions of one course
MOST = 3  # courses named


@dataclass(frozen=True, slots=True)
class SimilarCourse:
    """``how``: same, mostly or title."""

    course: Course
    how: str


def similar_courses(tree: Tree, title: str) -> list[SimilarCourse]:
    """Courses that this outline may be a version of, the likeliest first."""
    own = _words(item.title for item in tree.items)
    similar = {}
    for outline in _candidates(tree):
        titles = outline.items.order_by("position").values_list("title", flat=True)
        share = _share(own, _words(titles))
        if share >= MOSTLY:
            similar[outline.course_id] = (-share, SimilarCourse(outline.course, _how(share)))
    wanted = _plain(title)
    if wanted:
        for course in _titled(title):
            if _plain(course.title) == wanted:
                similar.setdefault(course.pk, (0, SimilarCourse(course, "title")))
    ordered = sorted(similar.values(), key=lambda pair: (pair[0], pair[1].course.pk))
    return [similar for _rank, similar in ordered][:MOST]


def _how(share: float) -> str:
    return "same" if share == 1 else "mostly"


def _candidates(tree: Tree) -> Iterable[Outline]:
    """The newest outline of each course that has one of the most telling titles."""
    titles = sorted({item.title for item in tree.items if item.title}, key=len)[-TELLING:]
    newest = Outline.objects.filter(course=OuterRef("outline__course")).order_by("-number")
    alike = (
        OutlineItem.objects.filter(title__in=titles)
        .filter(outline__number=Subquery(newest.values("number")[:1]))
        .values("outline")
        .annotate(shared=Count("title"))
        .order_by("-shared")[:MOST]
    )
    keys = [row["outline"] for row in alike]
    outlines = Outline.objects.filter(pk__in=keys).select_related("course")
    return outlines.defer("source", "fields", "extras", "doubts")


def _titled(title: str) -> Iterable[Course]:
    """Courses whose title may be this one; spaces and width are compared afterwards."""
    first = title.strip()[:1]
    alike = Q(title__istartswith=first) | Q(title__istartswith=unicodedata.normalize("NFKC", first))
    return Course.objects.filter(alike).only("title", "title_en", "code", "status")


def _words(titles: Iterable[str]) -> list[str]:
    return [plain for title in titles if (plain := _plain(title))]


def _plain(text: str) -> str:
    """Letters and digits alone, in one width and case."""
    return "".join(
        char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum()
    )


def _share(own: list[str], other: list[str]) -> float:
    """1.0 only for the same titles in the same order; else the share that both have."""
    if own == other:
        return 1.0 if own else 0.0
    mine, theirs = set(own), set(other)
    return min(len(mine & theirs) / max(len(mine), len(theirs), 1), 0.999)
