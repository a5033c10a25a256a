"""What staff send when they paste an outline."""

from typing import cast

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from catalog.admin.resumed_form import ResumedForm
from catalog.domain.intake import report, stored_report
from catalog.domain.outline_versions import sentence
from catalog.domain.uploads import ACCEPTED, uploaded
from catalog.models import Category
from catalog.models.outline import ItemKind
from catalog.outline import MAX_CHARACTERS, OutlineError, check_source
from catalog.outline.marks import mark_of
from catalog.outline.readers.picture import check_picture, is_picture

REPORT = "catalog.intake"


def sign_report(kept: dict | None) -> str:
    """The report as the form carries it until the text is saved."""
    return signing.dumps(kept, salt=REPORT, compress=True)


def signed_report(text: str) -> dict | None:
    """The report on a file that an earlier look at this form has read; None where it has not."""
    try:
        return signing.loads(text, salt=REPORT) if text else None
    except signing.BadSignature:
        return None


class SourceField(forms.CharField):
    """The text as it was typed: white space at its ends belongs to it, NUL gets our sentence."""

    def __init__(self, **kwargs):
        super().__init__(strip=False, required=False, **kwargs)
        self.validators = []


class SourceForm(ResumedForm, forms.Form):
    """The text of an outline, typed or from a file; a file takes the place of the text."""

    source = SourceField(
        label=_("大纲原文"),
        widget=forms.Textarea(
            attrs={"rows": 24, "wrap": "off", "spellcheck": "false", "data-limit": MAX_CHARACTERS}
        ),
    )
    file = forms.FileField(
        label=_("或上传文件"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "Word、幻灯片、表格、PDF、网页、.txt 或 .md；文字 2 MB、其他 10 MB 以内；"
            "会替换上面的文字。"
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    read_from = forms.CharField(required=False, widget=forms.HiddenInput)  # an earlier report
    intake = None  # what was read of the file and what was left out
    kept = None  # the same as a version keeps it
    picture = b""  # a photo or scan: it is not read here (domain.picture_readings)
    unsaved_picture = False  # its text is shown instead of saved, as was asked with the upload
    draft = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)

    def marks(self) -> list[tuple[str, str]]:
        """What a line can be said to be: the mark as it is written, and its name."""
        kinds = [(mark_of(kind), kind.label) for kind in ItemKind]
        return [*kinds, (mark_of("noise"), _("不属于大纲"))]

    def clean(self):
        """``source`` is what is to be read; a refused file leaves the typed text as it was."""
        super().clean()
        data = self.cleaned_data
        upload = data.get("file")
        content = upload.read() if upload else b""
        try:
            if is_picture(content):
                check_picture(content)
                self.picture = content
                return data
            if upload:
                file = uploaded(upload.name, content)
                data["source"] = file.text
                self.kept = stored_report(file.left_out, file.facts)
                self.intake = report(file.left_out, file.facts)
            else:
                self.kept = signed_report(data.get("read_from", ""))
            check_source(data.get("source", ""))
        except OutlineError as refusal:
            self.add_error("file" if upload else "source", sentence(refusal))
        return data

    def shown(self) -> "SourceForm":
        """The form to render again: with the text of the file in the text area."""
        if self.is_valid() and self.cleaned_data.get("file"):
            self.put("source", self.cleaned_data["source"])
            self.put("read_from", sign_report(self.kept))
        return self

    def put(self, name: str, text: str) -> None:
        self.data = data = cast(QueryDict, self.data).copy()
        data[name] = text


class ImportForm(SourceForm):
    title = forms.CharField(
        label=_("课程名称"),
        max_length=200,
        required=False,
        help_text=_("留空时用原文里的名称。"),
    )
    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=_("课程类别"),
        required=False,
        empty_label=_("照原文"),
    )
    field_order = ["source", "file", "title", "category"]


class OutlineForm(SourceForm):
    reason = forms.CharField(
        label=_("修改说明"),
        max_length=200,
        required=False,
        help_text=_("例如：按讲师意见合并第三、四模块。"),
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    merge_base = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
