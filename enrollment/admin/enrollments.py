"""Enrollments in the back office: facts to read, a note to write, buttons for the verbs."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalog.admin.editing import Merging
from enrollment import actions
from enrollment.admin.audit_display import events_of
from enrollment.admin.customer_link import CustomerLink
from enrollment.admin.enrollment_list import EnrollmentList, EnteredByFilter, NamesFilter
from enrollment.admin.exporting import Exporting
from enrollment.admin.figures import FiguresPages
from enrollment.admin.filters import EndingFilter, SessionMonthFilter, SuspiciousFilter
from enrollment.admin.forms import PhoneEnrollmentForm
from enrollment.admin.importing import Importing
from enrollment.admin.many import ManyAtOnce
from enrollment.admin.reading import PrivateSearch, note_once_a_day
from enrollment.admin.verbs import PARTY_BUTTONS, Verbs
from enrollment.domain import audit, same_contact, states
from enrollment.models import Enrollment, Participant


class ParticipantInline(admin.TabularInline):
    model = Participant
    extra = 0
    fields = readonly_fields = ["name", "phone", "email", "department", "job_title"]

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Enrollment)
class EnrollmentAdmin(
    PrivateSearch,
    EnrollmentList,
    CustomerLink,
    ManyAtOnce,
    Importing,
    Exporting,
    FiguresPages,
    Verbs,
    Merging,
    admin.ModelAdmin,
):
    personal = frozenset({"staff_note"})
    list_display = [
        *("code", "state_badge", "next_step", "company", "contact_name", "phone", "seats"),
        *("when", "city", "course", "enrolled"),
    ]
    list_filter = [
        "state",
        EndingFilter,
        NamesFilter,
        SuspiciousFilter,
        SessionMonthFilter,
        "session__city",
        "session__course",
        "preregistered",
        EnteredByFilter,
    ]
    list_select_related = ["session__course", "session__city"]
    buttons = PARTY_BUTTONS
    table = states.NEXT_ENROLLMENT
    readonly_fields = [
        *("code", "state", "session", "number", "seats", "min_seats", "unit_price"),
        *("contact_name", "contact_phone", "contact_email", "company"),
        *("held_until", "offered_until", "offered_seats", "moved_to", "preregistered"),
        "longer_asked_at",
        *("channel", "source", "language_name", "entered_by"),
        *("created_at", "state_changed_at", "outline_sold"),
    ]
    fieldsets = [
        (None, {"fields": ["code", "state", "session", "seats", "min_seats", "unit_price"]}),
        (
            gettext_lazy("联系人"),
            {"fields": ["contact_name", "contact_phone", "contact_email", "company"]},
        ),
        (gettext_lazy("内部"), {"fields": ["staff_note"]}),
        (
            gettext_lazy("期限与来历"),
            {
                "fields": [
                    *("preregistered", "held_until", "longer_asked_at"),
                    *("offered_until", "offered_seats"),
                    *("moved_to", "number"),
                    *("channel", "source", "language_name", "entered_by"),
                    *("created_at", "state_changed_at", "outline_sold"),
                ]
            },
        ),
    ]
    inlines = [ParticipantInline]

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("语言"))
    def language_name(self, enrollment):
        return dict(settings.LANGUAGES).get(enrollment.language, enrollment.language)

    # Names and no links: most who read an enrollment may not open these pages.
    @admin.display(description=gettext_lazy("录入人"))
    def entered_by(self, enrollment):
        return enrollment.created_by

    @admin.display(description=gettext_lazy("报名时的大纲"))
    def outline_sold(self, enrollment):
        return enrollment.outline

    def save_model(self, request, enrollment, form, change):
        """Only the note: everything else of the row belongs to the verbs."""
        if "staff_note" not in form.changed_data:
            return
        with transaction.atomic():
            Enrollment.objects.filter(pk=enrollment.pk).update(staff_note=enrollment.staff_note)
            actor = audit.actor_name(request.user)
            audit.record("change note", enrollment, actor=actor, now=timezone.now())

    def beside(self, request, enrollment) -> dict:
        note_once_a_day(enrollment, request.user, verb="view")
        return {
            "events": events_of(enrollment),
            "twins": same_contact.twins_of_row(enrollment),
            "messages": enrollment.messages.order_by("-due_at"),
        }

    def add_view(self, request, form_url="", extra_context=None):
        """An enrollment by telephone, through the verb that visitors use."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        chosen = request.GET.get("session", "")
        form = PhoneEnrollmentForm(
            request.POST if request.method == "POST" else None,
            initial={"session": chosen if chosen.isdecimal() else None},
        )
        if request.method == "POST" and form.is_valid():
            try:
                receipt = self.enroll(request, form)
            except actions.Refusal as refusal:
                form.add_error(None, str(refusal))
            else:
                said = {"code": receipt.enrollment.code}
                said["state"] = receipt.enrollment.get_state_display()
                messages.success(request, _("报名 %(code)s：%(state)s。") % said)
                if earlier := same_contact.twins_of_row(receipt.enrollment):
                    party = form.party()
                    messages.warning(request, same_contact.sentence(earlier, party, by="staff"))
                return HttpResponseRedirect(
                    reverse("admin:enrollment_enrollment_change", args=[receipt.enrollment.pk])
                )
        context = {
            **self.admin_site.each_context(request),
            "title": _("电话报名"),
            "opts": self.opts,
            "form": form,
        }
        status = 400 if form.is_bound and form.errors else 200
        return TemplateResponse(request, "admin/enrollment/verb.html", context, status=status)

    def enroll(self, request, form) -> actions.Receipt:
        return actions.enroll(
            form.cleaned_data["session"],
            party=form.party(),
            key=form.cleaned_data["key"],
            now=timezone.now(),
            language=get_language() or "zh-hans",
            channel="staff",
            actor=audit.actor_name(request.user),
            user=request.user,
            hold_days=form.cleaned_data["hold_days"],
        )
