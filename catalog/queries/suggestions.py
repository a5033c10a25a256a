"""What a reader may mean by the first letters: categories, cities, instructors, courses, points."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from catalog.models import Category, City, Course, Session
from catalog.queries.cached_courses import in_order
from catalog.queries.catalogue import teaching
from catalog.queries.remembering import remembered
from catalog.search import Hit, Term, about_first, compact, matching, search
from catalog.text.folding import HAN, fold
from catalog.text.pinyin import initials, syllables
from catalog.text.sounds import syllables_of

MOST = 8
MOST_OF_PLACES = 2  # categories, cities, and instructors
MOST_POINTS = 4  # of outlines, of so many courses at most; one of each comes first
SHORTEST_INSIDE = 3  # letters of pinyin: fewer stand inside of too many names
NOWHERE = 9
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    label: str
    kind: str  # in words
    url: str


@dataclass(frozen=True)
class Known:
    """A name in every form it may be typed in."""

    name: str
    name_en: str
    slug: str
    code: str = ""

    @property
    def label(self) -> str:
        return self.name_en if self.name_en and get_language() == "en" else self.name

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """What it begins with, and each English word of it with what follows."""
        latin = fold(self.name_en)
        later = [latin[word.start() :].replace(" ", "") for word in WORD.finditer(latin)]
        codes = [compact(self.code), fold(self.code)] if self.code else [self.slug]
        return (*_spelt(self.name), *codes, *later)

    def place(self, typed: str) -> int:
        """Where it says what was typed: 0 at its beginning, 1 inside, 9 nowhere."""
        if any(form.startswith(typed) for form in self.beginnings):
            return 0
        name, *spelt = _spelt(self.name)
        inside = typed in name or (
            len(typed) >= SHORTEST_INSIDE and any(typed in form for form in spelt)
        )
        return 1 if inside else NOWHERE

    def says(self, sound: str) -> bool:
        """Whether some of its syllables sound so; ``sound`` as of ``_said``."""
        return sound in _said(self.name)


def suggestions(query: str, *, now: datetime) -> list[Suggestion]:
    """At most eight, points of outlines last; for names no query while they are remembered.

    Names that only sound like what was typed are offered where nothing is spelt so.
    """
    typed = "".join(fold(query).split())
    if not typed:
        return []
    groups = [
        (gettext("课程类别"), "catalog:category", remembered("suggested-categories", _categories)),
        (gettext("城市"), "catalog:city", remembered("suggested-cities", lambda: _cities(now))),
        (gettext("讲师"), "catalog:instructor", remembered("suggested-people", _instructors)),
        (gettext("课程"), "catalog:course", remembered("suggested-courses", _courses)),
    ]
    offered: list[Suggestion] = []
    for kind, page, known in groups:
        room = MOST - len(offered) if page == "catalog:course" else MOST_OF_PLACES
        offered += [_suggested(name, kind, page) for name in _spelt_so(typed, known)[:room]]
    if len(typed) > 1 and HAN.search(typed):
        offered += _points(typed)[: MOST - len(offered)]
    return offered or _sounding_so(typed, groups)


def _sounding_so(typed: str, groups: list[tuple[str, str, list[Known]]]) -> list[Suggestion]:
    offered: list[Suggestion] = []
    if len(typed) > 1 and HAN.fullmatch(typed):
        sound = _said(typed)
        for kind, page, known in groups:
            alike = [name for name in known if name.says(sound)]
            offered += [_suggested(name, kind, page) for name in alike[:MOST_OF_PLACES]]
    return offered


def _points(typed: str) -> list[Suggestion]:
    """Lines of outlines that say it, a link to each; six queries."""
    term = Term(typed, (typed,))
    matches = search(about_first(matching([term]), [term])[:MOST_POINTS], [term])
    hits = [sorted(entry.hits, key=_prominence) for entry in matches]
    firsts = [(entry, hit) for entry, own in zip(matches, hits, strict=True) for hit in own[:1]]
    seconds = [(entry, hit) for entry, own in zip(matches, hits, strict=True) for hit in own[1:2]]
    lines: dict[str, Suggestion] = {}
    for entry, hit in firsts + seconds:
        title, url = hit.item.title, f"{entry.url}#item-{hit.item.position}"
        if title:
            lines.setdefault(title, Suggestion(title, gettext("大纲要点"), url))
    return list(lines.values())[:MOST_POINTS]


def _prominence(hit: Hit) -> tuple[int, int]:
    """Modules come before sections and points, then short lines before long ones."""
    return len(hit.path), len(hit.item.title)


def _spelt_so(typed: str, known: list[Known]) -> list[Known]:
    """Those that begin so, then those that say it inside; each part in its own order."""
    places = [(name.place(typed), n) for n, name in enumerate(known)]
    return [known[n] for place, n in sorted(places) if place != NOWHERE]


def _suggested(name: Known, kind: str, page: str) -> Suggestion:
    return Suggestion(name.label, kind, reverse(page, args=[name.slug]))


def _categories() -> list[Known]:
    """Those with published courses, each after the one above it."""
    published = Course.objects.published().values("category")
    used = set(Category.objects.select_related("parent").filter(pk__in=published))
    used |= {category.parent for category in used if category.parent}
    return [_known(row.name, row.name_en, row.slug) for row in sorted(used, key=in_order)]


def _cities(now: datetime) -> list[Known]:
    """Those with public sessions to come."""
    coming = Session.objects.public().upcoming(today=timezone.localdate(now))
    rows = City.objects.filter(pk__in=coming.values("city")).order_by("position", "slug")
    return [_known(*row) for row in rows.values_list("name", "name_en", "slug")]


def _instructors() -> list[Known]:
    return [_known(*row) for row in teaching().values_list("name", "name_en", "slug")]


def _courses() -> list[Known]:
    rows = Course.objects.published().order_by("code")
    return [_known(*row) for row in rows.values_list("title", "title_en", "slug", "code")]


@lru_cache(maxsize=20_000)
def _known(name: str, name_en: str, slug: str, code: str = "") -> Known:
    return Known(name, name_en, slug, code)


@lru_cache(maxsize=20_000)  # to read 2,000 titles takes 6 ms so, else 430
def _spelt(name: str) -> tuple[str, str, str]:
    folded = "".join(fold(name).split())
    return folded, "".join(syllables(folded)), "".join(initials(folded))


def _said(text: str) -> str:
    """Its syllables, a blank around each: 西安 is not the beginning of 先进."""
    return f" {' '.join(syllables_of(''.join(fold(text).split())))} "
