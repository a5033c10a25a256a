"""Filters of the lists, and the cells they share."""

from django.contrib import admin
from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from catalog.models import Session
from enrollment.queries.dashboard import ENDING
from enrollment.queries.sessions_in_wait import NEARLY_FULL, QUEUED, UNDECIDED, sessions_in_wait

SUSPICIOUS = 5  # active enrollments of one telephone or mailbox


class MonthFilter(admin.SimpleListFilter):
    """The months that sessions have, newest first; ``field`` is the way to the session's month."""

    title = _("月份")
    parameter_name = "month"
    field = "month"

    def lookups(self, request, model_admin):
        rows = model_admin.model.objects.filter(**{f"{self.field}__isnull": False})
        months = rows.order_by(f"-{self.field}").values_list(self.field, flat=True)
        return [(f"{month:%Y-%m}", f"{month:%Y-%m}") for month in months.distinct()]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        try:
            month = parse_date(f"{self.value()}-01")
        except ValueError:
            month = None
        return queryset.filter(**{self.field: month}) if month else queryset.none()


class EndingFilter(admin.SimpleListFilter):
    """Holds and offers whose time is nearly over, as on the dashboard."""

    title = _("期限")
    parameter_name = "ending"

    def lookups(self, request, model_admin):
        return [("soon", _("快到期")), ("longer", _("请求延长占位"))]

    def queryset(self, request, queryset):
        if self.value() == "longer":
            return queryset.asking_for_longer()
        return queryset.ending(by=timezone.now() + ENDING) if self.value() else queryset


class WaitsFilter(admin.SimpleListFilter):
    """Sessions that wait for staff, the same as on the dashboard."""

    title = _("要办的")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [
            (NEARLY_FULL, _("快满的班次")),
            (UNDECIDED, _("要决定开不开班")),
            (QUEUED, _("有候补的班次")),
        ]

    def queryset(self, request, queryset):
        if not (waits := self.value()):
            return queryset
        found = sessions_in_wait(timezone.now()).named(waits)
        return queryset.filter(pk__in=[session.pk for session in found])


class SuspiciousFilter(admin.SimpleListFilter):
    """Parties whose telephone or mailbox keeps seats in many enrollments at once."""

    title = _("可疑")
    parameter_name = "suspicious"

    def lookups(self, request, model_admin):
        return [("yes", _("同一手机或邮箱有五份以上有效报名"))]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        active = queryset.model.objects.active().order_by()
        by_phone = _shared(active, "contact_phone")
        by_email = _shared(active.exclude(contact_email=""), "contact_email")
        many = Q(contact_phone__in=by_phone) | Q(contact_email__in=by_email)
        return queryset.active().filter(many)


def _shared(active, field: str):
    """What stands in ``field`` of many active enrollments."""
    counted = active.values(field).annotate(parties=Count("pk"))
    return counted.filter(parties__gte=SUSPICIOUS).values(field)


class SessionMonthFilter(MonthFilter):
    field = "session__month"

    def lookups(self, request, model_admin):
        """Of sessions that anybody enrolled in, which are few where enrollments are many."""
        sessions = Session.objects.filter(next_number__gt=0).order_by("-month")
        months = sessions.values_list("month", flat=True).distinct()
        return [(f"{month:%Y-%m}", f"{month:%Y-%m}") for month in months]


def badge(state: str, name: str, more: str = "") -> str:
    return render_to_string("admin/state.html", {"state": state, "name": name, "more": more})
