"""One person, found and served: a copy, a correction, the end of consent, erasure.

Every step is a POST that carries what was searched for, so it stands in no address and no log.
"""

import json

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.day_fields import DayField
from enrollment import actions
from enrollment.actions import correcting, erasing, keeping_back
from enrollment.admin.access_log import note_once_a_day
from enrollment.admin.forms import StaffContactForm
from enrollment.domain import audit, kept_back, private_search, traces
from enrollment.models import PrivacyRequest
from enrollment.queries.personal_copy import copy_of_person


class FindForm(forms.Form):
    who = forms.CharField(
        label=gettext_lazy("手机、邮箱或报名编号"),
        max_length=300,
        help_text=gettext_lazy("可以写几个，用逗号隔开；只找与它们完全相同的。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 40}),
        error_messages={"required": gettext_lazy("请输入手机、邮箱或报名编号。")},
    )
    name = forms.CharField(
        label=gettext_lazy("学员姓名"),
        max_length=64,
        required=False,
        help_text=gettext_lazy("没有留手机的学员：上面写报名编号，这里写姓名。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("who"):
            try:
                data["identity"] = traces.meant(data["who"], data.get("name", ""))
            except traces.NobodyMeant as refusal:
                self.add_error("who", str(refusal))
        return data


class CorrectionForm(StaffContactForm):
    """What is left empty stays as it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if not self.errors and not any(data.values()):
            raise forms.ValidationError(_("请至少填写一项要更正的内容。"))
        return data


class ErasureForm(forms.Form):
    sure = forms.BooleanField(
        label=gettext_lazy("已核对是本人的请求；删除后不能恢复"),
        error_messages={"required": gettext_lazy("请先核对是本人，再在这里打勾。")},
    )


class KeepForm(forms.Form):
    until = DayField(
        label=gettext_lazy("保留到"),
        error_messages={"required": gettext_lazy("请写保留到哪一天，例如 2027-06-30。")},
    )
    reason = forms.CharField(
        label=gettext_lazy("原因"),
        max_length=200,
        help_text=gettext_lazy("例如：退费争议，案号某某。不写姓名和号码。"),
        error_messages={"required": gettext_lazy("请写明原因，一两句话即可。")},
    )


def person_view(request):
    if not request.user.has_perm("enrollment.handle_privacy"):
        raise PermissionDenied
    if request.method != "POST":
        code = request.GET.get("code", "")[:8]
        return _page(request, FindForm(initial={"who": code if code.isalnum() else ""}))
    form = FindForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    found = traces.traces_of(form.cleaned_data["identity"])
    step = STEPS.get(request.POST.get("do", ""), _found)
    return step(request, form, found)


def _found(request, form, found):
    audit.record("search", "person", **_by(request))
    for rows in (found.enrollments, found.inquiries, found.interests):
        for row in rows:
            note_once_a_day(row, request.user, verb="view")
    return _page(request, form, found=found)


def _copy(request, form, found):
    by = _by(request)
    correcting.note("copy", found, **by)
    copy = copy_of_person(found, now=by["now"])
    if request.POST["do"] == "json":
        body, kind, name = json.dumps(copy, ensure_ascii=False, indent=1), "json", "copy.json"
    else:
        body = render_to_string("enrollment/copy_file.html", {"copy": copy})
        kind, name = "html", "copy.html"
    content_type = "application/json" if kind == "json" else "text/html; charset=utf-8"
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _by(request) -> dict:
    """Who does it and when, as every action takes them."""
    return {"actor": audit.actor_name(request.user), "now": timezone.now()}


def _correct(request, form, found):
    correction = CorrectionForm(request.POST, prefix="to")
    if not correction.is_valid():
        return _page(request, form, found=found, correction=correction, status=422)
    try:
        counts = correcting.correct_person(found, changes=correction.cleaned_data, **_by(request))
    except actions.Refusal as refusal:
        correction.add_error(None, str(refusal))
        return _page(request, form, found=found, correction=correction, status=409)
    messages.success(request, _("已更正 %(count)d 处。") % {"count": sum(counts.values())})
    return _back()


def _withdraw(request, form, found):
    counts = correcting.withdraw_consent(found, **_by(request))
    sentence = _("已撤回同意 %(consents)d 条，删除咨询 %(inquiries)d 条、意向 %(interests)d 条。")
    messages.success(request, sentence % counts)
    return _back()


def _erase(request, form, found):
    sure = ErasureForm(request.POST)
    if not sure.is_valid():
        return _page(request, form, found=found, sure=sure, status=422)
    try:
        erasure = erasing.erase(form.cleaned_data["identity"], **_by(request))
    except actions.Refusal as refusal:
        sure.add_error(None, str(refusal))
        return _page(request, form, found=found, sure=sure, status=409)
    request.session.pop(private_search.KEY, None)
    messages.success(request, _("已删除，回执 %(receipt)s。") % {"receipt": erasure.receipt})
    return HttpResponseRedirect(
        reverse("admin:enrollment_erasure_change", args=[erasure.pk]), status=303
    )


def _keep(request, form, found):
    keeping = KeepForm(request.POST, prefix="keep")
    if not keeping.is_valid():
        return _page(request, form, found=found, keeping=keeping, status=422)
    try:
        keeping_back.keep_back(found, **keeping.cleaned_data, **_by(request))
    except actions.Refusal as refusal:
        keeping.add_error(None, str(refusal))
        return _page(request, form, found=found, keeping=keeping, status=409)
    messages.success(request, _("已记下：到期以前既不到期清除，也不能删除。"))
    return _back()


def _let_go(request, form, found):
    count = keeping_back.let_go(found, **_by(request))
    messages.success(request, _("已解除 %(count)d 条争议保留。") % {"count": count})
    return _back()


STEPS = {
    "keep": _keep,
    "let_go": _let_go,
    "json": _copy,
    "html": _copy,
    "correct": _correct,
    "withdraw": _withdraw,
    "erase": _erase,
}


def _back():
    return HttpResponseRedirect(reverse("admin:enrollment_privacyrequest_person"), status=303)


def _page(request, form, *, found=None, correction=None, sure=None, keeping=None, status=200):
    shown = found is not None and not found.is_nothing()
    context = {
        **admin.site.each_context(request),
        "title": _("一个人的信息"),
        "opts": PrivacyRequest._meta,
        "form": form,
        "found": found,
        "nothing": found is not None and not shown,
        "copy": copy_of_person(found, now=timezone.now()) if shown else None,
        "other_ways": traces.other_ways(found) if shown else [],
        "still": erasing.still_enrolled(found, now=timezone.now()) if shown else [],
        "kept": kept_back.holds_of(found, now=timezone.now()) if shown else [],
        "keeping": keeping or KeepForm(prefix="keep"),
        "correction": correction or CorrectionForm(prefix="to"),
        "sure": sure or ErasureForm(),
    }
    template = "admin/enrollment/privacyrequest/person.html"
    return TemplateResponse(request, template, context, status=status)
