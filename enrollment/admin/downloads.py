"""Downloads: the files that were made for somebody, how far they are, and those that recur."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalog.admin.posted_values import row_number
from catalog.forms import field_of
from enrollment.admin.export_form import ReasonField
from enrollment.admin.scheduled_exports import next_time
from enrollment.models import ExportFile, ExportLayout, ExportSchedule, SavedView
from enrollment.models.export_file import ExportForm, ExportState, Rhythm
from enrollment.queries import export_files
from enrollment.queries.export_listings import LISTINGS, PARTIES, PEOPLE, SEATS

OF_PARTIES = {SEATS.key, PARTIES.key, PEOPLE.key}
SHOWN = 50


class LayoutChoice(forms.ModelChoiceField):
    def label_from_instance(self, layout: ExportLayout) -> str:
        return f"{layout.name} · {_(LISTINGS[layout.listing].name)}"


class ScheduleForm(forms.Form):
    layout = LayoutChoice(
        ExportLayout.objects.none(),
        label=gettext_lazy("存好的列"),
        help_text=gettext_lazy("先在导出的页面把列存下。"),
    )
    view = forms.ModelChoiceField(
        SavedView.objects.none(),
        label=gettext_lazy("存好的筛选"),
        required=False,
        empty_label=gettext_lazy("不筛选"),
        help_text=gettext_lazy("只用于报名名单。"),
    )
    form = forms.ChoiceField(label=gettext_lazy("文件"), choices=ExportForm.choices)
    rhythm = forms.ChoiceField(label=gettext_lazy("什么时候"), choices=Rhythm.choices)
    reason = ReasonField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        layouts, views = ExportLayout.objects.seen_by(user), SavedView.objects.seen_by(user)
        field_of(self, "layout", LayoutChoice).queryset = layouts
        field_of(self, "view", forms.ModelChoiceField).queryset = views

    def clean(self):
        super().clean()
        data = self.cleaned_data
        layout, view = data.get("layout"), data.get("view")
        if layout and view and layout.listing not in OF_PARTIES:
            self.add_error("view", _("这组筛选是报名名单的，不能用在别的清单上。"))
        return data


class Downloads(admin.ModelAdmin):
    """downloads/ below the list of enrollments; everybody sees the own files and no others."""

    def get_urls(self):
        wrap, name = self.admin_site.admin_view, "enrollment_enrollment_download"
        return [
            path("downloads/", wrap(self.downloads_view), name=f"{name}s"),
            path("downloads/<int:pk>/", wrap(self.download_view), name=name),
            *super().get_urls(),
        ]

    def downloads_view(self, request):
        """POST ``schedule`` adds a rhythm, ``stop`` ends one, ``drop`` deletes a file."""
        _may_export(request)
        files = ExportFile.objects.filter(owner=request.user)
        schedules = ExportSchedule.objects.filter(owner=request.user).select_related("layout")
        posted = request.POST if "schedule" in request.POST else None
        form = ScheduleForm(posted, user=request.user)
        if request.method == "POST":
            for asked in files.filter(pk=row_number(request.POST.get("drop"))):
                export_files.remove(asked)
            schedules.filter(pk=row_number(request.POST.get("stop"))).delete()
            if posted is None or form.is_valid():
                if posted is not None:
                    _keep(form, request.user)
                return HttpResponseRedirect(reverse("admin:enrollment_enrollment_downloads"))
        shown = list(files.exclude(state=ExportState.GONE).defer("ids")[:SHOWN])
        context = {
            **self.admin_site.each_context(request),
            "title": _("我的下载"),
            "opts": self.opts,
            "files": shown,
            "underway": any(one.is_underway for one in shown),
            "schedules": schedules,
            "form": form,
        }
        status = 400 if form.is_bound else 200
        template = "admin/enrollment/downloads.html"
        return TemplateResponse(request, template, context, status=status)

    def download_view(self, request, pk):
        _may_export(request)
        ready = ExportFile.objects.filter(owner=request.user, state=ExportState.READY)
        asked = get_object_or_404(ready.defer("ids"), pk=pk)
        now = timezone.now()
        if asked.expires_at is None or asked.expires_at <= now:
            raise Http404
        export_files.opened(asked, now=now)
        return FileResponse(asked.file.open(), as_attachment=True, filename=asked.name)


def _may_export(request) -> None:
    if not request.user.has_perm("enrollment.export_enrollment"):
        raise PermissionDenied


def _keep(form: ScheduleForm, user) -> None:
    data = form.cleaned_data
    ExportSchedule.objects.create(
        owner=user,
        layout=data["layout"],
        query=data["view"].query if data["view"] else "",
        form=data["form"],
        rhythm=data["rhythm"],
        reason=data["reason"],
        language=get_language() or "zh-hans",
        next_at=next_time(data["rhythm"], now=timezone.now()),
    )
