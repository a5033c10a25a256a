"""Addresses that courses had before, and the one address a page is known by."""

from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from catalog.models import Course, FormerSlug

# Parameters that make another page of the same address; all others are only views of one.
OWN = ("category", "city", "month", "year", "page")
LANGUAGES = (("zh-hans", "zh-Hans"), ("en", "en"))


@transaction.atomic
def keep_former_slug(course: Course, *, former: str) -> None:
    """Send whoever comes by ``former`` to ``course``, whose slug was just changed.

    Call it in the transaction of the change (``CourseAdmin.save_model``, after ``super()``, with
    ``form.initial["slug"]``). A slug taken back leads nowhere else any more.
    """
    FormerSlug.objects.filter(slug=course.slug).delete()
    if former and former != course.slug:
        FormerSlug.objects.update_or_create(slug=former, defaults={"course": course})


def alternates(path: str) -> list[tuple[str, str]]:
    """The absolute address of ``path`` in every language: (hreflang, address)."""
    rest = path.removeprefix(_root(get_language()))
    return [(tag, settings.SITE_URL + _root(code) + rest) for code, tag in LANGUAGES]


@cache
def _root(code: str) -> str:
    """Where the pages of a language begin: / or /en/."""
    with translation.override(code):
        return reverse("catalog:home")


def own_path(request: HttpRequest) -> str:
    """The address a page is known by: its path with what makes it a page of its own."""
    parameters = [(name, request.GET[name]) for name in OWN if request.GET.get(name)]
    parameters = [(name, value) for name, value in parameters if (name, value) != ("page", "1")]
    return request.path + ("?" + urlencode(parameters) if parameters else "")
