"""What stands in the cells of a grid: a session with its link, or how many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from catalog.domain.date_formats import language_tag, short_dates
from catalog.models import Category, City, Course, Session
from catalog.models.translations import in_english, translated
from catalog.queries.availability import availability
from catalog.queries.schedule_grid import Head

LINK = (
    '<a class="slot slot--{kind}" href="{url}"{tab}>{course}<time datetime="{date}">{when}</time>'
    ' <span class="seats seats--{kind}">{words}</span></a>'
)
TITLED = LINK.replace("{course}", '<span class="slot__course"{lang}>{course}</span> ')
COUNTED = '<a class="slot" href="{url}?{asked}">{words}</a>'
ANOTHER_TAB = mark_safe(' target="_blank" rel="noopener"')


@dataclass(frozen=True, slots=True)
class Slot(Generic[Head]):
    """What stands in a cell of the table, and again in the list of a telephone: a session, or how
    many there are.

    Its link is rendered once and by Python. As a template it took 12 of the 28 ms of a grid of 83
    sessions, and 44 of the 53 ms of one of 143 numbers.
    """

    head: Head  # what its row stands for
    month: date
    starts_on: date | None
    html: str


def slots(
    sessions: Iterable[Session], *, now: datetime, titled: bool = False, source: str = ""
) -> list[Slot[City]]:
    """With ``titled`` each says its course; ``source`` as of ``grid_of``."""
    url = reverse("catalog:session", args=["-"])
    return [slot(one, one.city, url=url, now=now, title=titled, source=source) for one in sessions]


def slot(
    session: Session, head: Head, *, url: str, now: datetime, title: bool, source: str = ""
) -> Slot[Head]:
    """``url`` has - where the number of a session goes."""
    seats, course = availability(session, now=now), session.course
    language = title_language(course) if title else ""
    link = format_html(
        TITLED if title else LINK,
        kind=seats.kind,
        url=url.replace("/-/", f"/{session.public_id}/") + (f"?from={source}" if source else ""),
        tab=ANOTHER_TAB if source else "",
        lang=format_html(' lang="{}"', language) if language else "",
        course=translated(course, "title") if title else "",
        date=(session.starts_on or session.month).isoformat(),
        when=short_dates(session),
        words=seats.words,
    )
    return Slot(head, session.month, session.starts_on, link)


def count_link(n: int, month: date, city: City, category: Category | None, *, url: str) -> str:
    """How many sessions of that month there are, with the way to their list; ``url`` is its."""
    asked = {"city": city.slug, "month": f"{month:%Y-%m}"}
    if category:
        asked["category"] = category.slug
    words = ngettext("%(n)s 个班次", "%(n)s 个班次", n) % {"n": n}
    return format_html(COUNTED, url=url, asked=urlencode(asked), words=words)


def title_language(course: Course) -> str:
    """The ``lang`` of a course's title, where it is not the page's."""
    return "" if in_english() and course.title_en else language_tag(course)
