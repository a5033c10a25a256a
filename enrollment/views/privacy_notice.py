"""The privacy notice, as it is true for this program and these settings."""

from django.shortcuts import render
from django.utils.translation import get_language

from catalog.views.page_cache import cached_page
from enrollment.domain import notice


@cached_page
def privacy(request):
    language = get_language() or "zh-hans"
    context = {"sections": notice.sections(), "digest": notice.digest(language)}
    return render(request, "enrollment/privacy.html", context)
