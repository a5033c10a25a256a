"""Who would attend a course where none is planned: read before a session is planned."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enrollment.admin.contact_search import ContactSearch
from enrollment.admin.filters import MonthFilter
from enrollment.admin.reading import PrivateSearch, Traced
from enrollment.admin.records import ReadOnly
from enrollment.models.interest import Interest
from enrollment.people.phones import masked
from enrollment.queries.demand_map import demand_map


@admin.register(Interest)
class InterestAdmin(PrivateSearch, Traced, ContactSearch, ReadOnly, admin.ModelAdmin):
    change_list_template = "admin/enrollment/interest/change_list.html"
    list_display = ["course", "city", "month_said", "seats", "company", "phone", "told_at"]
    list_filter = [("told_at", admin.EmptyFieldListFilter), MonthFilter, "city", "course"]
    list_select_related = ["course", "city"]
    search_fields = ["company", "contact_name", "contact_phone"]
    fields = [
        *("course", "city_said", "month_said", "seats"),
        *("contact_name", "contact_phone", "contact_email", "company"),
        *("created_at", "told_at"),
    ]

    def get_urls(self):
        view = self.admin_site.admin_view(self.map_view)
        return [path("map/", view, name="enrollment_interest_map"), *super().get_urls()]

    def map_view(self, request):
        """How many would come where and when; it names nobody, so who plans may see it too."""
        may_plan = request.user.has_perm("catalog.add_session")
        if not (may_plan or self.has_view_permission(request)):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("需求地图"),
            "map": demand_map(today=timezone.localdate()),
            "may_plan": may_plan,
        }
        return TemplateResponse(request, "admin/enrollment/interest/map.html", context)

    @admin.display(description=_("城市"))
    def city_said(self, interest):
        return interest.city or _("不限")

    @admin.display(description=_("月份"), ordering="month")
    def month_said(self, interest):
        return f"{interest.month:%Y-%m}" if interest.month else _("不限")

    @admin.display(description=_("手机"))
    def phone(self, interest):
        return masked(interest.contact_phone)
