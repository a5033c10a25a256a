"""The sheet that lies at the door of a session: who comes, and where to sign."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from enrollment.admin.access_log import note_once_a_day
from enrollment.queries import session_parties


class SignUpSheet:
    """A ModelAdmin of sessions with a page to print; who printed it is written down."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.sheet_view)
        return [path("<int:pk>/sheet/", view, name="catalog_session_sheet"), *super().get_urls()]

    def sheet_view(self, request, pk):
        if not request.user.has_perms(["catalog.view_session", "enrollment.view_participant"]):
            raise PermissionDenied
        session = self.get_queryset(request).with_names().filter(pk=pk).first()
        if session is None:
            raise Http404
        note_once_a_day(session, request.user, verb="print sheet")
        rows = session_parties.sheet(session)
        context = {
            **self.admin_site.each_context(request),
            "title": _("签到表"),
            "opts": self.opts,
            "session": session,
            "rows": rows,
            "days": session_parties.days_of(session),
            "spare": range(len(rows) + 1, len(rows) + session_parties.SPARE + 1),
            "unnamed": sum(not row.name for row in rows),
        }
        return TemplateResponse(request, "admin/enrollment/session/sheet.html", context)
