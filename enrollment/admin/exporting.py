"""A list as a file: exactly what is filtered, searched and ordered, written down before."""

from datetime import datetime

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from catalog.admin.posted_values import row_number
from enrollment.admin.export_form import ExportForm, layouts_of, save_layout
from enrollment.domain import audit
from enrollment.queries import export_files, exports
from enrollment.queries.export_listings import LISTINGS, PARTIES, PEOPLE, SEATS, Listing

CSV = "text/csv; charset=utf-8"
OWN = ("rows", "layout")  # of this page; the rest of its query is the list's


class Exporting(admin.ModelAdmin):
    """export/ asks for columns and reason, with the list's own query in the address.

    POST ``form=xlsx`` or ``csv`` gives the file, ``save`` keeps the columns, ``drop`` forgets them.
    """

    listings: tuple[Listing, ...] = (SEATS, PARTIES, PEOPLE)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [
            path("export/", self.admin_site.admin_view(self.export), name=name),
            *super().get_urls(),
        ]

    def export(self, request):
        may_see = self.has_view_permission(request)
        if not (may_see and request.user.has_perm("enrollment.export_enrollment")):
            raise PermissionDenied
        listing = self._listing(request)
        layout = self._layout(request, listing)
        asked = request.GET
        request.GET = asked.copy()
        for name in OWN:
            request.GET.pop(name, None)
        try:
            shown = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return self.back_to_list(request)
        if request.method == "POST":
            return self._posted(request, shown, listing)
        form = ExportForm(listing=listing, columns=layout.columns if layout else ())
        if layout and layout.owner_id == request.user.pk:
            form.initial = {"name": layout.name, "shared": layout.shared}
        return self._page(request, shown, form)

    def _listing(self, request) -> Listing:
        found = LISTINGS.get(request.GET.get("rows", self.listings[0].key))
        if found not in self.listings:
            raise Http404
        return found

    def _layout(self, request, listing: Listing):
        asked = row_number(request.GET.get("layout"))
        return layouts_of(request.user, listing).filter(pk=asked).first()

    def _posted(self, request, shown, listing: Listing):
        if dropped := request.POST.get("drop", ""):
            own = layouts_of(request.user, listing).filter(owner=request.user)
            own.filter(pk=row_number(dropped)).delete()
            return self._again(request, listing)
        saving, kind = "save" in request.POST, request.POST.get("form")
        if not saving and kind not in exports.FORMATS:
            raise Http404
        form = ExportForm(request.POST, listing=listing, saving=saving)
        if not form.is_valid():
            return self._page(request, shown, form, status=400)
        if saving:
            layout = save_layout(form, user=request.user)
            messages.success(request, _("这组列已存为“%(name)s”。") % {"name": layout.name})
            return self._again(request, listing, layout=layout.pk)
        return self._file(request, shown, form, kind)

    def _file(self, request, shown, form: ExportForm, kind: str):
        now, actor = timezone.now(), audit.actor_name(request.user)
        try:
            export = exports.allow(
                shown.queryset,
                form=kind,
                actor=actor,
                filters=filters_of(shown, request),
                now=now,
                reason=form.cleaned_data["reason"],
                listing=form.listing,
                columns=form.chosen(),
            )
        except exports.NotExported as refusal:
            messages.error(request, str(refusal))
            return self._page(request, shown, form, status=409)
        if export_files.takes_long(export, kind):
            return self._later(request, export, form=kind, reason=form.cleaned_data["reason"])
        return file_response(export, kind, actor=actor, now=now)

    def _later(self, request, export, **asked):
        """Nobody waits for a long file: it is made behind the scenes."""
        export_files.ask(export, owner=request.user, now=timezone.now(), **asked)
        said = _("%(count)d 行，要生成一会儿：好了在这里下载。") % {"count": export.count}
        messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:enrollment_enrollment_downloads"))

    def _page(self, request, shown, form: ExportForm, status: int = 200):
        listing = form.listing
        context = {
            **self.admin_site.each_context(request),
            "title": _("导出%(list)s") % {"list": _(listing.name)},
            "opts": self.opts,
            "form": form,
            "count": listing.count(shown.queryset),
            "row": str(listing.row).lower(),
            "query": request.GET.urlencode(),
            "is_narrowed": bool(request.GET),
            "listings": [
                {"key": one.key, "row": str(one.row).lower(), "current": one is listing}
                for one in self.listings
            ],
            "layouts": layouts_of(request.user, listing),
        }
        return TemplateResponse(request, "admin/enrollment/export.html", context, status=status)

    def _again(self, request, listing: Listing, **more):
        query = request.GET.copy()
        for name, value in {"rows": listing.key, **more}.items():
            query[name] = value
        return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")

    def back_to_list(self, request):
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}")


def filters_of(shown, request) -> dict[str, list[str]]:
    """The choices of the filters beside the list; a search is only noted, it may be a person."""
    known = {name for spec in shown.filter_specs for name in spec.expected_parameters()}
    known |= {"session__id__exact"} & set(shown.filter_params)  # from the page of a session
    chosen = {name: request.GET.getlist(name) for name in sorted(known & set(request.GET))}
    return chosen | ({"searched": ["yes"]} if shown.query else {})


def file_response(export: exports.Export, kind: str, *, actor: str, now: datetime):
    """The file as a download; exactly which bytes it had is written down, too."""
    name = exports.file_name(export, kind, now=now)
    if kind == "xlsx":
        book = exports.xlsx_file(export)
        exports.note_digest(book, export, form=kind, actor=actor, asked=now)
        return FileResponse(book, as_attachment=True, filename=name)
    chunks = exports.digested(exports.csv_file(export), export, form=kind, actor=actor, asked=now)
    response = StreamingHttpResponse(chunks, content_type=CSV)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
