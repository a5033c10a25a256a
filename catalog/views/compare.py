"""Two to four courses side by side."""

from collections import Counter
from collections.abc import Iterable

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from catalog.models import Course, OutlineItem
from catalog.queries.catalogue import sessions_of
from catalog.queries.outline_parts import counts, modules
from catalog.text.folding import fold
from catalog.views.page_cache import cached_page

PLACES = ("a", "b", "c", "d")


@cached_page
def compare(request):
    """Three queries: the courses, their sessions, their outlines."""
    courses = _asked_for(request.GET)
    if len(courses) < 2:
        raise Http404
    today = timezone.localdate()
    sessions = list(sessions_of(courses, today=today))
    items = list(OutlineItem.objects.filter(outline__in=[one.outline_id for one in courses]))
    titles = {}
    for course in courses:
        own = [item for item in items if item.outline_id == course.outline_id]
        titles[course.pk] = _by_title(own)
        vars(course).update(
            next_sessions=[session for session in sessions if session.course_id == course.pk],
            counts=counts(own),
            modules=modules(own),
        )
    shared = _shared(titles.values())
    for course in courses:
        own_titles = titles[course.pk]
        vars(course).update(
            shared=[own_titles[title] for title in own_titles if title in shared],
            shared_lines=_audience_shared(course, courses),
        )
    context = {"courses": courses, "shared": len(shared), "today": today}
    return render(request, "catalog/compare.html", context)


def _asked_for(query) -> list[Course]:
    """The published courses that a query names, each once, in its order."""
    asked = [query.get(name, "").replace("\x00", "")[:120] for name in PLACES]
    slugs = list(dict.fromkeys(filter(None, asked)))
    published = Course.objects.published().filter(slug__in=slugs).select_related("category")
    found = {course.slug: course for course in published}
    return [found[slug] for slug in slugs if slug in found]


def _by_title(items: list[OutlineItem]) -> dict[str, OutlineItem]:
    return {fold(item.title).strip(): item for item in items if item.title.strip()}


def _shared(titles: Iterable[dict[str, OutlineItem]]) -> set[str]:
    """Lines that stand in the outlines of more than one of these courses."""
    held = Counter(title for own in titles for title in own)
    return {title for title, number in held.items() if number > 1}


def _audience_shared(course: Course, courses: list[Course]) -> list[tuple[str, bool]]:
    """Each line of for whom the course is, and whether it is for them elsewhere too."""
    held = Counter(fold(line) for one in courses for line in set(one.audience_told))
    return [(line, held[fold(line)] > 1) for line in course.audience_told]
