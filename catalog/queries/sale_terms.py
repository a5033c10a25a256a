"""The terms of a sale and what to know before coming, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models import (
    Category,
    Client,
    Course,
    Guidance,
    Office,
    Picture,
    Question,
    RefundRule,
    Seller,
    Session,
    Testimonial,
    Venue,
)
from catalog.models.translations import language_shown, translated
from catalog.models.trust import GuidancePlace
from catalog.queries.remembering import remembered

# A row of the table, or one of queries.course_page.
Told = TypeVar("Told", Testimonial, SimpleNamespace)
# Baidu's maps are drawn 0.006 degrees beside the others'; its link says which are meant.
AMAP = "https://uri.amap.com/marker"
BAIDU = "https://api.map.baidu.com/marker"
TENCENT = "https://apis.map.qq.com/uri/v1/marker"


@dataclass(frozen=True, slots=True)
class Refund:
    """Who cancels on ``until`` or earlier gets ``percent`` back; no day without a first day.

    ``is_rest`` is of the rule of the first day itself where another stands before it: it holds for
    every day in between too.
    """

    days_before: int
    percent: int
    until: date | None
    note: str
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """``lang`` and ``name_lang``: where text or name are not in the language of the page."""

    name: str
    text: str
    lang: str = ""
    name_lang: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Adviser:
    """An office as somebody to ask, with the code of its chat where there is a picture of it."""

    office: Office
    code: Picture | None


def seller() -> Seller:
    """The company that sells, empty where nobody has filled it in; remembered."""
    return remembered("seller", lambda: Seller.objects.first() or Seller())


def refunds(first_day: date | None) -> list[Refund]:
    """The rules, most generous first, with the days they mean for a session."""
    rules = list(RefundRule.objects.all())
    return [
        Refund(
            rule.days_before,
            rule.percent,
            first_day - timedelta(days=rule.days_before) if first_day else None,
            translated(rule, "note"),
            is_rest=rule.days_before == 0 and len(rules) > 1,
        )
        for rule in rules
    ]


def guidance(place: GuidancePlace) -> list[Passage]:
    rows = Guidance.objects.filter(place=place)
    return [_passage(row, "name", "text") for row in rows]


def _passage(row: Guidance | Question | SimpleNamespace, name: str, text: str) -> Passage:
    return Passage(
        translated(row, name),
        translated(row, text),
        language_shown(row, text),
        language_shown(row, name),
    )


def questions(*, course: Course | None = None, category: Category | None = None) -> list[Passage]:
    """Of the site, or of this course and its category."""
    shown = Question.objects.filter(is_public=True)
    if course is not None:
        shown = shown.filter(Q(course=course) | Q(category=course.category_id))
    elif category is not None:
        shown = shown.filter(category=category)
    else:
        shown = shown.filter(course=None, category=None)
    return passages_of(shown)


def passages_of(rows: Iterable[Question | SimpleNamespace]) -> list[Passage]:
    """Questions and answers in the reader's language."""
    return [_passage(row, "question", "answer") for row in rows]


def in_my_language_first(testimonials: Iterable[Told]) -> list[Told]:
    """Those in the language of the page come first, in their order."""
    reading = (get_language() or "")[:2]
    return sorted(
        testimonials, key=lambda testimonial: not testimonial.language.startswith(reading)
    )


def clients() -> list[str]:
    """Customers who agreed to be named; remembered."""
    named = Client.objects.filter(permitted_on__isnull=False)
    return [translated(client, "name") for client in remembered("clients", lambda: list(named))]


def advisers() -> list[Adviser]:
    """Public offices, each with the newest picture of its code; two queries."""
    offices = list(Office.objects.public())
    codes = {
        picture.office_id: picture
        for picture in Picture.objects.filter(office__in=offices).reverse()
    }
    return [Adviser(office, codes.get(office.pk)) for office in offices]


def maps_of(venue: Venue | None) -> list[Link]:
    """Links to the place in three maps, which open their own app on a telephone."""
    if venue is None or venue.latitude is None or venue.longitude is None:
        return []
    name, address = venue.name, venue.address or venue.name
    latitude, longitude = _plain(venue.latitude), _plain(venue.longitude)
    baidu = {
        "location": f"{latitude},{longitude}",
        "title": name,
        "content": address,
        "output": "html",
        "coord_type": "gcj02",
        "src": "kaike",
    }
    tencent = f"coord:{latitude},{longitude};title:{name};addr:{address}"
    return [
        Link(
            _("高德地图"),
            f"{AMAP}?{urlencode({'position': f'{longitude},{latitude}', 'name': name})}",
        ),
        Link(_("百度地图"), f"{BAIDU}?{urlencode(baidu)}"),
        Link(_("腾讯地图"), f"{TENCENT}?{urlencode({'marker': tencent, 'referer': 'kaike'})}"),
    ]


def _plain(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".")


def coming(session: Session) -> list[Passage]:
    """What everybody is told before coming, then what is so at this session's venue."""
    venue = session.venue
    here: list[Passage] = []
    if venue is not None:
        here = [
            Passage(name, text, language_shown(venue, column))
            for name, column in (
                (_("最近的车站"), "station"),
                (_("用餐"), "meals"),
                (_("附近酒店"), "hotels"),
            )
            if (text := translated(venue, column))
        ]
    return [*guidance(GuidancePlace.COMING), *here]
