"""Small words templates need: names and dates in the reader's language, money, marked hits."""

import re
from decimal import Decimal

from django import template
from django.urls import translate_url
from django.utils.dateformat import format as date_words
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.models.course import name_for
from catalog.search import words_of

register = template.Library()
register.filter("name", name_for)

FEW_SEATS = 5
LANGUAGE_TAGS = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}


@register.filter
def yuan(amount: Decimal | None) -> str:
    """29000.00 -> ¥29,000; the cents only where there are any."""
    if amount is None:
        return _("价格面议")
    return f"¥{amount:,.2f}".removesuffix(".00")


@register.filter
def get(mapping: dict, key: str):
    return mapping.get(key)


@register.filter
def dates(session) -> str:
    """When a session runs, with the year; the month alone while its dates are open."""
    start, end = session.starts_on, session.ends_on
    if start is None:
        return date_words(session.month, _("Y年n月"))
    if start == end:
        return date_words(start, _("Y年n月j日"))
    if start.year != end.year:
        return _span(start, end, _("Y年n月j日–Y年n月j日"))
    if start.month != end.month:
        return _span(start, end, _("Y年n月j日–n月j日"))
    return _span(start, end, _("Y年n月j–j日"))


@register.filter
def short_dates(session) -> str:
    """The same without the year, where a heading already says it."""
    start, end = session.starts_on, session.ends_on
    if start is None:
        return _("日期待定")
    if start == end:
        return date_words(start, _("n月j日"))
    return _span(start, end, _("n月j–j日") if start.month == end.month else _("n月j日–n月j日"))


def _span(start, end, pattern: str) -> str:
    """``pattern`` is two date formats with a dash between: one for each end."""
    left, _dash, right = pattern.partition("–")
    return f"{date_words(start, left)}–{date_words(end, right)}"


@register.filter
def month_words(month) -> str:
    return date_words(month, _("Y年n月"))


@register.filter
def enrollable(session, today) -> bool:
    return session.takes_enrollments(today=today)


@register.simple_tag
def seats_class(session, today) -> str:
    """The one word that tells what a reader can do with this session."""
    if session.state in {"cancelled", "planned"}:
        return session.state
    if not session.takes_enrollments(today=today):
        return "closed"
    left = session.seats_left
    if left is None:
        return "free"
    if left == 0 or session.waiting:
        return "full"
    return "few" if left <= FEW_SEATS else "free"


@register.simple_tag
def lang_of(course):
    """A lang attribute where the course is written in another language than the page."""
    page = "en" if (get_language() or "").startswith("en") else "zh-hans"
    if course.language == page:
        return ""
    return format_html(' lang="{}"', LANGUAGE_TAGS.get(course.language, course.language))


@register.filter
def marked(text: str, query: str):
    """The text with the words of the query marked, everything escaped."""
    words = words_of(query)
    if not words:
        return text
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pieces = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<mark>{}</mark>", piece) if n % 2 else piece,)
            for n, piece in enumerate(pieces)
        ),
    )


@register.simple_tag(takes_context=True)
def other_language(context, code: str) -> str:
    """The address of this page in the other language; the home page where it has none."""
    request = context.get("request")
    return translate_url(request.get_full_path(), code) if request else "/"


@register.filter
def is_list(text: str) -> bool:
    """Three or more short lines read better as a list."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= 3 and max(map(len, lines)) <= 60


@register.filter
def cities(sessions) -> list:
    """The cities of these sessions, each once, in their order."""
    return list({session.city_id: session.city for session in sessions}.values())


@register.simple_tag
def soonest(sessions, today):
    """The session to name first: the soonest with seats, else the soonest of all."""
    free = (one for one in sessions if seats_class(one, today) in {"free", "few"})
    return next(free, sessions[0] if sessions else None)
