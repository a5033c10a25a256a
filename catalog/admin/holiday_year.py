"""The holidays of a year as one text: the notice is pasted, looked at, and takes their place."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.domain import holiday_years
from catalog.models import CalendarDay
from catalog.models.session import FIRST_DATE
from catalog.plan import holiday_notice
from catalog.plan.holiday_notice import Notice, NoticeError

LONGEST = 20_000
YEARS_AHEAD = 5


class HolidayYears(admin.ModelAdmin):
    """A page of the list of holidays."""

    change_list_template = "admin/catalog/calendarday/change_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.year_view)
        return [path("year/", view, name="catalog_calendarday_year"), *super().get_urls()]

    def year_view(self, request):
        if not (self.has_change_permission(request) and self.has_add_permission(request)):
            raise PermissionDenied
        year, this = _year(request.GET.get("year", "")), timezone.localdate().year
        now, doubt = holiday_years.text_of(year), holiday_years.doubt_about(year)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("%(year)d 年放假安排") % {"year": year},
            "year": year,
            "years": range(this - 1, this + 3),
            "doubt": doubt,
            "typed": now,
            "shown": now,
            "provisional": doubt == "provisional",
        }
        if request.method == "POST":
            answer = self.year_posted(request, year, context)
            if answer is not None:
                return answer
        status = 400 if context.get("error") else 200
        template = "admin/catalog/calendarday/year.html"
        return TemplateResponse(request, template, context, status=status)

    def year_posted(self, request, year: int, context: dict):
        """Fill the context with what was typed and what it means; a redirect once it is saved."""
        context["typed"] = request.POST.get("text", "")[:LONGEST]
        context["provisional"] = "provisional" in request.POST
        try:
            notice = holiday_notice.read(context["typed"], year)
        except NoticeError as error:
            context["error"] = _(error.message) % error.params
            return None
        if not notice.days:
            context["error"] = _(
                "没有读到日子。每行先写名称，再写日期，例如 元旦：1月1日至3日放假。"
            )
            return None
        if request.POST.get("do") == "save":
            try:
                return self.year_saved(request, year, notice, context["provisional"])
            except holiday_years.Changed:
                context["error"] = _("您打开之后，别人改了这一年。请再看一遍会改什么。")
        else:
            context["is_official"] = bool(holiday_notice.WEEKDAY.search(context["typed"]))
            context["provisional"] &= not context["is_official"]
        context |= {
            "notice": notice,
            "difference": holiday_years.difference(notice, year),
            "off": sum(one.is_holiday for one in notice.days),
            "work": sum(not one.is_holiday for one in notice.days),
        }
        return None

    def year_saved(self, request, year: int, notice: Notice, provisional: bool):
        shown = request.POST.get("shown", "").replace("\r\n", "\n")
        found = holiday_years.replace(notice, year, shown=shown, provisional=provisional)
        self.say_saved(request, year, notice, found)
        return HttpResponseRedirect(reverse("admin:catalog_calendarday_changelist"))

    def say_saved(self, request, year: int, notice: Notice, found) -> None:
        said = {"year": year, "n": len(notice.days)}
        sentence = _("%(year)d 年的放假安排已保存：%(n)d 天。排期冲突已按新的安排重新算过。")
        messages.success(request, sentence % said)
        days = CalendarDay.objects.filter(day__in=[one.day for one in found.added + found.changed])
        LogEntry.objects.log_actions(
            request.user.pk, days, CHANGE, _("按通知改了 %(year)d 年的放假安排") % {"year": year}
        )


def _year(text: str) -> int:
    this = timezone.localdate().year
    given = int(text) if text.isdecimal() and len(text) == 4 else this + 1
    return given if FIRST_DATE.year <= given <= this + YEARS_AHEAD else this + 1
