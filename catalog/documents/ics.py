"""PURE. Sessions as an iCalendar (RFC 5545): whole days, or hours where they are known."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneStandard

ZONE = "Asia/Shanghai"
DAY = timedelta(days=1)
EIGHT_HOURS = timedelta(hours=8)
GONE = "cancelled"  # the session's state; what is pure does not know the model
STATES = {GONE: "CANCELLED", "planned": "TENTATIVE"}


@dataclass(frozen=True, slots=True)
class Entry:
    """``ends_on`` is the last day; ``state`` is the session's; moments are aware.

    ``starts_at`` and ``ends_at`` are the hours of each day. ``is_own``: somebody has a seat, the
    days are not free for anything else, and ``alarm`` is said the day before. ``sequence`` grows
    with every change; ``None`` is the seconds from the first entry to the last change.
    """

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
    starts_at: time | None = None
    ends_at: time | None = None
    is_own: bool = False
    alarm: str = ""
    organizer: str = ""  # an e-mail address
    sequence: int | None = None
    runs: tuple[tuple[date, date], ...] = ()  # of a session that meets on days that are apart
    runs_before: int = 0  # the most it ever had: what is left over is taken out of the calendar


def calendar(
    name: str,
    entries: Iterable[Entry],
    *,
    refresh: timedelta | None = None,
    method: str = "PUBLISH",
) -> bytes:
    """The same bytes for the same entries; ``refresh`` is how often a subscriber should ask.

    ``method`` CANCEL takes the entries out of the calendar they were put into.
    """
    shown = Calendar()
    shown.add("prodid", "-//Kaike//Kaike//ZH")
    shown.add("version", "2.0")
    shown.add("calscale", "GREGORIAN")
    shown.add("method", method)
    shown.add("x-wr-calname", name)
    shown.add("x-wr-timezone", ZONE)
    if refresh:
        hours = f"PT{int(refresh.total_seconds() // 3600)}H"
        shown.add("refresh-interval", hours, parameters={"VALUE": "DURATION"})
        shown.add("x-published-ttl", hours)
    shown.add_component(_zone())
    for entry in entries:
        for one in _runs(entry):
            shown.add_component(_event(one))
    return shown.to_ical()


def _runs(entry: Entry) -> list[Entry]:
    """An event for each run of days. RDATE would say it in one, but Outlook leaves it out."""
    name, _at, host = entry.uid.partition("@")
    runs = list(entry.runs) or [(entry.starts_on, entry.ends_on)]
    shown = [
        replace(
            entry,
            starts_on=first,
            ends_on=last,
            uid=entry.uid if number == 1 else f"{name}-{number}@{host}",
        )
        for number, (first, last) in enumerate(runs, 1)
    ]
    gone = [
        replace(entry, uid=f"{name}-{number}@{host}", state=GONE, alarm="")
        for number in range(len(runs) + 1, entry.runs_before + 1)
    ]
    return shown + gone


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
    _add_days(event, entry)
    event.add("dtstamp", entry.updated_at)
    event.add("created", entry.created_at)
    event.add("last-modified", entry.updated_at)
    event.add("sequence", max(0, _sequence(entry)))
    event.add("status", STATES.get(entry.state, "CONFIRMED"))
    event.add("transp", "OPAQUE" if entry.is_own else "TRANSPARENT")
    event.add("url", entry.url)
    event.add("description", entry.description)
    if entry.location:
        event.add("location", entry.location)
    if entry.organizer:
        event.add("organizer", f"mailto:{entry.organizer}")
    if entry.alarm:
        event.add_component(_alarm(entry.alarm))
    return event


def _add_days(event: Event, entry: Entry) -> None:
    """Whole days; with hours, the first day's and how many days follow with the same."""
    if entry.starts_at is None or entry.ends_at is None:
        event.add("dtstart", entry.starts_on)
        event.add("dtend", _after(entry.ends_on))  # the first day that is free again
        return
    zone = ZoneInfo(ZONE)
    event.add("dtstart", datetime.combine(entry.starts_on, entry.starts_at, zone))
    event.add("dtend", datetime.combine(entry.starts_on, entry.ends_at, zone))
    days = (entry.ends_on - entry.starts_on).days + 1
    if days > 1:
        event.add("rrule", {"freq": "daily", "count": days})


def _sequence(entry: Entry) -> int:
    if entry.sequence is not None:
        return entry.sequence
    return int((entry.updated_at - entry.created_at).total_seconds())


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -DAY)
    return alarm
