"""The first page of a visit brings its style sheet along: a phone paints a round trip sooner.

Who comes from another page of this site has the sheet already and gets a link to it. How somebody
came is what the browser itself says of each request: nobody is recognised and nothing is kept.
"""

import hashlib
import re
import zlib
from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from csp.decorators import csp_update
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

SHEET = "css/site.css"
ELSEWHERE = {"none", "cross-site", "same-site"}
SAYS = ["Sec-Fetch-Site", "Sec-Fetch-Dest", "Sec-Purpose"]
GZIP = re.compile(r"\bgzip(?!\s{0,9};\s{0,9}q=0(?:\.0{0,3})?(?:\s|,|$))", re.IGNORECASE)
GZIP_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"


@dataclass(frozen=True, slots=True)
class Sheet:
    link: bytes  # as pages write it
    style: bytes  # what stands in its place on a first page
    packed: bytes  # the same, deflated, to be put between other deflated parts
    source: str  # what the Content-Security-Policy says to let it in


def is_first_page(request) -> bool:
    """Whether the browser says that it opens this page from elsewhere, not from this site.

    What is fetched ahead has a purpose, and Chromium tells "none" of it: our pages asked for it.
    """
    site, dest, purpose = (request.headers.get(name) for name in SAYS)
    return site in ELSEWHERE and dest == "document" and not purpose


def sheet() -> Sheet:
    if hasattr(staticfiles_storage, "stored_name"):  # the name changes with the content
        path = staticfiles_storage.path(staticfiles_storage.stored_name(SHEET))
        return _sheet(path, 0)
    path = str(finders.find(SHEET))
    return _sheet(path, Path(path).stat().st_mtime_ns)


@cache
def _sheet(path: str, _changed: int) -> Sheet:
    css = Path(path).read_bytes()
    address = staticfiles_storage.url(SHEET)
    digest = b64encode(hashlib.sha256(css).digest()).decode()
    # Meant for no medium, it is fetched last and holds nothing up: it is there for the next page.
    later = f'<link rel="stylesheet" href="{address}" media="not all">'.encode()
    style = b"<style>" + css + b"</style>" + later
    return Sheet(
        link=f'<link rel="stylesheet" href="{address}">'.encode(),
        style=style,
        packed=_deflated(style, level=9),
        source=f"'sha256-{digest}'",
    )


class FirstPageMiddleware:
    """The sheet for pages that are rendered for one reader: forms, an order, what is not found.

    What is theirs is not deflated, only the sheet: the length of a page tells nothing of it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not _may_bring_sheet(request, response):
            return response
        patch_vary_headers(response, ["Accept-Encoding", *SAYS])
        if not (is_first_page(request) and takes_gzip(request)):
            return response
        if found := with_sheet(response.content, level=0):
            _whole, response.content, source = found
            response["Content-Encoding"] = "gzip"
            return let_style_in(request, response, source)
        return response


def _may_bring_sheet(request, response) -> bool:
    """A page that nothing has packed yet, for somebody who has not been here."""
    return (
        request.method == "GET"
        and not request.COOKIES
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and not response.has_header("Content-Encoding")
    )


def takes_gzip(request) -> bool:
    return bool(GZIP.search(request.headers.get("Accept-Encoding", "")[:200]))


def let_style_in(request, response: HttpResponseBase, source: str) -> HttpResponseBase:
    return csp_update({"style-src": [source]})(lambda request: response)(request)


def with_sheet(page: bytes, *, level: int = 5) -> tuple[bytes, bytes, str] | None:
    """The page with the sheet in it, the same gzipped, and what the policy says to let it in.

    None where no link to the sheet stands. The sheet is not deflated again for every page; what
    stands around it is, by ``level``, where 0 stores it as it is.
    """
    one = sheet()
    before, link, after = page.partition(one.link)
    if not link:
        return None
    whole = before + one.style + after
    first = _deflated(before, level=level)
    last = _deflated(after, level=level, ends=zlib.Z_FINISH)
    parts = [GZIP_HEADER, first, one.packed, last]
    ends = [zlib.crc32(whole).to_bytes(4, "little"), len(whole).to_bytes(4, "little")]
    return whole, b"".join(parts + ends), one.source


def _deflated(part: bytes, *, level: int, ends: int = zlib.Z_FULL_FLUSH) -> bytes:
    """A part of a stream: on its own, it refers to nothing before it and ends on a whole byte."""
    press = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return press.compress(part) + press.flush(ends)
