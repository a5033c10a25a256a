"""The list of courses and the page of one."""

from types import SimpleNamespace
from typing import NamedTuple

from django.core.cache import caches
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language

from catalog.domain.english_outline import items_in_english
from catalog.forms import CourseFilter
from catalog.models import Course
from catalog.models.course import CourseStatus
from catalog.models.translations import in_english, language_shown
from catalog.outline.kinds import COUNTED
from catalog.queries.cached_courses import cached_courses
from catalog.queries.catalogue import counted_categories, named, sessions_of
from catalog.queries.course_cards import cards
from catalog.queries.course_page import course_context
from catalog.queries.course_pictures import past
from catalog.queries.filters import facets
from catalog.queries.outline_parts import counts, modules, only, parts
from catalog.queries.sale_terms import in_my_language_first, passages_of
from catalog.views.moved_addresses import moved
from catalog.views.page_cache import cached_page

PER_PAGE = 12
A_DAY = 24 * 60 * 60  # seconds


@cached_page
def course_list(request):
    """Two queries for the cards, and two for the filters unless they were asked a moment ago."""
    now = timezone.now()
    chosen = CourseFilter(request.GET).chosen
    known = cached_courses(now=now)
    narrowed = facets(chosen, courses=known)
    page = Paginator(narrowed.ids, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "cards": cards(list(page.object_list), chosen, courses=known, now=now),
        "facets": narrowed,
        "chosen": chosen,
        "query": query.urlencode(),
        "categories": counted_categories() if narrowed.answer else [],
    }
    return render(request, "catalog/course_list.html", context)


@cached_page
def course(request, slug):
    """Three queries: the course, its sessions, and everything around it.

    Categories, cities and venues are remembered.
    """
    rows = Course.objects.all()
    if in_english():
        rows = rows.annotate(
            english_at=F("english_outline__updated_at"), english_of=F("english_outline__outline")
        )
    try:
        found = rows.get(slug=slug)
    except Course.DoesNotExist:
        return moved(request, slug)
    if category := named().categories.get(found.category_id):
        found.category = category
    if found.status == CourseStatus.ARCHIVED:
        return render(request, "catalog/gone.html", {"course": found}, status=410)
    if found.status != CourseStatus.PUBLISHED:
        raise Http404
    today = timezone.localdate()
    beside, outline = _with_outline(found, request.GET.get("show"))
    context = {
        **beside,
        **_languages(found, has_outline=bool(outline)),
        "course": found,
        "cover": _cover(beside["pictures"]),
        "past": past(beside["pictures"], today=today),
        "faq": passages_of(beside["questions"]),
        "testimonials": in_my_language_first(beside["testimonials"]),
        "outline": outline.html if outline else "",
        "modules": outline.modules if outline else [],
        "sessions": _with_teachers(found, beside["teachers"], today=today),
    }
    return render(request, "catalog/course.html", context)


def _cover(pictures: list[SimpleNamespace]) -> SimpleNamespace | None:
    """The newest picture of the course itself."""
    return next((shown for shown in reversed(pictures) if not shown.held), None)


def _with_outline(found: Course, show: str | None):
    """What stands around the outline, and the outline itself, from the cache where it has it.

    To render 300 items anew would take 13 ms of 22.
    """
    kind = next((kind for kind in COUNTED if kind == show), "")
    key = outline_key(found, kind)
    outline = caches["outlines"].get(key)
    english_at = getattr(found, "english_at", None)
    beside = course_context(found, with_items=outline is None and not english_at)
    if outline is None and (items := beside["items"] or _english_items(found)):
        outline = rendered_outline(found, items, kind, language="en" if english_at else "")
        caches["outlines"].set(key, outline, A_DAY)
    return beside, outline


def _languages(found: Course, *, has_outline: bool) -> dict[str, bool]:
    """Which parts of the page are in another language than the page."""
    is_chinese, english_at = found.language.startswith("zh"), getattr(found, "english_at", None)
    return {
        "is_untranslated": is_chinese and bool(language_shown(found, "title")),
        "outline_is_english": bool(english_at),
        "outline_is_foreign": in_english() and is_chinese and has_outline,
        "english_is_older": bool(english_at)
        and getattr(found, "english_of", None) != found.outline_id,
    }


def _with_teachers(course: Course, teachers: list, *, today) -> list:
    """Its sessions to come; each knows instructors of its own, where the course's do not teach."""
    sessions = list(sessions_of([course], today=today).select_related(None))
    known = named()
    for session in sessions:
        session.city = known.cities.get(session.city_id) or session.city
        if session.venue_id:
            session.venue = known.venues.get(session.venue_id) or session.venue
        vars(session)["teachers"] = [one for one in teachers if one.depth == session.pk]
    return sessions


def outline_key(course: Course, kind: str) -> str:
    """A released outline never changes; its HTML does with the language and the sprite."""
    sprite, shown = static("img/icons.svg"), f"{course.outline_id}:{course.language}"
    if english_at := getattr(course, "english_at", None):
        shown = f"en{course.pk}:{english_at.timestamp()}"
    return f"outline:{shown}:{get_language()}:{kind}:{sprite}"


def _english_items(course: Course) -> list:
    """The items of its English outline, where the page is to show it; one query."""
    return items_in_english(course) if getattr(course, "english_at", None) else []


class RenderedOutline(NamedTuple):
    html: str
    modules: list[str]  # their titles, whatever kind of item is shown


def rendered_outline(
    course: Course, items: list, kind: str, *, language: str = ""
) -> RenderedOutline:
    """``language`` is that of the items, where it is not the course's."""
    page = "en" if in_english() else "zh-Hans"
    written = language or course.language
    context = {
        "course": SimpleNamespace(language=written),
        "ui": "" if written == page.lower() else page,
        "parts": parts(only(items, kind) if kind else items),
        "counts": counts(items),
        "show": kind,
        "sprite": static("img/icons.svg"),
    }
    titles = [item.title for item in modules(items)]
    return RenderedOutline(render_to_string("components/outline.html", context), titles)
