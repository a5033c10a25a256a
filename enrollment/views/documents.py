"""Papers to take away from the own page, and what is new in the outline."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.documents.fonts import NoFont
from catalog.outline.diff import changes, grouped
from enrollment.documents.confirmation import confirmation_pdf
from enrollment.domain.shown_state import shown_state
from enrollment.messaging.own_calendar import calendar_file
from enrollment.views.own import own_page


@require_safe
@own_page
def calendar(request, own):
    content = calendar_file(own.enrollment)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{own.enrollment.code}.ics"'
    return response


@require_safe
@own_page
def confirmation(request, own):
    """The names on it are personal: it opens to who also knows the telephone number."""
    if not own.is_unlocked:
        return HttpResponseRedirect(own.url() + "#unlock", status=303)
    state = shown_state(own.enrollment, now=timezone.now())
    try:
        pdf = confirmation_pdf(own.enrollment, state=str(state.label))
    except NoFont:
        sentence = _("服务器上没有中文字体，暂时不能生成 PDF。管理员可安装 fonts-noto-cjk 后再试。")
        context = {"own": own, "title": _("PDF 暂时不能生成"), "sentence": sentence}
        return render(request, "enrollment/sorry.html", context, status=503)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{own.enrollment.code}.pdf"'
    return response


@require_safe
@own_page
def outline(request, own):
    """What changed since the party enrolled; what a moved module carries along is left out."""
    course = own.enrollment.session.course
    sold, current = own.enrollment.outline, course.outline
    news = []
    if sold and current and sold.pk != current.pk:
        news = grouped(changes(list(sold.items.all()), list(current.items.all())))
    context = {"own": own, "course": course, "sold": sold, "current": current, "told": news}
    return render(request, "enrollment/outline.html", context)
