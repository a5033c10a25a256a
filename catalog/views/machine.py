"""Pages that machines read."""

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from catalog.models import Course


def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


def readyz(request):
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"ready": True})


def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /my/", "Disallow: /en/my/"]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('catalog:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


def sitemap(request):
    courses = Course.objects.published().only("slug", "updated_at")
    context = {"courses": courses, "site": settings.SITE_URL}
    return render(request, "catalog/sitemap.xml", context, content_type="application/xml")
