"""The list of enrollments: a line a party and what is next for it, search, filters kept by name."""

from typing import TYPE_CHECKING, cast

from django.contrib import admin, messages
from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.posted_values import row_number
from enrollment.admin.callers import who_calls
from enrollment.admin.filters import badge
from enrollment.admin.first_ids import LongLists
from enrollment.models import Enrollment, Participant, SavedView
from enrollment.models.enrollment import ContactProof, EnrollmentState
from enrollment.people.phones import masked
from enrollment.queries import party_search
from enrollment.queries.customer_history import Named

CHOSEN = "picked"  # sent by the form of filters, whose empty fields are no filters
NOT_KEPT = ("q", "p", "e", CHOSEN)  # what was searched may be a person
UNPROVEN = (ContactProof.TO_KEEP, ContactProof.TO_CONFIRM)
LONGEST_NAME, LONGEST_QUERY = 40, 1000  # characters


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def with_names_counted(queryset):
    """Each party knows how many of its people are named, as ``named``."""
    people = Participant.objects.order_by().filter(enrollment=OuterRef("pk"))
    count = people.values("enrollment").annotate(n=Count("pk")).values("n")
    return queryset.annotate(named=Coalesce(Subquery(count, output_field=IntegerField()), 0))


class NamesFilter(admin.SimpleListFilter):
    """Parties that have seats and not all of their names."""

    title = gettext_lazy("名单")
    parameter_name = "names"

    def lookups(self, request, model_admin):
        return [("missing", gettext_lazy("还缺名字"))]

    def queryset(self, request, queryset):
        if self.value() != "missing":
            return queryset
        # Positions are numbered through from 1: whoever has one for the last seat has them all.
        people = Participant.objects.order_by().filter(enrollment=OuterRef("pk"))
        all_named = people.filter(position__gte=OuterRef("seats"))
        seated = queryset.filter(state__in=[EnrollmentState.CONFIRMED, EnrollmentState.HELD])
        return seated.filter(~Exists(all_named))


class EnteredByFilter(admin.SimpleListFilter):
    """Who entered it: the reader, other staff, or the customer on the site."""

    title = gettext_lazy("录入人")
    parameter_name = "by"

    def lookups(self, request, model_admin):
        return [
            ("me", gettext_lazy("我")),
            ("staff", gettext_lazy("工作人员")),
            ("web", gettext_lazy("客户自己")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "me":
            return queryset.filter(created_by=request.user)
        return queryset.filter(channel=self.value()) if self.value() else queryset


class EnrollmentList(LongLists):
    """A ModelAdmin's list page and the addresses that belong to it."""

    change_list_template = "admin/enrollment/enrollment/change_list.html"
    show_full_result_count = False
    search_fields = ["code"]  # shows the field; get_search_results knows what is searched
    search_help_text = gettext_lazy("姓名、学员、手机、邮箱、报名编号、单位、课程或城市")

    def get_urls(self):
        view = self.admin_site.admin_view(self.keep_view)
        return [path("views/", view, name="enrollment_enrollment_views"), *super().get_urls()]

    def get_queryset(self, request):
        return with_names_counted(super().get_queryset(request))

    def get_search_results(self, request, queryset, search_term):
        return (party_search.matching(queryset, search_term) if search_term else queryset), False

    def changelist_view(self, request, extra_context=None):
        if CHOSEN in request.GET:
            return HttpResponseRedirect(f"?{_filled(request.GET).urlencode()}")
        views = SavedView.objects.seen_by(request.user).select_related("owner")
        kept = _filled(request.GET, but=NOT_KEPT).urlencode()
        more = {"saved_views": views, "kept_query": kept, **(extra_context or {})}
        response = super().changelist_view(request, more)
        context = getattr(response, "context_data", None) or {}
        shown = context.get("cl")
        if shown is not None and shown.query:
            typed = getattr(shown, "typed", shown.query)
            found = who_calls(shown.result_list, typed=typed, token=shown.query)
            context["callers"] = [
                {"name": one.name, "pages": one.pages(request.user)} for one in found
            ]
        return response

    def keep_view(self, request):
        """POST ``name`` keeps the filters of ``query``; ``drop`` forgets some of one's own."""
        if request.method != "POST" or not self.has_view_permission(request):
            raise Http404
        if dropped := request.POST.get("drop", ""):
            own = SavedView.objects.filter(owner=request.user)
            own.filter(pk=row_number(dropped)).delete()
            return self._to_list("")
        query = _filled(QueryDict(request.POST.get("query", "")), but=NOT_KEPT).urlencode()
        name = request.POST.get("name", "").strip()[:LONGEST_NAME]
        if not name or not query or len(query) > LONGEST_QUERY:
            messages.error(request, _("没有存：先筛选，再给它一个名称。"))
            return self._to_list(query)
        values = {"query": query, "shared": "shared" in request.POST}
        SavedView.objects.update_or_create(owner=request.user, name=name, defaults=values)
        messages.success(request, _("这组筛选已存为“%(name)s”。") % {"name": name})
        return self._to_list(query)

    def _to_list(self, query: str):
        address = reverse("admin:enrollment_enrollment_changelist")
        return HttpResponseRedirect(f"{address}?{query}")

    @admin.display(description=gettext_lazy("手机"))
    def phone(self, enrollment):
        return masked(enrollment.contact_phone)

    @admin.display(description=gettext_lazy("报名时间"), ordering="created_at")
    def enrolled(self, enrollment):
        return f"{timezone.localtime(enrollment.created_at):%y-%m-%d}"

    @admin.display(description=gettext_lazy("开班"), ordering="session__starts_on")
    def when(self, enrollment):
        first = enrollment.session.starts_on
        return f"{first:%Y-%m-%d}" if first else f"{enrollment.session.month:%Y-%m}"

    @admin.display(description=gettext_lazy("城市"), ordering="session__city__name")
    def city(self, enrollment):
        return enrollment.session.city.name

    @admin.display(description=gettext_lazy("课程"), ordering="session__course__title")
    def course(self, enrollment):
        return enrollment.session.course.title

    @admin.display(description=gettext_lazy("状态"), ordering="state")
    def state_badge(self, enrollment):
        return badge(enrollment.state, enrollment.get_state_display())

    @admin.display(description=gettext_lazy("下一步"), empty_value=" ")
    def next_step(self, enrollment):
        return next_step(enrollment) or None


def next_step(enrollment: Enrollment) -> str:
    """What somebody has to do about the party, "" for nothing; it knows its ``named``."""
    if enrollment.is_active and enrollment.contact_proof in UNPROVEN:
        return _("待核实联系方式")
    match enrollment.state:
        case EnrollmentState.HELD if enrollment.longer_asked_at:
            return _("答复延期")
        case EnrollmentState.HELD:
            return _("占位到 %(day)s") % {"day": _day(enrollment.held_until)}
        case EnrollmentState.OFFERED:
            return _("等答复到 %(day)s") % {"day": _day(enrollment.offered_until)}
        case EnrollmentState.CONFIRMED if (lacking := _unnamed(enrollment)) > 0:
            return _("缺 %(count)d 个名字") % {"count": lacking}
        case EnrollmentState.WAITING:
            return _("等定日期") if enrollment.preregistered else _("等空位")
        case EnrollmentState.CANCELLED if enrollment.moved_to:
            return _("已改到 %(code)s") % {"code": enrollment.moved_to.code}
    return ""


def _unnamed(enrollment: Enrollment) -> int:
    return enrollment.seats - cast("WithAnnotations[Enrollment, Named]", enrollment).named


def _day(moment) -> str:
    return f"{timezone.localtime(moment):%m-%d}"


def _filled(query: QueryDict, but=(CHOSEN,)) -> QueryDict:
    """The query without its empty fields and without these."""
    kept = QueryDict(mutable=True)
    for name, values in query.lists():
        if name not in but and any(values):
            kept.setlist(name, [value for value in values if value])
    return kept
