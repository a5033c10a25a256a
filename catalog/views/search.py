from django.shortcuts import render

from catalog.models import Office
from catalog.search import search


def search_page(request):
    query = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    context = {"q": query, "found": search(query), "offices": Office.objects.all()}
    return render(request, "catalog/search.html", context)
