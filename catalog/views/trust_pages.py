"""Pages that say who sells, on which terms, who teaches, and what to know before coming."""

from pathlib import PurePath

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.documents.fonts import NoFont, find_font
from catalog.documents.joining_instructions import before_pdf, before_sheet
from catalog.models import Course, Instructor, Picture, Session
from catalog.models.course import CourseStatus
from catalog.models.translations import translated
from catalog.models.trust import GuidancePlace
from catalog.queries import sale_terms
from catalog.queries.catalogue import DATED_FIRST, teaching
from catalog.text.pinyin import syllables
from catalog.views.attached_files import as_download
from catalog.views.page_cache import cached_page

MOST_OF_A_VENUE = 2  # pictures on the page of what to know before coming


@cached_page
def buying(request):
    """Refunds, invoices, who sells, frequent questions, whom to ask."""
    seller = sale_terms.seller()
    context = {
        "seller": seller,
        "contract_kind": "PDF" if seller.contract.name.endswith(".pdf") else "Word",
        "refunds": sale_terms.refunds(None),
        "passages": sale_terms.guidance(GuidancePlace.BUYING),
        "questions": sale_terms.questions(),
        "advisers": sale_terms.advisers(),
        "clients": sale_terms.clients(),
    }
    return render(request, "catalog/buying.html", context)


@require_safe
def contract(request):
    """The sample contract as staff uploaded it; a page without one is not found."""
    file = sale_terms.seller().contract
    if not file:
        raise Http404
    ending = PurePath(file.name).suffix
    return as_download(file, f"{_('合同样本')}{ending}")


@cached_page
def before(request, public_id: str):
    facts = _coming(public_id)
    venue = facts["session"].venue
    pictures = list(Picture.objects.filter(venue=venue)[:MOST_OF_A_VENUE]) if venue else []
    return render(request, "catalog/before.html", {**facts, "pictures": pictures})


@require_safe
@cached_page
def before_file(request, public_id: str):
    facts = _coming(public_id)
    session = facts["session"]
    try:
        body = before_pdf(before_sheet(**facts), find_font(settings.CJK_FONT_FILE))
    except NoFont:
        response = render(request, "catalog/no_font.html", {"course": session.course}, status=503)
        response["Retry-After"] = "3600"
        return response
    response = HttpResponse(body, content_type="application/pdf")
    name = f"{session.course.title[:60]} {_('参训须知')}.pdf".replace("/", "／")
    response["Content-Disposition"] = content_disposition_header(False, name) or ""
    response["X-Robots-Tag"] = "noindex"
    return response


def _coming(public_id: str) -> dict:
    """Everything to know before coming to a session."""
    session = get_object_or_404(Session.objects.reachable().with_names(), public_id=public_id)
    return {
        "session": session,
        "course": session.course,
        "passages": sale_terms.coming(session),
        "maps": sale_terms.maps_of(session.venue),
        "refunds": sale_terms.refunds(session.starts_on),
        "advisers": sale_terms.advisers(),
        "seller": sale_terms.seller(),
    }


def _teaching():
    """Who teaches, with their published courses and pictures."""
    portraits = Prefetch("pictures", Picture.objects.all(), to_attr="portraits")
    taught = Prefetch("courses", Course.objects.published(), to_attr="taught")
    return teaching().prefetch_related(taught, portraits)


@cached_page
def instructors(request):
    shown = sorted(_teaching(), key=lambda one: _as_called(translated(one, "name")))
    return render(request, "catalog/instructors.html", {"instructors": shown})


def _as_called(name: str) -> str:
    """How a name is looked up: Chinese ones by their pinyin, among the Latin ones."""
    return " ".join(syllables(name)).casefold()


@cached_page
def instructor(request, slug: str):
    found = get_object_or_404(_teaching(), slug=slug)
    today = timezone.localdate()
    courses = [one for one in found.taught if one.status == CourseStatus.PUBLISHED]
    context = {
        "instructor": found,
        "courses": courses,
        "sessions": _taught_by(found, today=today),
    }
    return render(request, "catalog/instructor.html", context)


def _taught_by(person: Instructor, *, today):
    rows = Session.objects.public().upcoming(today=today).taught_by(person)
    return rows.select_related("venue", "course", "city").order_by("month", DATED_FIRST, "pk")[:12]
