"""Dates, places and languages in the reader's words."""

from datetime import date
from decimal import Decimal

from django.utils.dateformat import format as date_words
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.models import Course, Session, Venue
from catalog.models.translations import in_english, translated
from catalog.plan.meeting_days import stretches
from catalog.text.folding import is_chinese

WRITTEN_WITH_HAN = ("zh", "ja", "ko")
LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


def in_days(days: Decimal) -> str:
    """2 天, 1.5 天; in English one day is no days."""
    printed = f"{days.normalize():f}"
    return ngettext("%(days)s 天", "%(days)s 天", 1 if days == 1 else 2) % {"days": printed}


def dates(session: Session) -> str:
    """When a session runs, with the year; the month alone while its dates are open."""
    if session.starts_on is None or session.ends_on is None:
        # Translators: a date format as Django writes them, in English: M Y
        return date_words(session.month, _("Y年n月"))
    runs = stretches(session.days)
    if len(runs) == 1:
        return _run(session.starts_on, session.ends_on)
    years = {day.year for run in runs for day in run}
    if len(years) > 1:
        return _("、").join(_run(*run) for run in runs)
    days = _("、").join(_short_run(*run) for run in runs)
    # Translators: in English: %(days)s %(year)d
    return _("%(year)d年%(days)s") % {"year": years.pop(), "days": days}


def _run(start: date, end: date) -> str:
    if start == end:
        # Translators: a date format, in English: j M Y
        return date_words(start, _("Y年n月j日"))
    if start.year != end.year:
        # Translators: two date formats with a dash between, in English: j M Y–j M Y
        return _span(start, end, _("Y年n月j日–Y年n月j日"))
    if start.month != end.month:
        # Translators: two date formats with a dash between, in English: j M–j M Y
        return _span(start, end, _("Y年n月j日–n月j日"))
    # Translators: two date formats with a dash between, in English: j–j M Y
    return _span(start, end, _("Y年n月j–j日"))


def short_dates(session: Session) -> str:
    """The same without the year, where a heading already says it."""
    if session.starts_on is None or session.ends_on is None:
        return _("日期待定")
    runs = stretches(session.days)
    if len(runs) == 1:
        return _short_run(session.starts_on, session.ends_on)
    return _("、").join(_short_run(*run) for run in runs)


def _short_run(start: date, end: date) -> str:
    if start == end:
        # Translators: a date format, in English: j M
        return date_words(start, _("n月j日"))
    if start.month != end.month:
        # Translators: two date formats with a dash between, in English: j M–j M
        return _span(start, end, _("n月j日–n月j日"))
    # Translators: two date formats with a dash between, in English: j–j M
    return _span(start, end, _("n月j–j日"))


def hours(session: Session) -> str:
    """每天 9:00–17:00; "" while they are open."""
    if session.starts_at is None or session.ends_at is None:
        return ""
    times = {"start": f"{session.starts_at:%-H:%M}", "end": f"{session.ends_at:%-H:%M}"}
    return _("每天 %(start)s–%(end)s") % times


def _span(start: date, end: date, pattern: str) -> str:
    """``pattern`` is two date formats with a dash between: one for each end."""
    left, _dash, right = pattern.partition("–")
    return f"{date_words(start, left)}–{date_words(end, right)}"


def yuan(amount: Decimal | int | None) -> str:
    """29000.00 -> ¥29,000; the cents only where there are any."""
    if amount is None:
        return _("价格面议")
    return f"¥{amount:,.2f}".removesuffix(".00")


def in_one_line(*parts: str | None) -> str:
    """What is given of these, divided by the comma of the reader's language."""
    return (", " if in_english() else "，").join(filter(None, parts))


def with_detail(words: object, detail: object) -> str:
    """What is meant, and in brackets of the reader's language what says it more closely."""
    return _("%(words)s（%(detail)s）") % {"words": words, "detail": detail}


def venue_words(venue: Venue | None) -> str:
    """A venue with its address; nothing while there is none."""
    if venue is None:
        return ""
    return in_one_line(translated(venue, "name"), translated(venue, "address"))


def day_words(day: str) -> str:
    """Return a day that a database wrote (2026-06-12) as readers see it."""
    # Translators: a date format, in English: j M Y
    return date_words(date.fromisoformat(day), _("Y年n月j日"))


def month_words(month: date) -> str:
    """Return the month as readers see it in the active language."""
    return date_words(month, _("Y年n月"))


def month_name(number: int) -> str:
    """The name of a month from its number, 1 to 12."""
    # Translators: a date format, in English: M
    return date_words(date(2000, number, 1), _("n 月"))


def language_tag(course: Course, text: str = "") -> str:
    """The language a course is written in, where it is not that of the page; else nothing.

    A Chinese ``text`` is Chinese, though the course be in English.
    """
    page = "en" if (get_language() or "").startswith("en") else "zh-hans"
    language = course.language
    if not language.startswith(WRITTEN_WITH_HAN) and is_chinese(text):
        language = "zh-hans"
    return "" if language == page else LANGUAGE_TAGS.get(language, language)
