"""Who would attend a course where none is planned: read before a session is planned."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.resumed_form import ResumedForm
from catalog.forms import field_of
from catalog.models import City
from enrollment.admin import known_contacts
from enrollment.admin.access_log import AccessLogged, PrivateSearch
from enrollment.admin.contact_search import ContactSearch
from enrollment.admin.dates import MonthField
from enrollment.admin.filters import MonthFilter
from enrollment.admin.forms import StaffContactForm
from enrollment.admin.records import ReadOnly
from enrollment.admin.typed_choices import CourseChoice, published_courses
from enrollment.domain import audit, interests
from enrollment.forms.fields import SeatsField
from enrollment.models.contact import CONTACT
from enrollment.models.interest import MOST_SEATS, Interest
from enrollment.people.phones import masked
from enrollment.queries.demand_map import demand_map


class StaffInterestForm(ResumedForm, StaffContactForm):
    """What somebody on the telephone would come to, and where and when."""

    course = CourseChoice(None, label=gettext_lazy("课程"))
    city = forms.ModelChoiceField(
        City.objects.none(),
        label=gettext_lazy("城市"),
        required=False,
        empty_label=gettext_lazy("不限"),
    )
    month = MonthField(label=gettext_lazy("月份"), required=False)
    seats = SeatsField(label=gettext_lazy("大约几人"), min_value=1, max_value=MOST_SEATS, initial=1)
    field_order = ["course", "city", "month", "seats"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field_of(self, "course", forms.ModelChoiceField).queryset = published_courses()
        field_of(self, "city", forms.ModelChoiceField).queryset = City.objects.all()

    def details(self) -> interests.InterestDetails:
        data = dict(self.cleaned_data)
        data.pop("course")
        return interests.InterestDetails(**data)


@admin.register(Interest)
class InterestAdmin(PrivateSearch, AccessLogged, ContactSearch, ReadOnly, admin.ModelAdmin):
    change_list_template = "admin/enrollment/interest/change_list.html"
    list_display = ["course", "city", "month_text", "seats", "company", "phone", "told_at"]
    list_filter = [("told_at", admin.EmptyFieldListFilter), MonthFilter, "city", "course"]
    list_select_related = ["course", "city"]
    search_fields = ["company", "contact_name", "contact_phone"]
    fields = [
        *("course", "city_text", "month_text", "seats"),
        *CONTACT,
        *("created_at", "told_at"),
    ]

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("map/", wrap(self.map_view), name="enrollment_interest_map"),
            path("telephone/", wrap(self.telephone), name="enrollment_interest_telephone"),
            *super().get_urls(),
        ]

    def telephone(self, request):
        """A wish that somebody tells on the telephone, through the verb that visitors use."""
        if not request.user.has_perm("enrollment.add_enrollment"):
            raise PermissionDenied
        posted = request.POST if request.method == "POST" else None
        begun = known_contacts.initial_of(request.GET) | known_contacts.sought_in(request)
        form = StaffInterestForm(posted, initial=begun)
        if form.is_valid():
            now, actor = timezone.now(), audit.actor_name(request.user)
            noted = interests.note(
                form.cleaned_data["course"],
                form.details(),
                language=settings.LANGUAGE_CODE,
                now=now,
            )
            audit.record("note wish", noted, actor=actor, now=now, seats=noted.seats)
            said = {"course": noted.course.title, "seats": noted.seats}
            messages.success(request, _("已记下意向：%(course)s，%(seats)d 人。") % said)
            return HttpResponseRedirect(
                reverse("admin:enrollment_interest_change", args=[noted.pk])
            )
        context = {
            **self.admin_site.each_context(request),
            "title": _("电话登记意向"),
            "opts": self.opts,
            "form": form,
            "go": _("记下"),
        }
        status = 400 if form.is_bound else 200
        return TemplateResponse(request, "admin/enrollment/verb.html", context, status=status)

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

    @admin.display(description=gettext_lazy("城市"))
    def city_text(self, interest):
        return interest.city or _("不限")

    @admin.display(description=gettext_lazy("月份"), ordering="month")
    def month_text(self, interest):
        return f"{interest.month:%Y-%m}" if interest.month else _("不限")

    @admin.display(description=gettext_lazy("手机"))
    def phone(self, interest):
        return masked(interest.contact_phone)
