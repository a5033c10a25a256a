"""The list of courses and the page of one."""

from typing import NamedTuple

from django.core.cache import caches
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import get_language

from catalog.domain.former_slugs import moved
from catalog.forms import CourseFilter
from catalog.models import Course
from catalog.models.course import CourseStatus
from catalog.models.trust import language_shown
from catalog.outline.kinds import COUNTED
from catalog.queries.cached_courses import cached_courses
from catalog.queries.catalogue import sessions_of
from catalog.queries.course_cards import cards
from catalog.queries.course_page import course_context
from catalog.queries.filters import facets
from catalog.queries.outline_parts import counts, modules, only, parts
from catalog.queries.trust import in_my_language_first, passages_of
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
        "today": timezone.localdate(now),
        "query": query.urlencode(),
    }
    return render(request, "catalog/course_list.html", context)


@cached_page
def course(request, slug):
    """Three queries: the course, its sessions, and everything around it."""
    found = Course.objects.select_related("category").filter(slug=slug).first()
    if found is None:
        return moved(request, slug)
    if found.status == CourseStatus.ARCHIVED:
        return render(request, "catalog/gone.html", {"course": found}, status=410)
    if found.status != CourseStatus.PUBLISHED:
        raise Http404
    today = timezone.localdate()
    kind = next((kind for kind in COUNTED if kind == request.GET.get("show")), "")
    key = outline_key(found, kind)
    outline = caches["outlines"].get(key)
    beside = course_context(found, with_items=outline is None)
    if outline is None and beside["items"]:
        outline = rendered_outline(found, beside["items"], kind)
        caches["outlines"].set(key, outline, A_DAY)
    context = {
        **beside,
        "course": found,
        "past": [shown for shown in beside["pictures"] if shown.held],
        "faq": passages_of(beside["questions"]),
        "testimonials": in_my_language_first(beside["testimonials"]),
        "is_untranslated": bool(language_shown(found, "title")) and found.language.startswith("zh"),
        "outline": outline.html if outline else "",
        "modules": outline.modules if outline else [],
        "sessions": list(sessions_of([found], today=today).select_related("venue")),
        "today": today,
    }
    return render(request, "catalog/course.html", context)


def outline_key(course: Course, kind: str) -> str:
    """A released outline never changes; its drawing does with the language and the sprite."""
    sprite = static("img/icons.svg")
    return f"outline:{course.outline_id}:{course.language}:{get_language()}:{kind}:{sprite}"


class RenderedOutline(NamedTuple):
    html: str
    modules: list[str]  # their titles, whatever kind of item is shown


def rendered_outline(course: Course, items: list, kind: str) -> RenderedOutline:
    page = "en" if (get_language() or "").startswith("en") else "zh-Hans"
    context = {
        "course": course,
        "ui": "" if course.language == page.lower() else page,
        "parts": parts(only(items, kind) if kind else items),
        "counts": counts(items),
        "show": kind,
        "sprite": static("img/icons.svg"),
    }
    titles = [item.title for item in modules(items)]
    return RenderedOutline(render_to_string("components/outline.html", context), titles)
