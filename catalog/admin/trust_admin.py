"""What readers look for before paying, kept in the back office: terms, questions, clients."""

from pathlib import PurePath

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog import models
from catalog.admin.editing import Merging
from catalog.domain import attachments
from catalog.models.trust import ONLY
from catalog.queries.sale_terms import seller

CONTRACT_KINDS = {".pdf", ".docx"}


class SellerForm(forms.ModelForm):
    def clean_contract(self):
        """A file that readers can open; what is in it is for staff to know."""
        file = self.cleaned_data["contract"]
        if file and "contract" in self.changed_data:
            if PurePath(file.name or "").suffix.lower() not in CONTRACT_KINDS:
                raise forms.ValidationError(_("合同样本请上传 PDF 或 Word（.docx）文件。"))
            try:
                attachments.judge(file)
            except attachments.NotAttached as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return file


@admin.register(models.Seller)
class SellerAdmin(Merging, admin.ModelAdmin):
    """One row; whoever may change it adds it where it is missing."""

    form = SellerForm
    list_display = ["__str__", "tax_number", "bank"]
    fieldsets = [
        (None, {"fields": ["legal_name", "legal_name_en", "tax_number"]}),
        (
            _("开票与收款"),
            {"fields": ["registered_address", "registered_phone", "bank", "account"]},
        ),
        (_("发票"), {"fields": ["invoice_kinds", "invoice_kinds_en"]}),
        (_("合同"), {"fields": ["contract"]}),
    ]

    def has_add_permission(self, request):
        if not self.has_change_permission(request) or seller().pk is not None:
            return False
        return not models.Seller.objects.exists()

    def save_model(self, request, obj, form, change):
        obj.pk = ONLY
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(models.Guidance)
class GuidanceAdmin(Merging, admin.ModelAdmin):
    list_display = ["name", "place", "position"]
    list_filter = ["place"]
    search_fields = ["name", "text"]
    fields = ["place", "position", "name", "text", "name_en", "text_en"]


@admin.register(models.RefundRule)
class RefundRuleAdmin(Merging, admin.ModelAdmin):
    list_display = ["days_before", "percent", "note"]
    fields = ["days_before", "percent", "note", "note_en"]


@admin.register(models.Question)
class QuestionAdmin(Merging, admin.ModelAdmin):
    list_display = ["question", "category", "course", "position", "is_public"]
    list_filter = ["is_public", "category"]
    list_select_related = ["category", "course"]
    search_fields = ["question", "answer"]
    autocomplete_fields = ["course"]
    fields = [
        *("question", "answer", "question_en", "answer_en"),
        *("category", "course", "position", "is_public"),
    ]


@admin.register(models.Client)
class ClientAdmin(Merging, admin.ModelAdmin):
    list_display = ["name", "permitted_on", "permission", "position"]
    search_fields = ["name"]
    fields = ["name", "name_en", "permitted_on", "permission", "position"]


@admin.register(models.LinkVisit)
class LinkVisitAdmin(admin.ModelAdmin):
    """How often the short address of a course was opened, by day and source."""

    list_display = ["day", "course", "source", "times"]
    list_display_links = None
    list_filter = ["source", "day"]
    list_select_related = ["course"]
    date_hierarchy = "day"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
