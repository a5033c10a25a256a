"""The page of search, and what is offered while somebody types."""

from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog import search as engine
from catalog.queries.catalogue import counted_categories, sessions_of
from catalog.queries.suggestions import suggestions
from catalog.text import inbound
from catalog.views.page_cache import cached_page

LONGEST = 330  # characters: eight words of forty, and the spaces between


@cached_page
def search_page(request):
    """What says all of the query, then what comes near; a search in vain is counted for staff."""
    query = inbound.line(request.GET.get("q", ""))[:LONGEST]
    today = timezone.localdate()
    answer = engine.answer(query, today=today)
    page = Paginator(answer.ids, engine.PER_PAGE).get_page(request.GET.get("page"))
    found = engine.search(list(page.object_list), answer.words) if answer.ids else []
    _add_sessions(found, answer, today)
    if query and not answer.whole and request.method == "GET":
        engine.count_miss(query, today=today)
    context = {
        "q": query,
        "page": page,
        "query": urlencode({"q": query}),
        "found": found,
        "answer": answer,
        "categories": [] if answer.whole else counted_categories(),
    }
    return render(request, "catalog/search.html", context)


def _add_sessions(found: list[engine.Found], answer: engine.Answer, today: date) -> None:
    """Give each course its sessions to come: those of the city, month and weekend asked for."""
    sessions = list(sessions_of([entry.course for entry in found], today=today)) if found else []
    for entry in found:
        own = [session for session in sessions if session.course_id == entry.course.pk]
        asked = [session for session in own if answer.asks_for(session)]
        entry.sessions = asked or own


@require_safe
@cached_page
def suggest(request):
    """What may be meant by what has been typed so far, as JSON: categories, cities, instructors,
    courses; no query at most times."""
    query = inbound.line(request.GET.get("q", ""))[:LONGEST]
    found = suggestions(query, now=timezone.now())
    rows = [{"label": one.label, "kind": str(one.kind), "url": one.url} for one in found]
    return JsonResponse({"suggestions": rows})
