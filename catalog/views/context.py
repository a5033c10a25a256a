"""What every page knows about the site; nothing is looked up before a page asks for it."""

from django.conf import settings

from catalog.queries.catalogue import offices
from catalog.queries.sale_terms import seller


def site(request):
    return {
        "site_url": settings.SITE_URL,
        "version": settings.VERSION,
        "offices": offices,
        "seller": seller,
        "icp_number": shown(settings.ICP_NUMBER),
        "police_number": shown(settings.POLICE_NUMBER),
        "refused": getattr(request, "refused", ""),
    }


def shown(number: str) -> str:
    """Nothing for a site that says it has none."""
    return "" if number.lower() == "none" else number
