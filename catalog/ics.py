"""PURE. Sessions as an iCalendar (RFC 5545): whole days, as no session has hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard

ZONE = "Asia/Shanghai"
EIGHT_HOURS = timedelta(hours=8)
STATES = {"cancelled": "CANCELLED", "planned": "TENTATIVE"}


@dataclass(frozen=True, slots=True)
class Entry:
    """``ends_on`` is the last day; ``state`` is the session's; times are aware."""

    uid: str
    summary: str
    starts_on: date
    ends_on: date
    location: str
    description: str
    url: str
    state: str
    created_at: datetime
    updated_at: datetime


def calendar(name: str, entries: Iterable[Entry], *, refresh: timedelta | None = None) -> bytes:
    """The same bytes for the same entries; ``refresh`` is how often a subscriber should ask."""
    shown = Calendar()
    shown.add("prodid", "-//Kaike//Kaike//ZH")
    shown.add("version", "2.0")
    shown.add("calscale", "GREGORIAN")
    shown.add("method", "PUBLISH")
    shown.add("x-wr-calname", name)
    shown.add("x-wr-timezone", ZONE)
    if refresh:
        hours = f"PT{int(refresh.total_seconds() // 3600)}H"
        shown.add("refresh-interval", hours, parameters={"VALUE": "DURATION"})
        shown.add("x-published-ttl", hours)
    shown.add_component(_zone())
    for entry in entries:
        shown.add_component(_event(entry))
    return shown.to_ical()


def _after(day: date) -> date:
    """The next day; the last day of all has none."""
    return day if day == date.max else day + timedelta(days=1)


def _zone() -> Timezone:
    """China has had one time, without summer time, since 1991."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - local by RFC 5545
    standard.add("tzoffsetfrom", EIGHT_HOURS)
    standard.add("tzoffsetto", EIGHT_HOURS)
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("summary", entry.summary)
    event.add("dtstart", entry.starts_on)
    event.add("dtend", _after(entry.ends_on))  # the first day that is free again
    event.add("dtstamp", entry.updated_at)
    event.add("created", entry.created_at)
    event.add("last-modified", entry.updated_at)
    # Grows with every change, as the seconds from the first entry to the last change.
    event.add("sequence", int((entry.updated_at - entry.created_at).total_seconds()))
    event.add("status", STATES.get(entry.state, "CONFIRMED"))
    event.add("transp", "TRANSPARENT")
    event.add("url", entry.url)
    event.add("description", entry.description)
    if entry.location:
        event.add("location", entry.location)
    return event
