"""Pictures: a file, whose it is, and for past sessions when, where and with how many."""

from functools import partial

from django import forms
from django.contrib import admin
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import models
from catalog.admin.editing import Merging
from catalog.domain import pictures, uploaded_pictures
from catalog.models.uploaded_picture import SUBJECTS

ABOUT_CROPS = {"focus_x", "focus_y", *SUBJECTS}
ANY_SIZE = (1, 1)


class PictureForm(forms.ModelForm):
    file = forms.FileField(
        label=_("图片文件"),
        required=False,
        help_text=_(
            "JPEG、PNG、WebP 或 AVIF，不超过 15 MB；动图只取第一帧。课程、场地至少 960 × 640 像素，"
            "讲师至少 480 × 480，微信二维码至少 240 × 240。拍摄地点等信息会去掉。"
        ),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"}
        ),
    )

    def clean(self):
        """The file is judged here: how large it must be depends on whose picture it is."""
        super().clean()
        self._check_past()
        if "file" in self.errors:
            return
        try:
            self.cleaned_data["file"] = self._image(self.cleaned_data.get("file"))
        except uploaded_pictures.NotAPicture as refusal:
            self.add_error("file", str(refusal))

    def _image(self, upload):
        """The new picture; None where the files stay as they are."""
        subjects = [name for name in SUBJECTS if self.cleaned_data.get(name)]
        least = pictures.least_size(subjects[0]) if len(subjects) == 1 else ANY_SIZE
        if upload is not None:
            return uploaded_pictures.opened(upload, least)
        if self.instance.pk is None:
            raise uploaded_pictures.NotAPicture(_("请选择一张图片。"))
        if self.is_cropped_again:
            try:
                master = pictures.master_of(self.instance)
            except OSError as error:
                raise uploaded_pictures.NotAPicture(
                    _("这张图片存放的文件不在了，请重新选择图片。")
                ) from error
            uploaded_pictures.check_size(master.size, least)
        return None

    @property
    def is_cropped_again(self) -> bool:
        return not ABOUT_CROPS.isdisjoint(self.changed_data)

    def _check_past(self):
        """Of a past session: a day that is over, and somebody who was there."""
        data = self.cleaned_data
        held_on = data.get("held_on")
        if held_on and held_on > timezone.localdate():
            self.add_error("held_on", _("往期是已经上完的班：这一天还没有到。"))
        if held_on and "course" in data and not data["course"]:
            self.add_error("held_on", _("往期的照片放在课程页上：请同时选择课程。"))
        if data.get("people") == 0:
            self.add_error("people", _("往期人数至少是 1；不清楚就空着。"))
        if "held_on" in data and not held_on and (data.get("city") or data.get("people")):
            self.add_error("held_on", _("填了往期城市或人数，也请填往期日期：没有日期就不算往期。"))


@admin.register(models.Picture)
class PictureAdmin(Merging, admin.ModelAdmin):
    form = PictureForm
    list_display = ["alt", "course", "venue", "instructor", "office", "held_on"]
    list_select_related = ["course", "venue", "instructor", "office"]
    search_fields = ["alt"]
    autocomplete_fields = ["course", "venue", "instructor"]
    fieldsets = [
        (None, {"fields": ["file", "alt", "alt_en", ("focus_x", "focus_y")]}),
        (
            _("这是谁的图片（选一样）"),
            {
                "fields": ["course", "venue", "instructor", "office"],
                "description": _(
                    "课程最新的一张放在课程页和课程列表里；往期班级的照片放在课程页，"
                    "最近三门课的也放在首页。"
                ),
            },
        ),
        (_("往期班级"), {"fields": ["held_on", "city", "people"]}),
    ]

    def save_model(self, request, obj, form, change):
        """The files first: a row that cannot be rendered is never saved."""
        image = form.cleaned_data.get("file")
        if image is not None:
            pictures.save(obj, image)
        elif change and form.is_cropped_again:
            pictures.crop_again(obj)
        super().save_model(request, obj, form, change)
        models.Picture.objects.filter(pk=obj.pk).update(
            edition=obj.edition, width=obj.width, height=obj.height
        )
        transaction.on_commit(partial(pictures.forget_former, obj))
