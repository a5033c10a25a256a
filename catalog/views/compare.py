"""Up to four courses side by side, and others to put beside them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from urllib.parse import urlencode

from django.db.models import Case, When
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from catalog.domain.english_outline import items_of
from catalog.models import Course, EnglishOutline, OutlineItem
from catalog.models.translations import in_english
from catalog.queries.catalogue import sessions_of
from catalog.queries.outline_parts import Item, counts, modules
from catalog.text.folding import fold
from catalog.views.page_cache import cached_page

PLACES = ("a", "b", "c", "d")
MOST_OFFERED = 60  # a page of 2,000 options has 200 kB, and is kept for each address


@cached_page
def compare(request):
    """Four queries: the courses, their sessions, their outlines, and others to choose from.

    In English one more, for the translations of outlines.
    """
    courses = _asked_for(request.GET)
    if not courses:
        return _without_courses(request.GET)
    today = timezone.localdate()
    sessions = list(sessions_of(courses, today=today))
    translated, items = _outlines(courses)
    titles: dict[int, dict[str, Item]] = {}
    for course in courses:
        own: Sequence[Item] = translated.get(course.pk) or items[course.outline_id]
        titles[course.pk] = _by_title(own)
        vars(course).update(
            next_sessions=[session for session in sessions if session.course_id == course.pk],
            counts=counts(own),
            modules=modules(own),
            outline_is_english=course.pk in translated,
        )
    shared = _shared(titles.values())
    for course in courses:
        own_titles = titles[course.pk]
        vars(course).update(
            shared=[own_titles[title] for title in own_titles if title in shared],
            shared_lines=_audience_shared(course, courses),
            without=_address(one for one in courses if one != course),
        )
    others = _others(courses)
    context = {
        "courses": courses,
        "shared": len(shared),
        "places": list(zip(PLACES, courses, strict=False)),
        "next_place": PLACES[len(courses)] if len(courses) < len(PLACES) else "",
        "others": others[:MOST_OFFERED],
        "has_more": len(others) > MOST_OFFERED,
    }
    return render(request, "catalog/compare.html", context)


def _address(courses: Iterable[Course]) -> str:
    return urlencode({place: one.slug for place, one in zip(PLACES, courses, strict=False)})


def _others(courses: list[Course]) -> list[Course]:
    """Others by code, those of the same categories first; one more than is offered."""
    others = Course.objects.published().exclude(pk__in=[one.pk for one in courses])
    same = {one.category_id for one in courses}
    elsewhere = Case(When(category__in=same, then=0), default=1)
    rows = others.only("slug", "title", "title_en").order_by(elsewhere, "code")
    return list(rows[: MOST_OFFERED + 1])


def _without_courses(query) -> HttpResponseRedirect:
    """To the list to choose from, unless a course was named that is not there."""
    if any(query.get(name) for name in PLACES):
        raise Http404
    return HttpResponseRedirect(reverse("catalog:course_list"))


def _asked_for(query) -> list[Course]:
    """The published courses that a query names, each once, in its order."""
    asked = [query.get(name, "").replace("\x00", "")[:120] for name in PLACES]
    slugs = list(dict.fromkeys(filter(None, asked)))
    published = Course.objects.published().filter(slug__in=slugs).select_related("category")
    found = {course.slug: course for course in published}
    return [found[slug] for slug in slugs if slug in found]


def _outlines(
    courses: list[Course],
) -> tuple[dict[int, list[SimpleNamespace]], dict[int | None, list[OutlineItem]]]:
    """The English outlines by course, and the others by outline."""
    english = EnglishOutline.objects.filter(course__in=courses).only("course", "items")
    translated = {one.course_id: items_of(one) for one in (english if in_english() else [])}
    items: defaultdict[int | None, list[OutlineItem]] = defaultdict(list)
    own = [one.outline_id for one in courses if one.pk not in translated]
    for item in OutlineItem.objects.filter(outline__in=own):
        items[item.outline_id].append(item)
    return translated, items


def _by_title(items: Sequence[Item]) -> dict[str, Item]:
    return {fold(item.title).strip(): item for item in items if item.title.strip()}


def _shared(titles: Iterable[dict[str, Item]]) -> set[str]:
    """Lines that stand in the outlines of more than one of these courses."""
    held = Counter(title for own in titles for title in own)
    return {title for title, number in held.items() if number > 1}


def _audience_shared(course: Course, courses: list[Course]) -> list[tuple[str, bool]]:
    """Each line of for whom the course is, and whether it is for them elsewhere too."""
    held = Counter(fold(line) for one in courses for line in set(one.audience_told))
    return [(line, held[fold(line)] > 1) for line in course.audience_told]
