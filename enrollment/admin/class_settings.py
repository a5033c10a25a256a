"""What a course asks for after class: rules of its certificate, questions of its feedback."""

import io

from django import forms
from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from catalog.admin.editing import Merging
from catalog.domain.uploaded_pictures import UNREADABLE
from enrollment.admin.classes import opinions
from enrollment.documents.certificates import WORDS
from enrollment.domain.letter_texts import PLACEHOLDER
from enrollment.models import ClassRules, FeedbackQuestion

SEAL_LIMIT = 1024 * 1024  # bytes
MOST_PIXELS = 4_000_000


class ClassRulesForm(forms.ModelForm):
    no_seal = forms.BooleanField(label=gettext_lazy("去掉印章图片"), required=False)

    class Meta:
        model = ClassRules
        fields = ["course", "needed_percent", "layout", "heading", "wording", "issuer", "seal"]
        widgets = {"seal": forms.FileInput(attrs={"accept": "image/png,image/jpeg"})}

    def clean_wording(self) -> str:
        words = self.cleaned_data["wording"]
        unknown = [word for word in PLACEHOLDER.findall(words) if word not in WORDS]
        if unknown:
            right = _("、").join(f"{{{word}}}" for word in WORDS)
            raise forms.ValidationError(
                _("证书里不能用“{%(word)s}”。能用的是：%(right)s。")
                % {"word": unknown[0], "right": right}
            )
        return words

    def clean_seal(self):
        seal = self.cleaned_data["seal"]
        if "seal" in self.files:
            judge_seal(seal)
        return seal

    def save(self, commit=True):
        if self.cleaned_data.get("no_seal"):
            self.instance.seal = ""
        return super().save(commit)


def judge_seal(upload) -> None:
    """Raise ValidationError for what is too big or no picture."""
    if upload.size > SEAL_LIMIT:
        raise forms.ValidationError(_("印章图片超过 1 MB，请缩小后再上传。"))
    data = upload.read()
    upload.seek(0)
    try:
        with Image.open(io.BytesIO(data)) as picture:
            is_right = picture.format in ("PNG", "JPEG")
            is_right = is_right and picture.width * picture.height <= MOST_PIXELS
            picture.verify()
    except (*UNREADABLE, Image.DecompressionBombError) as error:
        raise forms.ValidationError(_("这不是能打开的图片，请上传 PNG 或 JPG。")) from error
    if not is_right:
        raise forms.ValidationError(_("请上传 PNG 或 JPG，最多 400 万像素。"))


@admin.register(ClassRules)
class ClassRulesAdmin(Merging, admin.ModelAdmin):
    form = ClassRulesForm
    list_display = ["course", "needed_percent", "layout", "heading", "has_seal"]
    list_select_related = ["course"]
    search_fields = ["course__title"]
    autocomplete_fields = ["course"]
    fields = [
        *("course", "needed_percent", "layout", "heading", "wording", "issuer"),
        *("seal", "no_seal"),
    ]

    @admin.display(description=gettext_lazy("印章"), boolean=True)
    def has_seal(self, rules):
        return bool(rules.seal)


@admin.register(FeedbackQuestion)
class FeedbackQuestionAdmin(Merging, admin.ModelAdmin):
    list_display = ["text", "course", "kind", "position", "retired"]
    list_filter = ["kind", "retired"]
    list_select_related = ["course"]
    autocomplete_fields = ["course"]
    fields = ["course", "position", "kind", "text", "text_en", "retired"]
    change_list_template = "admin/class/questions.html"
    way_out = gettext_lazy("有人答过的问题连同答案一起留着。以后不想问，请勾选“不再问”。")

    def get_urls(self):
        view = self.admin_site.admin_view(opinions.overview)
        name = "enrollment_feedbackquestion_opinions"
        return [path("opinions/", view, name=name), *super().get_urls()]

    def get_readonly_fields(self, request, obj=None):
        """What was answered keeps its question; another one is asked by a new row."""
        answered = obj is not None and obj.answers.exists()
        return ["course", "kind", "text", "text_en"] if answered else []
