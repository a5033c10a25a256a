"""Small words templates need: names in the reader's language, money, marked search hits."""

import re
from decimal import Decimal

from django import template
from django.urls import translate_url
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from catalog.models.course import name_for
from catalog.search import words_of

register = template.Library()
register.filter("name", name_for)


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
def enrollable(session, today) -> bool:
    return session.takes_enrollments(today=today)


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
