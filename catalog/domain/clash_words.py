"""What each clash is called, and a sentence that says what is wrong."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.domain.clash_finding import Names
from catalog.models import City, Course
from catalog.plan.clashes import Clash, Slot
from catalog.plan.meeting_days import stretches, write_days

KINDS = {
    "teacher": gettext_lazy("讲师同时在两处"),
    "travel": gettext_lazy("讲师来不及换城市"),
    "venue": gettext_lazy("场地同时两个班"),
    "absence": gettext_lazy("讲师没空"),
    "holiday": gettext_lazy("放假"),
    "workday": gettext_lazy("调休上班日"),
    "small": gettext_lazy("场地太小"),
    "close": gettext_lazy("同城同课太近"),
    "past": gettext_lazy("日期已过"),
    "far": gettext_lazy("日期太远"),
    "length": gettext_lazy("天数不符"),
    "minimum": gettext_lazy("成班人数多于名额"),
}


def sentence(clash: Clash, names: Names, titles: dict[str, str] | None = None) -> str:
    """What is wrong; ``titles`` name sessions that are not saved yet, by their keys."""
    other = _title(clash.other, names, titles or {}) if clash.other else ""
    if words := _WITH_FACTS.get(clash.kind):
        return words(clash, names, other)
    facts = {"this": _days(clash.slot), "name": names.teacher(clash), "other": other}
    return str(_PLAIN[clash.kind]) % facts


def title(slot: Slot, names: Names, titles: dict[str, str] | None = None) -> str:
    """Course, city and days of a session."""
    return _title(slot, names, titles or {})


def title_of(course: Course, city: City, days: Sequence[date]) -> str:
    return f"{course.title} · {city.name} {_spelled(days)}"


def _title(slot: Slot, names: Names, titles: dict[str, str]) -> str:
    if slot.key in titles:
        return titles[slot.key]
    session = names.sessions.get(slot.key)
    if session is None:
        return _days(slot)
    return title_of(session.course, session.city, slot.dates)


def _days(slot: Slot) -> str:
    return _spelled(slot.dates)


def _spelled(days: Sequence[date]) -> str:
    if len(stretches(days)) > 1:
        return write_days(days)
    first, last = days[0], days[-1]
    return f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d} – {last:%m-%d}"


def _holiday(clash: Clash, names: Names, other: str) -> str:
    day = names.day(clash)
    params = {"day": f"{clash.about:%m-%d}", "holiday": day.name if day else ""}
    if day and day.provisional:
        return _("%(day)s 是%(holiday)s（暂定，放假安排还没有公布）") % params
    return _("%(day)s 放假：%(holiday)s") % params


def _workday(clash: Clash, names: Names, other: str) -> str:
    day = names.day(clash)
    params = {"day": f"{clash.about:%m-%d}", "holiday": day.name if day else ""}
    return _("%(day)s 是调休上班日（%(holiday)s），学员要上班") % params


def _small(clash: Clash, names: Names, other: str) -> str:
    params = {"venue": names.venue(clash), "seats": clash.slot.capacity}
    return _("名额 %(seats)d 人，“%(venue)s”只坐得下 %(holds)d 人") % (
        params | {"holds": clash.slot.holds}
    )


def _venue(clash: Clash, names: Names, other: str) -> str:
    return _("场地“%(venue)s”那时还有：%(other)s") % {"venue": names.venue(clash), "other": other}


def _close(clash: Clash, names: Names, other: str) -> str:
    weeks = max(slot.apart for slot in (clash.slot, clash.other) if slot)
    return _("同一门课在同一城市不到 %(weeks)d 周：%(other)s") % {
        "weeks": weeks,
        "other": other,
    }


def _length(clash: Clash, names: Names, other: str) -> str:
    days = len(clash.slot.dates)
    return _("排了 %(days)d 天，课程是 %(length)s 天") % {
        "days": days,
        "length": f"{(clash.slot.days or Decimal()).normalize():f}",
    }


def _minimum(clash: Clash, names: Names, other: str) -> str:
    params = {"minimum": clash.slot.minimum, "capacity": clash.slot.capacity}
    return _("成班人数 %(minimum)d 多于名额 %(capacity)d，永远开不了班") % params


_PLAIN = {
    "teacher": gettext_lazy("%(name)s那时还要上：%(other)s"),
    "travel": gettext_lazy("%(name)s没有一天路上的时间，前后是：%(other)s"),
    "absence": gettext_lazy("%(name)s那几天没空"),
    "past": gettext_lazy("%(this)s 已经过去了"),
    "far": gettext_lazy("%(this)s 在三年以后，年份是不是写错了？"),
}
_WITH_FACTS: dict[str, Callable[[Clash, Names, str], str]] = {
    "venue": _venue,
    "close": _close,
    "holiday": _holiday,
    "workday": _workday,
    "small": _small,
    "length": _length,
    "minimum": _minimum,
}
