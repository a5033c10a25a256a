"""What a reader may mean by the first letters: courses, categories, cities."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy

from catalog.models import Course
from catalog.models.course import name_for
from catalog.queries.cached_courses import cached_courses
from catalog.search import compact
from catalog.text.folding import fold
from catalog.text.pinyin import initials, syllables

MOST = 8
MOST_OF_PLACES = 2  # categories, and cities
CACHE_SECONDS = 60  # seconds


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
    """At most eight, categories and cities first; three queries a minute, else none."""
    typed = "".join(fold(query).split())
    if not typed:
        return []
    known = cached_courses(now=now)
    categories = _called(typed, known.categories.values())[:MOST_OF_PLACES]
    cities = _called(typed, known.cities.values())[:MOST_OF_PLACES]
    found = [
        Suggestion(name_for(one), kind, reverse(f"catalog:{name}", args=[one.slug]))
        for name, kind, ones in (
            ("category", gettext_lazy("课程类别"), categories),
            ("city", gettext_lazy("城市"), cities),
        )
        for one in ones
    ]
    courses = sorted((one.place(typed), n, one) for n, one in enumerate(_courses()))
    found += [
        Suggestion(one.label, gettext_lazy("课程"), reverse("catalog:course", args=[one.slug]))
        for place, _n, one in courses[: MOST - len(found)]
        if place < 9
    ]
    return found


def _called(typed: str, things) -> list:
    return [one for one in things if any(form.startswith(typed) for form in _forms_of(one))]


def _forms_of(thing) -> tuple[str, ...]:
    return (*_spelt(thing.name), fold(thing.name_en), thing.slug)


@lru_cache(maxsize=20_000)
def _spelt(name: str) -> tuple[str, str, str]:
    folded = "".join(fold(name).split())
    return folded, "".join(syllables(folded)), "".join(initials(folded))


def _courses() -> list[Known]:
    return cache.get_or_set(f"suggested-courses-{get_language()}", _read, CACHE_SECONDS)


def _read() -> list[Known]:
    rows = Course.objects.published().order_by("code").values_list("title", "slug", "code")
    return [
        Known(title, slug, (*_spelt(title), compact(code), fold(code)))
        for title, slug, code in rows
    ]
