"""Sessions in the back office: planned by hand; seats, dates and state through the verbs."""

import re
from copy import copy

from django.contrib import admin, messages
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from catalog.admin.editing import Merging
from catalog.admin.merging import save_changes
from catalog.admin.posted_values import row_number
from catalog.domain.date_formats import hours
from catalog.domain.removals import moved_out_of_sight
from catalog.models import Instructor, Session
from catalog.models.session_state import to_come
from catalog.models.translations import translated
from catalog.plan.meeting_days import write_days
from catalog.text.months import months_in
from enrollment.admin.audit_display import events_of
from enrollment.admin.bulk_sessions import BulkSessions
from enrollment.admin.classes import class_urls
from enrollment.admin.enrollment_list import next_step, with_names_counted
from enrollment.admin.exporting import Exporting
from enrollment.admin.filters import MonthFilter, WaitsFilter, badge
from enrollment.admin.plan_admin import Planning
from enrollment.admin.session_decisions import SessionDecisions
from enrollment.admin.session_forms import FREE, FreeForm, PlanForm
from enrollment.admin.typed_choices import open_sessions
from enrollment.admin.verbs import SESSION_BUTTONS, Verbs
from enrollment.domain import audit, overruling, states
from enrollment.models import SessionTerms
from enrollment.queries import session_parties
from enrollment.queries.export_listings import SESSIONS, Listing
from enrollment.queries.seat_history import explain

DATES = ("month", "starts_on")


COPIED = (
    *("course", "city", "venue", "room", "starts_at", "ends_at", "capacity", "overbook"),
    *("price", "minimum", "language", "note", "joining_note", "strict_order"),
)


def copied_from(request) -> Session | None:
    """The session that ``?copy=7`` names."""
    return Session.objects.filter(pk=row_number(request.GET.get("copy", ""))).first()


def instructors_in(words: str) -> tuple[str, list[Instructor]]:
    """The instructors whose whole names stand among the words, and the words that are left.

    The longest name that fits is taken first, for everybody who has it.
    """
    named: dict[str, list[Instructor]] = {}
    for one in Instructor.objects.all() if words.strip() else ():
        for name in filter(None, {one.name.lower(), one.name_en.lower()}):
            named.setdefault(name, []).append(one)
    found: list[Instructor] = []
    for name in sorted(named, key=len, reverse=True):
        edge = "[a-z0-9]" if name.isascii() else r"(?!)"  # only Latin words have spaces between
        words, times = re.subn(rf"(?<!{edge}){re.escape(name)}(?!{edge})", " ", words)
        found += named[name] if times else []
    return words, found


def is_settled(session: Session) -> bool:
    """Whether anybody ever enrolled."""
    return session.next_number > 0


class TermsInline(admin.StackedInline):
    model = SessionTerms
    can_delete = False
    fields = [
        ("needs_approval", "hold_days"),
        ("offers_first", "offer_hours"),
        ("names_days", "cancel_days"),
        "cancel_fee",
        "report_no_shows",
    ]

    def get_extra(self, request, obj=None, **kwargs):
        """No empty fields for who may not save the session."""
        return 1 if request.user.has_perm("catalog.change_session") else 0


@admin.register(Session)
class SessionAdmin(
    Planning,
    SessionDecisions,
    BulkSessions,
    Exporting,
    Verbs,
    Merging,
    admin.ModelAdmin,
):
    list_display = [
        *("course", "city", "when", "state_badge", "capacity"),
        *("confirmed", "kept", "in_line", "left"),
    ]
    list_filter = [WaitsFilter, "state", MonthFilter, "city", "course"]
    list_select_related = ["course", "city"]
    search_fields = [
        *("course__title", "course__code", "public_id"),
        *("city__name", "city__name_en", "venue__name"),
    ]
    search_help_text = _("课程、编号、讲师、城市、场地或月份，可以一起写：昆明 3月")
    autocomplete_fields = ["course"]
    filter_horizontal = ["instructors"]
    inlines = [TermsInline]
    buttons = SESSION_BUTTONS
    way_out = _(
        "有人报过名的班次连同记录一起留着。不再开的，请在它的页面上取消班次：学员会收到信，网站上不再接受报名。"
    )
    listings: tuple[Listing, ...] = (SESSIONS,)
    change_list_template = "admin/enrollment/session/change_list.html"
    table = states.NEXT_SESSION
    facts = [
        *("public_id", "state", "course", "place", "room", "when", "times"),
        *("closing", "strict_order"),
        *("capacity", "overbook", "taken", "held", "waiting", "left"),
    ]

    def get_urls(self):
        return [*class_urls.pages(self.admin_site), *super().get_urls()]

    def get_inline_instances(self, request, obj=None):
        """Who may only read sees no heading for terms that are not set."""
        inlines = super().get_inline_instances(request, obj)
        if obj is None or self.has_change_permission(request, obj) or hasattr(obj, "terms"):
            return inlines
        return [inline for inline in inlines if not isinstance(inline, TermsInline)]

    def get_ordering(self, request):
        """What is still to come, the soonest on top; below it what is over, the latest on top."""
        is_to_come = to_come(today=timezone.localdate())
        return [
            Case(When(is_to_come, then=Value(0)), default=Value(1)),
            *(Case(When(is_to_come, then=F(name))).asc(nulls_last=True) for name in DATES),
            F("month").desc(),
            F("starts_on").desc(nulls_last=True),
            "pk",
        ]

    def get_search_results(self, request, queryset, search_term):
        """Months and full names of instructors are understood wherever they stand."""
        rest, months = months_in(search_term.lower(), today=timezone.localdate())
        rest, teachers = instructors_in(rest)
        if not (months or teachers):
            return super().get_search_results(request, queryset, search_term)
        found, may_repeat = super().get_search_results(request, queryset, rest)
        found = found.filter(month__in=months) if months else found
        if teachers:
            found = found.filter(pk__in=Session.objects.taught_by(*teachers).values("pk"))
        return found, may_repeat

    def get_form(self, request, obj=None, change=False, **kwargs):
        kwargs["form"] = FreeForm if obj else PlanForm
        form = super().get_form(request, obj, change, **kwargs)
        model = None if obj else copied_from(request)
        if model and model.is_series:
            form.offsets = [day - model.days[0] for day in model.days]
            said = _("只填开始日期，就照原班次的间隔排；原班次是 %(days)s。")
            field = copy(form.base_fields["meeting_days"])  # shared with every other request
            field.help_text = said % {"days": write_days(model.days)}
            form.base_fields["meeting_days"] = field
        return form

    def get_fields(self, request, obj=None):
        fields = [*self.facts, *FREE] if obj else PlanForm.Meta.fields
        may_write = obj is None or self.has_change_permission(request, obj)
        return [*fields, "overrule"] if may_write else fields

    def get_changeform_initial_data(self, request):
        """``?copy=7`` fills in what another session has, its days apart."""
        asked, model = super().get_changeform_initial_data(request), copied_from(request)
        asked.pop("copy", None)
        if model is None:
            return asked
        copied = {name: getattr(model, name) for name in COPIED}
        return {**copied, "instructors": list(model.instructors.all()), **asked}

    def get_readonly_fields(self, request, obj=None):
        """Before anybody enrolled a wrong course is corrected; later they were told which it is."""
        if obj is None:
            return []
        return [name for name in self.facts if name != "course" or is_settled(obj)]

    def save_model(self, request, session, form, change):
        """Only what was changed: the counters of the row may have moved since it was read."""
        if not change:
            session.save(force_insert=True)
        else:
            save_changes(session, form)
            if "course" in form.changed_data:
                moved_out_of_sight(session, former=form.initial["course"], now=timezone.now())
            asked = request.POST.get("course", "")
            if is_settled(session) and asked not in ("", str(session.course_id)):
                sentence = _("这时已经有人报名，课程没有改。要换课程，请另排一个班次再改班次。")
                self.message_user(request, sentence, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.clashes:
            overruling.overrule(
                form.clashes,
                reason=form.cleaned_data["overrule"],
                now=timezone.now(),
                actor=audit.actor_name(request.user),
            )

    def beside(self, request, session) -> dict:
        beside = {
            "events": events_of(session),
            "seats": explain(session),
            "takes": open_sessions().filter(pk=session.pk).exists(),
        }
        if request.user.has_perm("enrollment.view_enrollment"):
            user, now = request.user, timezone.now()
            seated = with_names_counted(session_parties.seated(session))
            beside["parties"] = {
                "seated": [{"party": party, "next": next_step(party)} for party in seated],
                "line": session_parties.line(session, now=now),
                "rule": session_parties.rule_of(session),
                "ended": session_parties.ended(session).count(),
                "may_export": user.has_perm("enrollment.export_enrollment"),
                "may_print": user.has_perm("enrollment.view_attendance"),
            }
        return beside

    @admin.display(description=_("城市和场地"))
    def place(self, session):
        venue = session.venue and translated(session.venue, "name")
        return f"{session.city} · {venue}" if venue else str(session.city)

    @admin.display(description=_("报名截止"))
    def closing(self, session):
        return date_format(timezone.localtime(session.closing), "DATETIME_FORMAT")

    @admin.display(description=_("每天的时间"))
    def times(self, session):
        return hours(session) or "—"

    @admin.display(description=_("日期"), ordering="month")
    def when(self, session):
        return session.when

    @admin.display(description=_("状态"), ordering="state")
    def state_badge(self, session):
        return badge(session.state, session.get_state_display())

    @admin.display(description=_("确认"), ordering="taken")
    def confirmed(self, session):
        return session.taken

    @admin.display(description=_("占位"), ordering="held")
    def kept(self, session):
        return session.held

    @admin.display(description=_("候补"), ordering="waiting")
    def in_line(self, session):
        return session.waiting

    @admin.display(description=_("余位"))
    def left(self, session):
        return _("不限") if session.seats_left is None else session.seats_left
