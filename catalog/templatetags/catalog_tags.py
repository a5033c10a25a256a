"""Small words templates need: names and dates in the reader's language, money, marked hits."""

import re
import unicodedata
from html import escape

from django import template
from django.urls import translate_url
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import (
    get_language,
    get_language_info,
    gettext,
    ngettext,
)

from catalog.domain.date_formats import (
    dates,
    day_words,
    hours,
    in_days,
    language_tag,
    month_name,
    month_words,
    short_dates,
    yuan,
)
from catalog.domain.detail_names import detail_name
from catalog.domain.pricing import price_of_sessions
from catalog.models.course import name_for
from catalog.models.translations import in_english, language_of_words, language_shown, translated
from catalog.outline.kinds import BY_CODE
from catalog.queries.availability import availability
from catalog.queries.remembering import remembered
from catalog.text.folding import HAN, marks
from catalog.views.whole_dates import whole_dates

BETWEEN_SENTENCES = re.compile(r"(?<=[。；！？：])(</b>)?\s+(?=[^\s<])")
CUT_WORD = re.compile(r"(?<![!-~])[!-~]+$")  # with what belongs to it: 10,000 and e-mail
EXTENSION = re.compile(r"转|轉|ext\.?|#", re.IGNORECASE)
NOT_DIALLED = re.compile(r"[^\d+]")
HIT = '<li><a href="{}#item-{}">{}<span class="hits__line">{}</span></a></li>'
HEADS = '<span class="hits__path">{}</span>'
register = template.Library()
LANGUAGES_APART = re.compile("[、，,；;/和与]")
LANGUAGES_CALLED = {
    "中文": "Chinese",
    "汉语": "Chinese",
    "普通话": "Mandarin",
    "粤语": "Cantonese",
    "英语": "English",
    "英文": "English",
    "日语": "Japanese",
    "日文": "Japanese",
    "法语": "French",
    "德语": "German",
    "韩语": "Korean",
    "俄语": "Russian",
    "西班牙语": "Spanish",
    "越南语": "Vietnamese",
}
register.filter("name", name_for)
register.filter("whole_dates", whole_dates)
register.filter("words_language", language_of_words)
register.filter("detail_name", detail_name)
register.filter("dates", dates)
register.filter("day_words", day_words)
register.filter("hours", hours)
register.filter("in_days", in_days)
register.filter("short_dates", short_dates)
register.filter("month_words", month_words)
register.filter("month_name", month_name)
register.filter("yuan", yuan)
register.filter("translated", translated)


@register.filter
def kind_name(code: str) -> str:
    """What a kind of outline item is called; its code where the table has none of that code."""
    kind = BY_CODE.get(code)
    return gettext(kind.name) if kind else code


@register.filter
def kind_count(number: int, code: str) -> str:
    """3 个案例; ``code`` is one of the kinds that are counted."""
    one, many = BY_CODE[code].count or ("%(n)s", "%(n)s")
    return ngettext(one, many, number) % {"n": number}


@register.filter
def taught_in(code: str) -> str:
    """The name of a language in the reader's; its code where Django knows none.

    Not language_name: i18n has a filter of that name, which gives the English one.
    """
    if code.startswith("zh"):
        return gettext("中文")  # spoken: Django names the script
    try:
        return get_language_info(code)["name_translated"]
    except KeyError:
        return code


@register.filter
def languages_told(text: str) -> str:
    """中文、英语 in the reader's language, where every part is the name of a language."""
    parts = [part.strip() for part in LANGUAGES_APART.split(text) if part.strip()]
    if not in_english() or not all(part in LANGUAGES_CALLED for part in parts):
        return text
    return ", ".join(LANGUAGES_CALLED[part] for part in parts)


@register.filter
def shortened(text: str, most: int) -> str:
    """At most so many characters, with an ellipsis; an English word is left out whole."""
    text = unicodedata.normalize("NFC", text)  # as it is counted
    short = Truncator(text).chars(most, truncate="…")
    cut = len(short) - 1
    if short == text or not (
        text[cut - 1 : cut + 1].isascii() and text[cut - 1 : cut + 1].isalnum()
    ):
        return short
    whole = CUT_WORD.sub("", short[:cut]).rstrip(" ,;:，；：、")
    return f"{whole}…" if whole else short


@register.filter
def dial(phone: str) -> str:
    """What a telephone dials: an extension follows after a pause."""
    number, *extension = EXTENSION.split(phone, maxsplit=1)
    return ",".join(NOT_DIALLED.sub("", part) for part in [number, *extension])


@register.simple_tag(name="availability")
def availability_of(session):
    return availability(session, now=timezone.now())


@register.filter(is_safe=True)
def sentences(text: str) -> str:
    """Chinese sentences follow one another without the blank that stands between tags."""
    return text if in_english() else BETWEEN_SENTENCES.sub(r"\1", text)


@register.simple_tag
def seat_badge(session):
    """What a reader can do with the session, in its colour."""
    return format_html('<span class="seats seats--{}">{}</span>', *availability_of(session))


@register.simple_tag
def when(session, words: str = ""):
    """Its dates, and for machines the first of them; ``words`` where they are known."""
    first = (session.starts_on or session.month).isoformat()
    return format_html('<time datetime="{}">{}</time>', first, words or dates(session))


@register.simple_tag
def lang_of(course):
    """A lang attribute where the course is written in another language than the page."""
    tag = language_tag(course)
    return format_html(' lang="{}"', tag) if tag else ""


@register.simple_tag
def lang_shown(thing, name: str):
    """A lang attribute where a text is not given in the language of the page."""
    tag = language_shown(thing, name)
    return format_html(' lang="{}"', tag) if tag else ""


@register.simple_tag
def lang_words(text: str):
    """The same for a text that nobody translates."""
    tag = language_of_words(text)
    return format_html(' lang="{}"', tag) if tag else ""


@register.filter
def chinese_marked(text: str) -> SafeString:
    """On English pages what is Chinese inside a sentence says so, as the name of a company."""
    if not in_english():
        return format_html("{}", text)
    marked = HAN.sub(r'<span lang="zh-Hans">\g<0></span>', escape(text))
    return mark_safe(marked)  # noqa: S308 - escaped above; Chinese characters only are put in


@register.simple_tag
def lang_course(course, name: str, row=None):
    """The same for a text that is in the language of the course unless English is given."""
    row = row or course
    if in_english() and getattr(row, f"{name}_en", None):
        return ""
    tag = language_tag(course, getattr(row, name))
    return format_html(' lang="{}"', tag) if tag else ""


@register.simple_tag
def in_its_language(thing, name: str) -> SafeString:
    """A text to stand inside a sentence, marked where it is not in the language of the page."""
    text = translated(thing, name)
    return format_html("<span{}>{}</span>", lang_shown(thing, name), text)


@register.inclusion_tag("components/picture.html")
def picture(base: str, widths: str, shown=None, *, square: bool = False, sizes: str = "100vw"):
    """``base`` is an edition of a picture: ``<public id>/<edition>``; the first width is small.

    ``shown`` has its words; without it the picture stands beside words that say the same.
    """
    each = widths.split()
    large = int(each[-1])
    return {
        "base": base,
        "small": each[0],
        "sources": [(kind, _srcset(base, each, kind)) for kind in ("avif", "webp")],
        "large": large,
        "height": large if square else round(large * 2 / 3),
        "shown": shown,
        "sizes": sizes,
    }


def _srcset(base: str, widths: list[str], kind: str) -> str:
    return ", ".join(f"/pictures/{base}-{width}.{kind} {width}w" for width in widths)


@register.filter
def any_chosen(options) -> bool:
    return any(option.is_chosen for option in options)


@register.filter
def printed(item) -> str:
    """A line of an outline as the text has it."""
    return f"{item.label} {item.title}".strip()


@register.filter
def marked(text: str, words: list[str]):
    """The text with the (folded) words marked, everything escaped."""
    pieces = (
        f"<mark>{escape(piece)}</mark>" if is_marked else escape(piece)
        for is_marked, piece in marks(text, words)
    )
    return mark_safe("".join(pieces))  # noqa: S308 - each piece is escaped


@register.simple_tag
def hit_rows(hits, entry):
    """The lines of a found outline in which words stand, after the heads they stand under.

    By Python, and each head marked once: as a template 170 rows took 50 ms of a page.
    """
    said: dict[int, str] = {}

    def told(item):
        if item.position not in said:
            said[item.position] = marked(printed(item), entry.words)
        return said[item.position]

    def path(hit):
        heads = [(told(above),) for above in hit.path if not above.implied]
        return format_html(HEADS, format_html_join("", "{} › ", heads)) if hit.path else ""

    rows = ((entry.url, hit.item.position, path(hit), told(hit.item)) for hit in hits)
    return format_html_join("", HIT, rows)


@register.simple_tag(takes_context=True)
def remembered_part(context, name: str, about: str = ""):
    """The template ``name`` as it was rendered for ``about`` a moment ago, in this language.

    For what every page shows alike: foot and documents take 0.8 of the 11 ms of a course page,
    which otherwise falls below a twentieth of what an empty view answers.
    """
    template = context.template.engine.get_template(name)
    return remembered(f"{name}:{about}:{get_language()}", lambda: template.render(context))


@register.simple_tag(takes_context=True)
def other_language(context, code: str) -> str:
    """The address of this page in the other language; the home page where it has none."""
    request = context.get("request")
    return translate_url(request.get_full_path(), code) if request else "/"


@register.filter
def is_list(text: str) -> bool:
    """Three or more short lines read better as a list; letters are half as wide as characters."""
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= 3 and max(map(len, lines)) <= (60 if HAN.search(text) else 120)


@register.filter
def cities(sessions) -> list:
    """The cities of these sessions, each once, in their order."""
    return list({session.city_id: session.city for session in sessions}.values())


@register.simple_tag
def soonest(sessions):
    """The session to name first: the soonest with seats, else the soonest of all."""
    now = timezone.now()
    free = (s for s in sessions if availability(s, now=now).kind in {"free", "few"})
    return next(free, sessions[0] if sessions else None)


@register.simple_tag
def price_range(course, sessions):
    return price_of_sessions(course, sessions)
