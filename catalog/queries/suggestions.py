"""What a reader may mean by the first letters: courses, categories, cities."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar

from django.urls import reverse
from django.utils.translation import get_language, gettext

from catalog.models import Category, City, Course
from catalog.models.course import name_for
from catalog.queries.cached_courses import cached_courses
from catalog.queries.remembering import remembered
from catalog.search import compact
from catalog.text.folding import fold
from catalog.text.pinyin import initials, syllables

MOST = 8
MOST_OF_PLACES = 2  # categories, and cities
Named = TypeVar("Named", Category, City)


@dataclass(frozen=True, slots=True)
class Suggestion:
    label: str
    kind: str  # in words
    url: str


@dataclass(frozen=True, slots=True)
class Known:
    """A title in every form it may be typed in."""

    label: str
    slug: str
    forms: tuple[str, ...]

    def place(self, typed: str) -> int:
        """Where it says what was typed: 0 at its beginning, 1 inside, 9 nowhere."""
        if any(form.startswith(typed) for form in self.forms):
            return 0
        return 1 if any(typed in form for form in self.forms[:2]) else 9


def suggestions(query: str, *, now: datetime) -> list[Suggestion]:
    """At most eight, categories and cities first; no query while what was read is remembered."""
    typed = "".join(fold(query).split())
    if not typed:
        return []
    known = cached_courses(now=now)
    categories = _called(typed, known.categories.values())[:MOST_OF_PLACES]
    cities = _called(typed, known.cities.values())[:MOST_OF_PLACES]
    suggestions = [
        *(_suggested(category, gettext("课程类别"), "catalog:category") for category in categories),
        *(_suggested(city, gettext("城市"), "catalog:city") for city in cities),
    ]
    courses = sorted((course.place(typed), n, course) for n, course in enumerate(_courses()))
    suggestions += [
        Suggestion(course.label, gettext("课程"), reverse("catalog:course", args=[course.slug]))
        for place, _n, course in courses[: MOST - len(suggestions)]
        if place < 9
    ]
    return suggestions


def _suggested(named: Category | City, kind: str, page: str) -> Suggestion:
    return Suggestion(name_for(named), kind, reverse(page, args=[named.slug]))


def _called(typed: str, named: Iterable[Named]) -> list[Named]:
    return [
        candidate
        for candidate in named
        if any(form.startswith(typed) for form in _forms_of(candidate))
    ]


def _forms_of(named: Category | City) -> tuple[str, ...]:
    return (*_spelt(named.name), fold(named.name_en), named.slug)


@lru_cache(maxsize=20_000)  # to read 2,000 titles takes 6 ms so, else 430
def _spelt(name: str) -> tuple[str, str, str]:
    folded = "".join(fold(name).split())
    return folded, "".join(syllables(folded)), "".join(initials(folded))


def _courses() -> list[Known]:
    return remembered(f"suggested-courses-{get_language()}", _read)


def _read() -> list[Known]:
    rows = Course.objects.published().order_by("code").values_list("title", "slug", "code")
    return [
        Known(title, slug, (*_spelt(title), compact(code), fold(code)))
        for title, slug, code in rows
    ]
