"""Papers of a class for staff to print; who took which is written down."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalog.documents.fonts import NoFont
from catalog.models.translations import translated
from enrollment.admin.classes.page import address, class_page, no_font
from enrollment.documents import class_papers
from enrollment.domain import audit

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Paper:
    title: str | Promise
    make: Callable
    content_type: str

    @property
    def ending(self) -> str:
        return "pdf" if self.content_type == PDF else "xlsx"


SIGN_IN, ROLL = gettext_lazy("签到表"), gettext_lazy("学员名册")
BADGE, CARD = gettext_lazy("胸牌"), gettext_lazy("桌牌")
HANDED = gettext_lazy("证书名册")
PAPERS = {
    "sign-in.pdf": Paper(SIGN_IN, class_papers.signin_pdf, PDF),
    "sign-in.xlsx": Paper(SIGN_IN, class_papers.signin_xlsx, XLSX),
    "list.pdf": Paper(ROLL, class_papers.list_pdf, PDF),
    "list.xlsx": Paper(ROLL, class_papers.list_xlsx, XLSX),
    "certificates.pdf": Paper(HANDED, class_papers.certificate_list_pdf, PDF),
    "certificates.xlsx": Paper(HANDED, class_papers.certificate_list_xlsx, XLSX),
    **{
        f"badges-{size}.pdf": Paper(BADGE, partial(class_papers.labels_pdf, label=label), PDF)
        for size, label in class_papers.BADGES.items()
    },
    **{
        f"cards-{size}.pdf": Paper(CARD, partial(class_papers.labels_pdf, label=label), PDF)
        for size, label in class_papers.CARDS.items()
    },
}


@require_safe
@class_page("view_attendance")
def paper(request, session, name):
    wanted = PAPERS.get(name)
    if wanted is None:
        raise Http404
    try:
        body = wanted.make(session)
    except NoFont:
        return no_font(request, address(session))
    now, actor = timezone.now(), audit.actor_name(request.user)
    audit.record("print paper", session, actor=actor, now=now, form=name)
    response = HttpResponse(body, content_type=wanted.content_type)
    course = translated(session.course, "title")[:40]
    said = {"title": course, "paper": wanted.title, "when": session.when}
    file = _("%(title)s %(paper)s %(when)s") % said + f".{wanted.ending}"
    as_file = wanted.content_type == XLSX
    response["Content-Disposition"] = (
        content_disposition_header(as_file, file.replace("/", "／")) or ""
    )
    return response
