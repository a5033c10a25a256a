"""A request with more in it than any form of ours: refused by its length, before it is read."""

import re

from django.http import HttpResponse

MB = 1024 * 1024
LIMIT, LIMIT_OF_STAFF = 10, 20  # MB; the shipped nginx has the same
AROUND_FILES = 1  # MB, what a form has besides them
BACK_OFFICE = re.compile(r"/(?:en/)?admin/")
# No template and no translation: the address may be nobody's, and the session is not looked at.
PAGE = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>文件太大</title><h1>文件太大</h1>'
    f"<p>一次最多上传 {LIMIT} MB，后台 {LIMIT_OF_STAFF} MB。请返回上一页，换一个小一点的文件。"
    f'<p lang="en">The file is too large: at most {LIMIT} MB, {LIMIT_OF_STAFF} MB in the back '
    "office. Go back and choose a smaller one.</html>"
)


class TooLargeMiddleware:
    """Where no web server stands in front, nobody else would count."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        limit = LIMIT_OF_STAFF if BACK_OFFICE.match(request.path) else LIMIT
        if length(request) > (limit + AROUND_FILES) * MB:
            return HttpResponse(PAGE, status=413)
        return self.get_response(request)


def length(request) -> int:
    """What the request says of itself; a server reads no further than that."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 20 else 0
