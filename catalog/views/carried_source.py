"""A page that was reached by ``?from=poster`` says so in its links and forms: from there to the
course, to the session, to the enrollment, on any way. No cookie remembers it."""

import re
from functools import wraps

from django.http.response import HttpResponseBase

from catalog.text.sources import source_of

ANCHOR = re.compile(rb"<a\s[^<>]*>")
# To a page of this site: each ends with a slash, and files do not.
PAGE = re.compile(rb'(\shref=")(/[^"?#]*)(\?[^"#]*)?')
SEARCH_FORM = re.compile(rb"<form\s[^<>]*>")
OTHER_PLACES = (b"/my/", b"/en/my/", b"/admin/", b"/en/admin/", b"/static/")


def carries_source(view):
    @wraps(view)
    def answer(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        source = source_of(request.GET.get("from", ""))
        if source and _is_page(response):
            response.content = _carried(response.content, source.encode())
        return response

    return answer


def _is_page(response: HttpResponseBase) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and not response.streaming


def _carried(page: bytes, source: bytes) -> bytes:
    def link(hit: re.Match[bytes]) -> bytes:
        before, path, query = hit[1], hit[2], hit[3] or b""
        if not path.endswith(b"/") or path.startswith(OTHER_PLACES) or b"from=" in query:
            return hit[0]
        return before + path + query + (b"&amp;" if query else b"?") + b"from=" + source

    def form(hit: re.Match[bytes]) -> bytes:
        if b'method="post"' in hit[0].lower():
            return hit[0]
        return hit[0] + b'<input type="hidden" name="from" value="' + source + b'">'

    page = ANCHOR.sub(lambda tag: PAGE.sub(link, tag[0]), page)
    return SEARCH_FORM.sub(form, page)
