"""Who would attend a course where none is planned: read before a session is planned."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from enrollment.admin.filters import MonthFilter
from enrollment.admin.records import ReadOnly
from enrollment.models.interest import Interest
from enrollment.phones import masked


@admin.register(Interest)
class InterestAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["course", "city", "month_said", "seats", "company", "phone", "told_at"]
    list_filter = [("told_at", admin.EmptyFieldListFilter), MonthFilter, "city", "course"]
    list_select_related = ["course", "city"]
    search_fields = ["company", "contact_name", "contact_phone"]
    fields = [
        *("course", "city", "month_said", "seats"),
        *("contact_name", "contact_phone", "contact_email", "company"),
        *("created_at", "told_at"),
    ]

    @admin.display(description=_("月份"), ordering="month")
    def month_said(self, interest):
        return f"{interest.month:%Y-%m}" if interest.month else _("不限")

    @admin.display(description=_("手机"))
    def phone(self, interest):
        return masked(interest.contact_phone)
