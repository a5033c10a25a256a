"""Pictures of courses as lists and the start page show them: few columns, read for all at once."""

from collections.abc import Iterable
from datetime import date
from types import SimpleNamespace

from catalog.models import Picture
from catalog.models.course import CourseStatus
from catalog.queries.catalogue import named
from catalog.queries.remembering import remembered

PAST_CLASSES = 3  # on the start page
LOOKED_AT = 30  # of the newest, for some of different courses


def covers() -> dict[int | None, str]:
    """By course, how the addresses of its newest picture begin; remembered."""
    return remembered("covers", _covers)


def _covers() -> dict[int | None, str]:
    own = Picture.objects.filter(course__isnull=False, held_on=None).order_by("pk")
    return {shown.course_id: shown.base for shown in own.only("course", "public_id", "edition")}


def past(pictures: Iterable[SimpleNamespace], *, today: date) -> list[SimpleNamespace]:
    """Those of sessions that are over; each gets the English name of a city that has one."""
    held = [picture for picture in pictures if picture.held and picture.held <= today.isoformat()]
    english = {city.name: city.name_en for city in named().cities.values()} if held else {}
    for picture in held:
        picture.city_en = english.get(picture.city, "")
        picture.people = int(picture.people or 0)
    return held


def past_classes(*, today: date) -> list[SimpleNamespace]:
    """The latest pictures of past sessions, one of a course, each with its course; remembered."""
    return remembered("past_classes", lambda: _past_classes(today))


def _past_classes(today: date) -> list[SimpleNamespace]:
    held = Picture.objects.filter(course__status=CourseStatus.PUBLISHED, held_on__lte=today)
    newest = held.select_related("course").order_by("-held_on", "-pk")[:LOOKED_AT]
    by_course: dict[int | None, SimpleNamespace] = {}
    for picture in newest:
        by_course.setdefault(picture.course_id, _shown(picture))
    return past(list(by_course.values())[:PAST_CLASSES], today=today)


def _shown(picture: Picture) -> SimpleNamespace:
    names = ("base", "alt", "alt_en", "city", "people", "course")
    facts = {name: getattr(picture, name) for name in names}
    return SimpleNamespace(held=f"{picture.held_on}", **facts)
