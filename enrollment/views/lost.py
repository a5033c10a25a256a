"""A lost link: asked for by phone and code or e-mail; the answer never says what was found."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods


@never_cache
@require_http_methods(["GET", "HEAD"])
def lost(request):
    return render(request, "enrollment/lost.html", {})
