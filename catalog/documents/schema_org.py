"""PURE. A course as schema.org describes one, as JSON-LD: Course, CourseInstance, Offer."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

AVAILABILITY = {"free": "InStock", "few": "LimitedAvailability", "full": "SoldOut"}
# What could end the script element, or a line of it, is written as JSON's own escapes.
ESCAPES = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Instance:
    """A session with dates; ``kind`` as in ``availability``; price in CNY, ``None`` on request."""

    url: str
    city: str
    venue: str
    address: str
    starts_on: date
    ends_on: date
    runs: tuple[tuple[date, date], ...]  # of days that are apart; else none
    price: Decimal | None
    kind: str
    seats: int | None
    instructors: tuple[tuple[str, str], ...] = ()  # its own, in place of the course's


@dataclass(frozen=True, slots=True)
class Facts:
    url: str
    image: str
    name: str
    description: str
    code: str
    language: str  # BCP 47
    price: Decimal | None  # the lowest of its sessions to come
    highest: Decimal | None
    days: Decimal | None
    audience: tuple[str, ...]
    instructors: tuple[tuple[str, str], ...]  # name, title
    modules: tuple[str, ...]
    instances: tuple[Instance, ...]
    provider: str
    site: str
    phone: str


def course_data(facts: Facts) -> dict:
    """The description; whatever is not known is left out, never empty."""
    provider = _given(
        {
            "@type": "Organization",
            "@id": facts.site + "/#organization",
            "name": facts.provider,
            "url": facts.site + "/",
        },
        telephone=facts.phone,
    )
    return _given(
        {
            "@context": "https://schema.org",
            "@type": "Course",
            "@id": facts.url + "#course",
            "url": facts.url,
            "name": facts.name,
            "description": facts.description or facts.name,
            "courseCode": facts.code,
            "inLanguage": facts.language,
            "image": facts.image,
            "provider": provider,
        },
        timeRequired=_duration(facts.days),
        audience=[
            {"@type": "EducationalAudience", "educationalRole": line} for line in facts.audience
        ],
        syllabusSections=[{"@type": "Syllabus", "name": name} for name in facts.modules if name],
        offers=_offers(facts),
        hasCourseInstance=[_instance(one, facts, provider) for one in facts.instances],
    )


def _offers(facts: Facts) -> dict | None:
    """One price, or from the lowest to the highest: no instance contradicts it."""
    if facts.price is None or facts.price == facts.highest:
        return _offer(facts.price, facts.url, "")
    return {
        "@type": "AggregateOffer",
        "category": "Paid",
        "lowPrice": f"{facts.price:.2f}",
        "highPrice": f"{facts.highest:.2f}",
        "priceCurrency": "CNY",
        "url": facts.url,
    }


def _people(named: tuple[tuple[str, str], ...]) -> list[dict]:
    return [_given({"@type": "Person", "name": name}, jobTitle=title) for name, title in named]


def _instance(one: Instance, facts: Facts, provider: dict) -> dict:
    address = _given(
        {"@type": "PostalAddress", "addressLocality": one.city, "addressCountry": "CN"},
        streetAddress=one.address,
    )
    return _given(
        {
            "@type": "CourseInstance",
            "name": f"{facts.name} · {one.city}",
            "url": one.url,
            "courseMode": "Onsite",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "eventStatus": "https://schema.org/EventScheduled",
            "startDate": one.starts_on.isoformat(),
            "endDate": one.ends_on.isoformat(),
            "location": {"@type": "Place", "name": one.venue or one.city, "address": address},
            "organizer": {"@id": provider["@id"]},
        },
        subEvent=_runs(one),
        courseWorkload=_duration(facts.days),
        instructor=_people(one.instructors or facts.instructors),
        offers=_offer(one.price, one.url, one.kind),
        remainingAttendeeCapacity=one.seats,
    )


def _runs(one: Instance) -> list[dict]:
    """Each run of days of a session that meets on days that are apart."""
    return [
        {
            "@type": "Event",
            "name": f"{one.city} {first.isoformat()}",
            "startDate": first.isoformat(),
            "endDate": last.isoformat(),
        }
        for first, last in one.runs
    ]


def _offer(price: Decimal | None, url: str, kind: str) -> dict | None:
    if price is None:
        return None
    offer = {
        "@type": "Offer",
        "category": "Paid" if price else "Free",
        "price": f"{price:.2f}",
        "priceCurrency": "CNY",
        "url": url,
    }
    return _given(offer, availability=f"https://schema.org/{AVAILABILITY[kind]}" if kind else "")


def _duration(days: Decimal | None) -> str:
    """Days as ISO 8601 has them; half a day is four hours of teaching."""
    if days is None:
        return ""
    whole, rest = divmod(days, 1)
    return f"P{int(whole)}D" + (f"T{int(rest * 8)}H" if rest else "")


def _given(known: dict, **more) -> dict:
    return {**known, **{name: value for name, value in more.items() if value not in ("", None, [])}}


def as_script(data: dict) -> str:
    """JSON that can stand inside a script element whatever it says."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
