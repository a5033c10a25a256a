"""The list as a file: exactly what is filtered, searched and ordered, written down before."""

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from enrollment.domain import audit
from enrollment.queries import exports

CSV = "text/csv; charset=utf-8"


class Exporting:
    """POST ``form=xlsx`` or ``csv`` to export/, with the list's own query in the address."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.export)
        return [path("export/", view, name="enrollment_enrollment_export"), *super().get_urls()]

    def export(self, request):
        if not request.user.has_perm("enrollment.export_enrollment"):
            raise PermissionDenied
        kind = request.POST.get("form")
        if request.method != "POST" or kind not in exports.FORMATS:
            raise Http404
        try:
            shown = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return self.back_to_list(request)
        now = timezone.now()
        try:
            export = exports.allow(
                shown.queryset,
                form=kind,
                actor=audit.actor_name(request.user),
                filters=filters_of(shown, request),
                now=now,
            )
        except exports.NotExported as refusal:
            messages.error(request, str(refusal))
            return self.back_to_list(request)
        return file_response(export, kind, name=exports.file_name(export, kind, now=now))

    def back_to_list(self, request):
        address = reverse("admin:enrollment_enrollment_changelist")
        return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}")


def filters_of(shown, request) -> dict[str, list[str]]:
    """The choices of the filters beside the list; a search is only noted, it may be a person."""
    known = {name for spec in shown.filter_specs for name in spec.expected_parameters()}
    chosen = {name: request.GET.getlist(name) for name in sorted(known & set(request.GET))}
    return chosen | ({"searched": ["yes"]} if shown.query else {})


def file_response(export: exports.Export, kind: str, *, name: str):
    if kind == "xlsx":
        return FileResponse(exports.xlsx_file(export), as_attachment=True, filename=name)
    response = StreamingHttpResponse(exports.csv_file(export), content_type=CSV)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response
