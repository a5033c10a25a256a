"""What every page knows about the site; nothing is looked up before a page asks for it."""

from django.conf import settings

from catalog.queries.catalogue import offices
from catalog.queries.trust import seller


def site(request):
    return {
        "site_url": settings.SITE_URL,
        "version": settings.VERSION,
        "offices": offices,
        "seller": seller,
        "icp_number": settings.ICP_NUMBER,
        "police_number": settings.POLICE_NUMBER,
    }
