"""Where a page is now whose course had another address before."""

from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.urls import reverse

from catalog.models import FormerSlug


def moved(request: HttpRequest, slug: str) -> HttpResponsePermanentRedirect:
    """301 to where the course of a former slug is now, the rest of the address as it was.

    Raise Http404 where no course ever had it.
    """
    former = FormerSlug.objects.select_related("course").filter(slug=slug).first()
    match = request.resolver_match
    if former is None or match is None:
        raise Http404
    path = reverse(match.view_name, args=[former.course.slug])
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
