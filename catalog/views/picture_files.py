"""The files of pictures, which browsers may keep for good: another edition has another address."""

from contextlib import suppress

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from catalog.domain.pictures import CONTENT_TYPES, make_missing
from catalog.models import Picture

A_YEAR = 365 * 24 * 60 * 60  # seconds


@require_safe
def picture(request, public_id: str, edition: int, size: str, suffix: str):
    """``size`` is a width in pixels, or ``full`` for a code to be scanned.

    A page that was opened before a picture was changed asks for a former edition: it gets the one
    of now.
    """
    found = get_object_or_404(Picture, public_id=public_id)
    if edition != found.edition:
        parts = [public_id, found.edition, size, suffix]
        newer = HttpResponseRedirect(reverse("catalog:picture", args=parts))
        add_never_cache_headers(newer)
        return newer
    name = f"{found.folder}/{edition}-{size}.{suffix}"
    if suffix not in CONTENT_TYPES or not _is_there(found, name, size):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type=CONTENT_TYPES[suffix])
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _is_there(picture: Picture, name: str, size: str) -> bool:
    if default_storage.exists(name):
        return True
    if not size.isdecimal():
        return False
    with suppress(OSError):
        make_missing(picture, int(size))
    return default_storage.exists(name)
