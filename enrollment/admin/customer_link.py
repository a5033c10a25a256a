"""The customer's own link for staff to pass on: as text for WeChat or SMS, as a code, as a PDF."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from catalog.documents.fonts import NoFont
from catalog.domain.date_formats import dates
from catalog.models.course import name_for
from enrollment.admin.access_log import note_once_a_day
from enrollment.documents.confirmation import confirmation_pdf
from enrollment.documents.typesetting import qr_code
from enrollment.domain import links
from enrollment.models import Enrollment
from enrollment.models.enrollment import EnrollmentState


class CustomerLink(admin.ModelAdmin):
    """A ModelAdmin of enrollments with what staff pass on: link, text and confirmation."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/link/", wrap(self.link_view), name=f"{name}_link"),
            path("<int:pk>/link/text/", wrap(self.text_view), name=f"{name}_link_text"),
            path("<int:pk>/confirmation.pdf", wrap(self.paper_view), name=f"{name}_paper"),
            *super().get_urls(),
        ]

    def link_view(self, request, pk):
        enrollment = self._found(request, pk)
        address = links.my_url(enrollment)
        context = {
            **self.admin_site.each_context(request),
            "title": _("客户的专用链接 %(code)s") % {"code": enrollment.code},
            "opts": self.opts,
            "enrollment": enrollment,
            "address": address,
            "text": message_text(enrollment, address),
            "code": qr_code(address).svg_data_uri(scale=5, border=4),
        }
        return TemplateResponse(request, "admin/enrollment/link.html", context)

    def text_view(self, request, pk):
        """POST: the text for a chat and the link alone, for a script that copies one of them."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        enrollment = self._found(request, pk)
        address = links.my_url(enrollment)
        return JsonResponse({"text": message_text(enrollment, address), "link": address})

    def paper_view(self, request, pk):
        enrollment = self._found(request, pk)
        label = EnrollmentState(enrollment.state).label
        try:
            with override(enrollment.language):
                pdf = confirmation_pdf(enrollment, state=str(label))
        except NoFont:
            messages.error(request, _("服务器上没有中文字体，暂时不能生成 PDF。"))
            name = "admin:enrollment_enrollment_link"
            return HttpResponseRedirect(reverse(name, args=[enrollment.pk]))
        response = HttpResponse(pdf, content_type="application/pdf")
        response["Content-Disposition"] = f'inline; filename="{enrollment.code}.pdf"'
        return response

    def _found(self, request, pk) -> Enrollment:
        """The enrollment where it is now; who saw its link is written down."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        enrollment = Enrollment.objects.with_names().filter(pk=pk).first()
        if enrollment is None or enrollment.is_erased:  # its link is dead
            raise Http404
        enrollment = links.where_it_is_now(enrollment)
        note_once_a_day(enrollment, request.user, verb="show link")
        return enrollment


def message_text(enrollment: Enrollment, address: str) -> str:
    """What is sent to the customer, in the language it enrolled in."""
    session = enrollment.session
    with override(enrollment.language):
        said = {
            "name": enrollment.contact_name,
            "code": enrollment.code,
            "course": session.course.title,
            "when": dates(session),
            "city": name_for(session.city),
            "seats": enrollment.seats,
            "link": address,
        }
        return (
            _(
                "%(name)s，您好！您的报名 %(code)s：%(course)s，%(when)s，%(city)s，%(seats)d 人。"
                "查看、补名单、修改或取消都在这里（请勿转发）：%(link)s"
            )
            % said
        )
