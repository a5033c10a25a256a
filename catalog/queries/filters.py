"""The filters of the course list as a page shows them: options with counts, what is chosen."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.utils.dateformat import format as date_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.models.course import name_for
from catalog.queries.cached_courses import CachedCourses
from catalog.queries.facets import (
    DAYS,
    PRICES,
    SEATS,
    Counts,
    CourseRow,
    Selection,
    between,
    count,
    ordered,
)
from catalog.search import answer

BANDS = {
    "price": {text: between(text) for text in PRICES},
    "days": {text: between(text) for text in DAYS},
}
SORT_NAMES = {
    "soonest": gettext_lazy("最近开课"),
    "price": gettext_lazy("价格从低到高"),
    "price-down": gettext_lazy("价格从高到低"),
    "days": gettext_lazy("天数从少到多"),
    "title": gettext_lazy("课程名称拼音"),
}
INDENT = "\u3000"  # before a category that stands below another
# One of these alone makes a page worth finding by a search engine; everything else is a view of it.
PAGES_OF_THEIR_OWN = {"category", "city", "month"}


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter in force; ``query`` is the address without it, ``count`` the courses there."""

    name: str
    label: str
    query: str
    count: int


@dataclass
class Facets:
    ids: list[int]  # of the courses that fit, in order
    found: dict
    counts: Counts
    everything: int  # courses that fit, whatever words are sought
    courses: CachedCourses

    @property
    def key(self) -> str:
        """The same for every page whose options read the same."""
        return f"{self.courses.mark} {urlencode(_addressed(self.found))}"

    @property
    def is_combined(self) -> bool:
        """Search engines are asked not to keep this page."""
        return len(self.found) > 1 or bool(set(self.found) - PAGES_OF_THEIR_OWN)

    @property
    def by_session(self) -> bool:
        """Whether a choice asks for a session; a course without public ones cannot fit it."""
        return selection_of(self.found).asks_for_session()

    @cached_property
    def options(self) -> dict[str, list[Option]]:
        """By the name of the filter; ``sort`` too."""
        return _options(self.found, self.counts, self.courses)

    @cached_property
    def chosen(self) -> list[Chosen]:
        return _chosen(self.found, self.counts, everything=self.everything)


def facets(found: dict, *, courses: CachedCourses) -> Facets:
    """``found`` is what the form understood; two queries where words are sought, else none."""
    selection, sort = selection_of(found), found.get("sort", "")
    everything = courses.ids(selection, sort)
    if "q" not in found:
        return Facets(everything, found, courses.counts(selection, BANDS), len(everything), courses)
    rows = _ranked(courses.rows, answer(found["q"]).ids)
    ids, counts = ordered(rows, selection, sort), count(rows, selection, BANDS)
    return Facets(ids, found, counts, len(everything), courses)


def selection_of(found: dict) -> Selection:
    named = {name: found[name].slug for name in ("category", "city") if name in found}
    plain = {name: found[name] for name in ("month", "price", "days", "seats") if name in found}
    return Selection(**named, **plain)


def _ranked(rows: list[CourseRow], ids: list[int]) -> list[CourseRow]:
    by_id = {offer.pk: offer for offer in rows}
    return [by_id[pk] for pk in ids if pk in by_id]


def _options(found: dict, counts: Counts, courses: CachedCourses) -> dict[str, list[Option]]:
    values = {
        "category": list(courses.categories),
        "city": list(courses.cities),
        "month": courses.months,
        "price": list(PRICES),
        "days": list(DAYS),
        "seats": list(SEATS),
    }
    options = {}
    for name, known in values.items():
        now = _key(name, found.get(name))
        typed = [now] if now is not None and now not in known else []
        options[name] = [
            Option(
                value=in_address(value),
                label=label_of(name, value, courses),
                count=counts.of[name][value],
                is_chosen=value == now,
            )
            for value in [*known, *typed]
            if counts.of[name][value] or value == now
        ]
    options["sort"] = [
        Option(name, str(label), 0, found.get("sort") == name) for name, label in SORT_NAMES.items()
    ]
    return options


def _key(name: str, value):
    """A chosen value as its option is known by."""
    if value is None:
        return None
    if name in {"category", "city"}:
        return value.slug
    return value.text if name in BANDS else value


def in_address(value) -> str:
    return f"{value:%Y-%m}" if hasattr(value, "year") else str(value)


def label_of(name: str, value, courses: CachedCourses) -> str:
    if name in {"category", "city"}:
        known = courses.categories if name == "category" else courses.cities
        if value not in known:
            return value
        return INDENT * bool(getattr(known[value], "parent_slug", "")) + name_for(known[value])
    if name == "month":
        return date_words(value, _("Y年n月"))
    if name == "seats":
        return _("至少 %(n)d 席") % {"n": value}
    return _band(value, _("%(n)s 元") if name == "price" else _("%(n)s 天"))


def _band(text: str, unit: str) -> str:
    """``5000-10000`` in words, with thousands."""
    band = between(text)
    low, high = (None if end is None else f"{end:,}" for end in (band.low, band.high))
    if low is None:
        return _("%(n)s 及以下") % {"n": unit % {"n": high}}
    if high is None:
        return _("%(n)s 及以上") % {"n": unit % {"n": low}}
    return unit % {"n": low if low == high else f"{low}–{high}"}


def _chosen(found: dict, counts: Counts, *, everything: int) -> list[Chosen]:
    chosen = []
    for name, value in found.items():
        if name == "sort":
            continue
        rest = _addressed({other: one for other, one in found.items() if other != name})
        count = everything if name == "q" else counts.without[name]
        chosen.append(Chosen(name, _words(name, value), urlencode(rest), count))
    return chosen


def _addressed(found: dict) -> dict[str, str]:
    return {
        name: value if name in {"q", "sort"} else in_address(_key(name, value))
        for name, value in found.items()
    }


def _words(name: str, value) -> str:
    if name == "q":
        return _("关键词 %(q)s") % {"q": value}
    if name in {"category", "city"}:
        return name_for(value)
    return label_of(name, _key(name, value), None)
