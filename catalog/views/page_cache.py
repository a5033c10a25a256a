"""Pages cached in memory for a few seconds, for readers who carry no cookie."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from catalog.views.carried_source import carries_source
from catalog.views.first_page import SAYS, is_first_page, let_style_in, takes_gzip, with_sheet


@dataclass(frozen=True, slots=True)
class Page:
    body: bytes
    packed: bytes  # the same, gzipped: public pages hold no secret that its length could betray
    etag: str
    content_type: str
    disposition: str
    style_source: str = ""  # of the style sheet within it, for the Content-Security-Policy


def cached_page(view):
    """Answer a GET from memory where this process rendered the page at most PAGE_SECONDS ago.

    The key is the language, the whole address, query included, and whether a visit begins with it
    (catalog.views.first_page). Whoever sends a cookie gets the page rendered anew; so does
    everybody where the answer is not 200 or sets a cookie itself. Links of the page carry on where
    its reader came from (catalog.views.carried_source). The whole way: docs/architecture.md.
    """
    view = carries_source(view)

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method not in {"GET", "HEAD"} or request.COOKIES or not settings.PAGE_SECONDS:
            return view(request, *args, **kwargs)
        is_first = is_first_page(request)
        key = _key(request, is_first)
        page = caches["pages"].get(key)
        if page is None:
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or response.streaming or response.cookies:
                return response
            page = _page(response, is_first)
            caches["pages"].set(key, page, settings.PAGE_SECONDS)
        return _respond(request, page)

    return answer


def _key(request, is_first: bool) -> str:
    address = f"{get_language()} {is_first} {request.get_full_path()}"
    return hashlib.blake2b(address.encode(), digest_size=20).hexdigest()


def _page(response, is_first: bool) -> Page:
    body, packed, source = response.content, None, ""
    if is_first and (found := with_sheet(body)):
        body, packed, source = found
    digest = hashlib.blake2b(body, digest_size=12).hexdigest()
    return Page(
        body=body,
        packed=packed or gzip.compress(body, 5, mtime=0),
        etag=f'W/"{digest}"',
        content_type=response["Content-Type"],
        disposition=response.get("Content-Disposition", ""),
        style_source=source,
    )


def _respond(request, page: Page) -> HttpResponseBase:
    if not page.style_source:
        return _answer(request, page)
    # On 304 too: the browser takes the policy of that for the page it kept.
    return let_style_in(request, _answer(request, page), page.style_source)


def _answer(request, page: Page) -> HttpResponse:
    packs = takes_gzip(request)
    response = HttpResponse(page.packed if packs else page.body, content_type=page.content_type)
    if packs:
        response["Content-Encoding"] = "gzip"
    if page.disposition:
        response["Content-Disposition"] = page.disposition
    response["ETag"] = page.etag
    response["Cache-Control"] = "no-cache"  # keep it, but ask before showing it again
    patch_vary_headers(response, ["Accept-Encoding", "Cookie", *SAYS])
    return get_conditional_response(request, etag=page.etag, response=response) or response
