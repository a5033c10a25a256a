"""What every page knows about the site; no query, no cookie."""

from django.conf import settings


def site(request):
    return {"site_url": settings.SITE_URL, "version": settings.VERSION}
