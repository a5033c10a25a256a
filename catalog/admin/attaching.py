"""Files of outline items, beside the course."""

from pathlib import PurePath

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy

from catalog.domain.attachments import NotAttached, items_to_choose, judge, judge_room
from catalog.models import Attachment


class AttachmentForm(forms.ModelForm):
    item_key = forms.ChoiceField(label=gettext_lazy("条目"))

    class Meta:
        model = Attachment
        fields = ["item_key", "name", "file", "for_enrolled"]

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            try:
                judge(file)
            except NotAttached as refusal:
                raise ValidationError(str(refusal)) from refusal
            self.instance.size = file.size
        return file

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("file") and not data.get("name"):
            data["name"] = PurePath(data["file"].name).stem[:120]
        return data


class AttachmentFormSet(BaseInlineFormSet):
    def clean(self):
        """All new files together must find room, not each alone; what is deleted makes some."""
        super().clean()
        try:
            judge_room(self.instance, new_bytes=sum(map(growth, self.forms)))
        except NotAttached as refusal:
            raise ValidationError(str(refusal)) from refusal


def growth(form) -> int:
    """By how many bytes saving this row changes what is kept."""
    row, cleaned = form.instance, getattr(form, "cleaned_data", {})
    before = row.__class__.objects.filter(pk=row.pk).values_list("size", flat=True).first() or 0
    if cleaned.get("DELETE"):
        return -before
    return row.size - before if "file" in form.changed_data else 0


class AttachmentInline(admin.TabularInline):
    model = Attachment
    form = AttachmentForm
    formset = AttachmentFormSet
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        choices = list(items_to_choose(obj)) if obj else []
        known = {key for key, _words in choices}
        # A line that left the outline keeps its files until somebody moves or removes them.
        lost = [(file.item_key, file.name) for file in obj.attachments.all()] if obj else []
        choices += [pair for pair in lost if pair[0] not in known]
        formset.form = type(
            "CourseAttachmentForm",
            (formset.form,),
            {"item_key": forms.ChoiceField(label=gettext_lazy("条目"), choices=choices)},
        )
        return formset
