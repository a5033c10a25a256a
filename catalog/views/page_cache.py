"""Pages cached in memory for a few seconds, for readers who carry no cookie."""

import gzip
import hashlib
import re
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

GZIP = re.compile(r"\bgzip(?!\s{0,9};\s{0,9}q=0(?:\.0{0,3})?(?:\s|,|$))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    packed: bytes  # the same, gzipped: public pages hold no secret that its length could betray
    etag: str
    content_type: str
    disposition: str


def cached_page(view):
    """Answer a GET from memory where this process rendered the page at most PAGE_SECONDS ago.

    The key is the language and the whole address, query included. Whoever sends a cookie gets the
    page rendered anew; so does everybody where the answer is not 200 or sets a cookie itself.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method not in {"GET", "HEAD"} or request.COOKIES or not settings.PAGE_SECONDS:
            return view(request, *args, **kwargs)
        key = _key(request)
        page = caches["pages"].get(key)
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming or response.cookies:
                return response
            page = _page(response)
            caches["pages"].set(key, page, settings.PAGE_SECONDS)
        return _respond(request, page)

    return answer


def _key(request) -> str:
    address = f"{get_language()} {request.get_full_path()}"
    return hashlib.blake2b(address.encode(), digest_size=20).hexdigest()


def _page(response) -> Page:
    body = response.content
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    return Page(
        body=body,
        packed=gzip.compress(body, 5, mtime=0),
        etag=f'W/"{digest}"',
        content_type=response["Content-Type"],
        disposition=response.get("Content-Disposition", ""),
    )


def _respond(request, page: Page) -> HttpResponse:
    packs = bool(GZIP.search(request.headers.get("Accept-Encoding", "")[:200]))
    response = HttpResponse(page.packed if packs else page.body, content_type=page.content_type)
    if packs:
        response["Content-Encoding"] = "gzip"
    if page.disposition:
        response["Content-Disposition"] = page.disposition
    response["ETag"] = page.etag
    response["Cache-Control"] = "no-cache"  # keep it, but ask before showing it again
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return get_conditional_response(request, etag=page.etag, response=response) or response
