"""Where and when: cities, venues, offices, months and weekends of sessions to come, and how long a
course takes, as words of a query.

Sessions change at every enrollment, so none of this stands in the index: the names of places are
remembered for a moment, the sessions themselves at every search that names one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from django.core.cache import caches
from django.db.models import QuerySet

from catalog.models import City, Course, Office, Session, Venue
from catalog.models.session import SATURDAY, SessionQuerySet
from catalog.text.folding import HAN, fold
from catalog.text.lengths import weekend_in
from catalog.text.months import months_in, year_in
from catalog.text.pinyin import syllables
from catalog.text.sounds import slips_of, syllables_of

FEWEST_LETTERS = 4  # of the beginning of a city's name
SHORTEST = 3  # characters of a venue or an office: a shorter word stands in too many of them
BETWEEN = re.compile(r"[\s\-_—–－·./]+")
LETTERS = re.compile("[a-z]+")
CODE = re.compile(r"(?<![a-z0-9])([a-z]{1,8})[\s\-_—–－·./]*([0-9]{1,8})(?![a-z0-9])")


@dataclass(frozen=True, slots=True)
class Places:
    cities: list[tuple[int, tuple[str, ...]]]  # ids, and each name, the longest first
    venues: list[tuple[int, str]]
    offices: list[tuple[frozenset[int], str]]  # the cities an office names, and what it is called
    codes: frozenset[str]  # the letters that codes of courses begin with


@dataclass(frozen=True, slots=True)
class Where:
    """What a query says of place and time, and the courses with such a session to come."""

    typed: list[str]
    names: list[str]  # folded, of cities or years: a course that says one is meant as well
    cities: frozenset[int]
    months: frozenset[date]
    weekend: bool
    course_ids: frozenset[int]


def places() -> Places:
    """Remembered: 2 to 4 of the 6 to 8 ms of a search."""
    return cast(Places, caches["reads"].get_or_set("places", _places))


def compact(code: str) -> str:
    return BETWEEN.sub("", fold(code))


def _places() -> Places:
    rows = City.objects.values_list("pk", "name", "name_en", "slug")
    cities = [(pk, _called(*names)) for pk, *names in rows]
    venues = [
        (pk, fold(f"{name} {address}"))
        for pk, name, address in Venue.objects.values_list("pk", "name", "address")
    ]
    offices = []
    for office in Office.objects.public():
        told = fold(f"{office.name} {office.address}")
        named = frozenset(pk for pk, names in cities if names[-1] in told)
        offices.append((named, f"{told} {fold(office.contact_person)}"))
    codes = Course.objects.published().order_by().values_list("code", flat=True)
    letters = frozenset(hit[0] for code in codes if (hit := LETTERS.match(compact(code))))
    return Places(cities, venues, offices, letters)


def _called(name: str, name_en: str, slug: str) -> tuple[str, ...]:
    """Every way to write a city; the Chinese name comes last."""
    spelt = "".join(syllables(name))
    latin = {fold(one) for one in (name_en, slug, spelt) if one}
    return (fold(name) + "市", *sorted(latin, key=len, reverse=True), fold(name))


def without_codes(text: str) -> tuple[str, list[str]]:
    """The text without codes of courses, and those codes: kk 101 where a course is KK-101.

    A code is also what no course has, if it begins as the codes of courses do.
    """
    known = places().codes
    found: list[str] = []

    def taken(hit: re.Match[str]) -> str:
        code = hit[1] + hit[2]
        if hit[1] in known:
            found.append(code)
            return " "
        return str(hit[0])

    return CODE.sub(taken, text), found


def where_and_when(text: str, *, today: date, inside: bool = False) -> tuple[str, Where | None]:
    """The folded text without cities, months and weekends, and what they ask for.

    Two queries at most. ``inside``: weekends also within a word.
    """
    text, months = months_in(text, today=today)
    text, cities = _without_cities(text)
    text, weekend = weekend_in(text, inside=inside)
    if not months and not cities and not weekend:
        return text, None
    sessions = Session.objects.public().upcoming(today=today)
    if months:
        sessions = sessions.filter(month__in=list(months))
    if cities:
        sessions = sessions.filter(city__in=list(cities))
    if weekend:
        sessions = sessions.filter(pk__in=_at_weekends(sessions))
    typed = [*dict.fromkeys(months.values()), *cities.values(), *filter(None, [weekend])]
    return text, Where(
        typed,
        _words_of(months, cities, weekend),
        frozenset(cities),
        frozenset(months),
        bool(weekend),
        _courses_of(sessions),
    )


def _at_weekends(sessions: SessionQuerySet) -> list[int]:
    """The ids of those that meet on Saturdays and Sundays alone."""
    likely = sessions.filter(starts_on__iso_week_day__gte=SATURDAY)
    dated = likely.only("starts_on", "ends_on", "meeting_days").order_by()
    return [one.pk for one in dated if one.is_on_weekends]


def meeting_between(first: date, last: date, *, today: date) -> frozenset[int]:
    """The courses with a session to come on one of these days."""
    likely = (
        Session.objects.public()
        .upcoming(today=today)
        .filter(starts_on__lte=last, ends_on__gte=first)
    )
    dated = likely.only("course", "starts_on", "ends_on", "meeting_days").order_by()
    return frozenset(one.course_id for one in dated if one.meets_between(first, last))


def taking(days: Decimal) -> frozenset[int]:
    """The published courses that take so many days."""
    courses = Course.objects.published().filter(days=days).order_by()
    return frozenset(courses.values_list("pk", flat=True))


def _words_of(months: dict[date, str], cities: dict[int, str], weekend: str) -> list[str]:
    """What a course may say instead: its city, a year or a weekend; not two, and no month."""
    if bool(months) + bool(cities) + bool(weekend) > 1:
        return []
    if not months:
        return [*cities.values(), *filter(None, [weekend])]
    years = {year_in(said) for said in months.values()}
    return [] if "" in years else sorted(years)


def _without_cities(text: str) -> tuple[str, dict[int, str]]:
    found = {}
    for pk, names in places().cities:
        for name in names:
            if name not in text:
                continue
            sign = rf"(?<![a-z]){re.escape(name)}(?![a-z])" if name[0] <= "z" else re.escape(name)
            text, count = re.subn(sign, " ", text)
            if count:
                found[pk] = names[-1]
    return text, found


def with_whole_cities(text: str, *, today: date) -> str:
    """The folded text with the cities that its words begin, misspell or sound like: 昆明 for 昆,
    kunmin and 昆名. The same text where no word is so."""
    left, _months = months_in(without_codes(text)[0], today=today)
    left, _cities = _without_cities(left)
    for word in dict.fromkeys(left.split()):
        if meant := cities_begun(word) or _cities_like(word):
            text = _put(text, word, f" {' '.join(meant.values())} ")
    return text


def _put(text: str, word: str, names: str) -> str:
    """The text with these names where the word stands; letters only where they are all of it."""
    if not LETTERS.fullmatch(word):
        return text.replace(word, names)
    return LETTERS.sub(lambda hit: names if hit[0] == word else hit[0], text)


def cities_begun(word: str) -> dict[int, str]:
    """The ids and names of the cities whose name begins so, in letters from the fourth on."""
    if not HAN.fullmatch(word) and len(word) < FEWEST_LETTERS:
        return {}
    return {
        pk: names[-1]
        for pk, names in places().cities
        if any(name.startswith(word) and name != word for name in names)
    }


def _cities_like(word: str) -> dict[int, str]:
    """Those that sound like this Chinese word, or are one slip away from this Latin one."""
    if HAN.fullmatch(word):
        sound = syllables_of(word)
        return {
            pk: names[-1]
            for pk, names in places().cities
            if len(word) > 1 and sound == syllables_of(names[-1])
        }
    slips = slips_of(word) if len(word) > FEWEST_LETTERS else set()
    return {pk: names[-1] for pk, names in places().cities if slips.intersection(names)}


def in_cities(cities: Iterable[int], *, today: date) -> frozenset[int]:
    """The courses with a session to come in one of these."""
    return _courses_of(Session.objects.public().upcoming(today=today).filter(city__in=cities))


def courses_at(word: str, *, today: date) -> frozenset[int]:
    """Courses with a session to come at a venue, or in the city of an office, that is called so."""
    if len(word) < SHORTEST or not HAN.search(word):
        return frozenset()
    known = places()
    venues = [pk for pk, told in known.venues if word in told]
    cities = {pk for ids, told in known.offices if word in told for pk in ids}
    if not venues and not cities:
        return frozenset()
    sessions = Session.objects.public().upcoming(today=today)
    return _courses_of(sessions.filter(venue__in=venues)) | _courses_of(
        sessions.filter(city__in=cities)
    )


def _courses_of(sessions: QuerySet[Session]) -> frozenset[int]:
    return frozenset(sessions.order_by().values_list("course", flat=True))
