from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render

from catalog import search as engine
from catalog.text import inbound
from catalog.views.page_cache import kept

LONGEST = 330  # characters: eight words of forty, and the spaces between


@kept
def search_page(request):
    """Four queries where something is found: the matches, the courses, their texts, the lines."""
    query = inbound.line(request.GET.get("q", ""))[:LONGEST]
    sought = engine.terms(query)
    page = Paginator(engine.matching(sought), engine.PER_PAGE).get_page(request.GET.get("page"))
    ids = list(page.object_list)
    context = {
        "q": query,
        "page": page,
        "query": urlencode({"q": query}),
        "found": engine.search(ids, sought) if ids else [],
        "misses": engine.near_misses(sought) if sought and not ids else [],
    }
    return render(request, "catalog/search.html", context)
