"""The filters of the course list as a page shows them: options with counts, what is chosen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils.dateformat import format as date_words
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalog.models import Category, City
from catalog.models.course import name_for
from catalog.queries.cached_courses import CachedCourses
from catalog.queries.catalogue import Filter
from catalog.queries.facets import (
    DAYS,
    PRICES,
    SEATS,
    Bands,
    Between,
    Counts,
    CourseRow,
    Key,
    Selection,
    between,
    count,
    ordered,
)
from catalog.search import Answer, answer


def _bands(texts: Iterable[str]) -> dict[str, Between]:
    return {text: band for text in texts if (band := between(text))}


BANDS: Bands = {"price": _bands(PRICES), "days": _bands(DAYS)}
SORT_NAMES = {
    "soonest": gettext_lazy("最近开课"),
    "price": gettext_lazy("价格从低到高"),
    "price-down": gettext_lazy("价格从高到低"),
    "days": gettext_lazy("天数从少到多"),
    "title": gettext_lazy("课程名称拼音"),
}
FORM = "catalog/partials/filters.html"
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
    filters: Filter
    counts: Counts
    everything: int  # courses that fit, whatever words are sought
    courses: CachedCourses
    answer: Answer | None = None  # where words are sought

    @property
    def html(self) -> str:
        """The form with every option and its count.

        Rendered once: a list takes 6.1 ms so, else 7.8, and then falls below a twentieth of what an
        empty view answers.
        """
        address = (get_language(), urlencode(_addressed(self.filters)))
        return self.courses.once(address, lambda: render_to_string(FORM, {"facets": self}))

    @property
    def is_combined(self) -> bool:
        """Search engines are asked not to keep this page."""
        return len(self.filters) > 1 or bool(set(self.filters) - PAGES_OF_THEIR_OWN)

    @property
    def by_session(self) -> bool:
        """Whether a choice asks for a session; a course without public ones cannot fit it."""
        return selection_of(self.filters).asks_for_session()

    @cached_property
    def options(self) -> dict[str, list[Option]]:
        """By the name of the filter; ``sort`` too."""
        return _options(self.filters, self.counts, self.courses)

    @cached_property
    def chosen(self) -> list[Chosen]:
        return _chosen(self.filters, self.counts, everything=self.everything)


def facets(chosen: Filter, *, courses: CachedCourses) -> Facets:
    """Which courses fit, and the options with their counts.

    ``chosen`` is what the form understood. Only an answer to words that are sought costs queries.
    """
    selection, sort = selection_of(chosen), chosen.get("sort", "")
    everything = courses.ids(selection, sort)
    if "q" not in chosen:
        return Facets(
            everything, chosen, courses.counts(selection, BANDS), len(everything), courses
        )
    answered = answer(chosen["q"])
    rows = _ranked(courses.rows, answered.best)
    ids, counts = ordered(rows, selection, sort), count(rows, selection, BANDS)
    return Facets(ids, chosen, counts, len(everything), courses, answered)


def selection_of(chosen: Filter) -> Selection:
    return Selection(
        category=chosen["category"].slug if "category" in chosen else None,
        city=chosen["city"].slug if "city" in chosen else None,
        month=chosen.get("month"),
        price=chosen.get("price"),
        days=chosen.get("days"),
        seats=chosen.get("seats"),
    )


def _ranked(rows: list[CourseRow], ids: list[int]) -> list[CourseRow]:
    by_id = {offer.pk: offer for offer in rows}
    return [by_id[pk] for pk in ids if pk in by_id]


def _options(filters: Filter, counts: Counts, courses: CachedCourses) -> dict[str, list[Option]]:
    values: dict[str, list[Key]] = {
        "category": list(courses.categories),
        "city": list(courses.cities),
        "month": list(courses.months),
        "price": list(PRICES),
        "days": list(DAYS),
        "seats": list(SEATS),
    }
    options, chosen = {}, _keys(filters)
    for name, known in values.items():
        now = chosen.get(name)
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
        Option(name, str(label), 0, filters.get("sort") == name)
        for name, label in SORT_NAMES.items()
    ]
    return options


def _keys(chosen: Filter) -> dict[str, Key]:
    """The chosen values by the name of their filter, each as its option is known by."""
    return {name: _key(value) for name, value in chosen.items()}


def _key(value: object) -> Key:
    if isinstance(value, Category | City):
        return value.slug
    if isinstance(value, Between):
        return value.text
    return value if isinstance(value, date | int) else str(value)


def in_address(value: Key) -> str:
    return f"{value:%Y-%m}" if isinstance(value, date) else str(value)


def label_of(name: str, value: Key, courses: CachedCourses) -> str:
    """The option in words; a category or a city that nothing is offered in by its slug."""
    if name not in {"category", "city"}:
        return _words_of(name, value)
    slug, is_category = str(value), name == "category"
    known: Mapping[str, Category | City] = courses.categories if is_category else courses.cities
    if slug not in known:
        return slug
    return INDENT * (is_category and bool(courses.categories[slug].parent_id)) + name_for(
        known[slug]
    )


def _words_of(name: str, value: Key) -> str:
    if isinstance(value, date):
        return date_words(value, _("Y年n月"))
    if name == "seats":
        return _("至少 %(n)d 席") % {"n": value}
    band = between(str(value))
    return _band(band, _("%(n)s 元") if name == "price" else _("%(n)s 天")) if band else ""


def _band(band: Between, unit: str) -> str:
    """``5000-10000`` in words, with thousands."""
    low, high = (None if end is None else f"{end:,}" for end in (band.low, band.high))
    if low is None:
        return _("%(n)s 及以下") % {"n": unit % {"n": high}}
    if high is None:
        return _("%(n)s 及以上") % {"n": unit % {"n": low}}
    return unit % {"n": low if low == high else f"{low}–{high}"}


def _chosen(filters: Filter, counts: Counts, *, everything: int) -> list[Chosen]:
    chosen, address = [], _addressed(filters)
    for name, value in filters.items():
        if name == "sort":
            continue
        rest = {other: text for other, text in address.items() if other != name}
        count = everything if name == "q" else counts.without[name]
        chosen.append(Chosen(name, _words(name, value), urlencode(rest), count))
    return chosen


def _addressed(chosen: Filter) -> dict[str, str]:
    return {name: in_address(key) for name, key in _keys(chosen).items()}


def _words(name: str, value: object) -> str:
    if name == "q":
        return _("关键词 %(q)s") % {"q": value}
    if isinstance(value, Category | City):
        return name_for(value)
    return _words_of(name, _key(value))
