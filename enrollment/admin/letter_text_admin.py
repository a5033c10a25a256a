"""Staff write the letters: each kind in each language, with versions and a way back."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.text.codes import code_in
from enrollment.actions import writing_letters
from enrollment.domain import audit, letter_texts
from enrollment.forms.fields import LineField, TextField
from enrollment.messaging.messages import render_original, render_text, without_links
from enrollment.models import Enrollment, LetterText
from enrollment.models.enrollment import ACTIVE
from enrollment.models.record import MessageKind


class LetterTextForm(forms.Form):
    subject = LineField(
        label=gettext_lazy("标题"),
        max_length=200,
        error_messages={"required": gettext_lazy("请写标题。")},
    )
    body = TextField(
        label=gettext_lazy("正文"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": gettext_lazy("请写正文。")},
    )
    party = LineField(
        label=gettext_lazy("用哪份报名预览（编号）"),
        max_length=12,
        required=False,
        help_text=gettext_lazy("留空用最近的一份。"),
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean(self):
        super().clean()
        data = self.cleaned_data
        try:
            letter_texts.check(self.kind, data.get("subject") or "", data.get("body") or "")
        except letter_texts.TextRefused as refusal:
            if data.get("body"):
                self.add_error("body", str(refusal))
        return data

    def clean_party(self):
        typed = self.cleaned_data["party"]
        code = code_in(typed)
        if typed and not (code and Enrollment.objects.filter(code=code).exists()):
            raise forms.ValidationError(_("没有编号为“%(code)s”的报名。") % {"code": code or typed})
        return code


@admin.register(LetterText)
class LetterTextAdmin(admin.ModelAdmin):
    """The list shows every kind, written anew or not; a row is written by its own page."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        """A version stays as it is; changing the text writes the next one."""
        return obj is None and super().has_change_permission(request)

    def get_urls(self):
        view = self.admin_site.admin_view(self.edit)
        name = "enrollment_lettertext_edit"
        return [path("text/<slug:kind>/<slug:language>/", view, name=name), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        newest = {}
        for text in LetterText.objects.order_by("number"):
            newest[text.kind, text.language] = text
        kinds = [
            {
                "kind": kind,
                "label": MessageKind(kind).label,
                "texts": [
                    {"language": language, "text": newest.get((kind, language))}
                    for language in letter_texts.LANGUAGES
                ],
            }
            for kind in letter_texts.EDITABLE
        ]
        context = {**self.admin_site.each_context(request), "title": _("信件文字")}
        context |= {"kinds": kinds, "opts": self.opts, "languages": letter_texts.LANGUAGES}
        return TemplateResponse(request, "admin/class/letters.html", context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A version by its number: the page of its kind."""
        text = self.get_object(request, object_id)
        if not self.has_view_permission(request, text):
            raise PermissionDenied
        if text is None:
            raise Http404
        return HttpResponseRedirect(edit_address(text.kind, text.language))

    def edit(self, request, kind, language):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if kind not in letter_texts.EDITABLE or language not in letter_texts.LANGUAGES:
            raise Http404
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            return self.posted(request, kind, language)
        text = self._version(request, kind, language) or letter_texts.own_text(kind, language)
        first = {"subject": text.subject, "body": text.body} if text else {}
        return self.page(request, kind, language, LetterTextForm(kind=kind, initial=first))

    def _version(self, request, kind, language):
        """An earlier version, to begin from."""
        asked = request.GET.get("version", "")
        if not (asked.isascii() and asked.isdecimal() and len(asked) < 6):
            return None
        versions = LetterText.objects.filter(kind=kind, language=language, number=asked)
        return versions.exclude(subject="").first()

    def posted(self, request, kind, language):
        now, actor, user = timezone.now(), audit.actor_name(request.user), request.user
        if "original" in request.POST:
            writing_letters.use_original_text(kind, language, now=now, actor=actor, user=user)
            messages.success(request, _("又用原来的文字了。"))
            return HttpResponseRedirect(request.path, status=303)
        form = LetterTextForm(request.POST, kind=kind)
        if not form.is_valid():
            return self.page(request, kind, language, form, status=400)
        if "save" not in request.POST:
            return self.page(request, kind, language, form, previewed=True)
        text = writing_letters.save_letter_text(
            kind,
            language,
            subject=form.cleaned_data["subject"],
            body=form.cleaned_data["body"],
            now=now,
            actor=actor,
            user=user,
        )
        messages.success(request, _("存为第 %(n)d 版，以后的信用它。") % {"n": text.number})
        return HttpResponseRedirect(request.path, status=303)

    def page(self, request, kind, language, form, *, status=None, previewed=False):
        party = party_like(form.cleaned_data.get("party", "") if previewed else "", language)
        day = timezone.localdate()
        original = None
        if party:
            original = without_links(party, render_original(party, kind, day=day))
        preview = None
        if previewed and party:
            data = form.cleaned_data
            written = render_text(party, data["subject"], data["body"], day=day)
            preview = without_links(party, written)
        label = MessageKind(kind).label
        context = {
            **self.admin_site.each_context(request),
            "title": _("信件文字：%(kind)s") % {"kind": label},
            "opts": self.opts,
            "form": form,
            "kind": kind,
            "language": language,
            "party": party,
            "original": original,
            "preview": preview,
            "placeholders": [
                (letter_texts.written(name), letter_texts.NAMES[name][1])
                for name in letter_texts.known_to(kind)
            ],
            "versions": LetterText.objects.filter(kind=kind, language=language).select_related(
                "created_by"
            ),
            "own": letter_texts.own_text(kind, language),
            "may_change": self.has_change_permission(request),
        }
        return TemplateResponse(request, "admin/class/letter.html", context, status=status)


def edit_address(kind: str, language: str) -> str:
    return reverse("admin:enrollment_lettertext_edit", args=[kind, language])


def party_like(code: str, language: str) -> Enrollment | None:
    """The party of the code, else the newest; read as one of this language."""
    parties = Enrollment.objects.with_names().filter(moved_to=None)
    found = parties.filter(code=code) if code else parties.filter(state__in=ACTIVE)
    party = found.order_by("-created_at").first()
    if party is not None:
        party.language = language
    return party
