"""Signed links to an outline that is not public yet, for whoever is to read it first."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from catalog.models import Outline

SALT = "catalog.draft"
LASTS = timedelta(days=14)


def address(outline: Outline) -> str:
    """The path of the course's page with this version; reads ``course``."""
    signed = signing.TimestampSigner(salt=SALT).sign(str(outline.pk))
    return reverse("catalog:preview", args=[outline.course.slug, signed])


def outline_of(slug: str, signed: str) -> Outline | None:
    """The version behind a link; ``None`` where it is forged, too old, or of another course."""
    try:
        key = signing.TimestampSigner(salt=SALT).unsign(signed, max_age=LASTS)
    except signing.BadSignature:
        return None
    return Outline.objects.filter(pk=key, course__slug=slug).select_related("course").first()
