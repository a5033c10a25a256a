"""Addresses of what people share and print: outline, notice, brochure and poster of a course."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from catalog.documents.brochure import TEMPLATE, brochure_pdf
from catalog.documents.card import card_of, card_png
from catalog.documents.course_facts import course_facts, site_facts
from catalog.documents.fonts import NoFont, find_font
from catalog.documents.poster import poster_png
from catalog.documents.printed_facts import CourseFacts
from catalog.models import Attachment, Course
from catalog.models.course import CourseStatus
from catalog.outline.writers.docx import outline_docx
from catalog.outline.writers.printed_text import as_markdown, as_plain, items_as_json
from catalog.views.attached_files import download
from catalog.views.moved_addresses import moved

A_DAY = 24 * 60 * 60  # seconds
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Kind:
    """A document: how it is made of the facts, and what its file is called."""

    make: Callable[[CourseFacts], bytes]
    content_type: str
    title: str | Promise
    ending: str
    is_download: bool = False


def _font():
    return find_font(settings.CJK_FONT_FILE)


def _notice_docx(sheet: CourseFacts) -> bytes:
    from catalog.documents.notice import notice_docx  # noqa: PLC0415 - python-docx loads slowly

    return notice_docx(sheet)


KINDS = {  # by the last part of their address
    "outline.docx": Kind(
        lambda sheet: outline_docx(sheet.title, sheet.lines, foot=sheet.foot),
        DOCX, _("课程大纲"), "docx", True,
    ),
    "outline.txt": Kind(
        lambda sheet: as_plain(sheet.title, sheet.lines).encode(),
        "text/plain; charset=utf-8", _("课程大纲"), "txt", True,
    ),
    "outline.md": Kind(
        lambda sheet: as_markdown(sheet.title, sheet.lines).encode(),
        "text/markdown; charset=utf-8", _("课程大纲"), "md", True,
    ),
    "outline.json": Kind(
        lambda sheet: items_as_json(sheet.title, sheet.lines).encode(),
        "application/json", _("课程大纲"), "json", True,
    ),
    "notice.docx": Kind(_notice_docx, DOCX, _("培训通知"), "docx", True),
    "brochure.pdf": Kind(
        lambda sheet: brochure_pdf(sheet, _font()), "application/pdf", _("课程简章"), "pdf"
    ),
    "poster.png": Kind(lambda sheet: poster_png(sheet, _font()), "image/png", _("海报"), "png"),
    "card.png": Kind(lambda sheet: card_png(sheet, _font()), "image/png", _("分享图"), "png"),
}  # fmt: skip


@require_safe
def attachment(request, slug: str, public_id: str):
    """A file for everybody; those for the enrolled are on their own pages."""
    files = Attachment.objects.public().filter(course__status=CourseStatus.PUBLISHED)
    return download(get_object_or_404(files, course__slug=slug, public_id=public_id))


@require_safe
def document(request, slug: str, name: str):
    """Made once for the same content; 503 with a sentence where the machine has no font."""
    course = Course.objects.select_related("category", "outline").filter(slug=slug).first()
    if course is None:
        return moved(request, slug)
    if course.status == CourseStatus.ARCHIVED:
        return render(request, "catalog/gone.html", {"course": course}, status=410)
    if course.status != CourseStatus.PUBLISHED:
        raise Http404
    sheet = course_facts(course, today=timezone.localdate())
    etag = f'"{name}-{sheet.digest}-{_edition(name)}"'
    try:
        return _respond(request, KINDS[name], sheet, etag)
    except NoFont:
        response = render(request, "catalog/no_font.html", {"course": course}, status=503)
        response["Retry-After"] = "3600"
        return response


@require_safe
def site_card(request):
    """The picture of the site for pages that have none of their own."""
    facts = site_facts()
    digest = sha256(repr(facts).encode()).hexdigest()
    key = f"site_card-{digest}-{settings.VERSION}"
    body = caches["documents"].get(key)
    if body is None:
        try:
            body = card_of(facts, _font())
        except NoFont:
            raise Http404 from None
        caches["documents"].set(key, body, A_DAY)
    response = HttpResponse(body, content_type="image/png")
    patch_cache_control(response, public=True, max_age=A_DAY)
    response["X-Robots-Tag"] = "noindex"
    return response


def _edition(name: str) -> str:
    """What besides the content changes a document: the version of Kaike, and its template."""
    template = f"-{TEMPLATE.stat().st_mtime_ns}" if name == "brochure.pdf" else ""
    return settings.VERSION + template


def _respond(request, kind: Kind, sheet: CourseFacts, etag: str) -> HttpResponse:
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    body = caches["documents"].get(etag)
    if body is None:
        body = kind.make(sheet)
        caches["documents"].set(etag, body, A_DAY)
    response = HttpResponse(body, content_type=kind.content_type)
    file = f"{sheet.title[:60]} {kind.title}.{kind.ending}".replace("/", "／")
    response["Content-Disposition"] = content_disposition_header(kind.is_download, file) or ""
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
