"""Enrollments in the back office: facts to read, a note to write, buttons for the verbs."""

from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from catalog.admin.editing import Merging
from enrollment.admin.access_log import PrivateSearch, note_once_a_day
from enrollment.admin.audit_display import events_of
from enrollment.admin.bulk_actions import BulkActions
from enrollment.admin.customer_link import CustomerLink
from enrollment.admin.downloads import Downloads
from enrollment.admin.enrollment_list import (
    EnrollmentList,
    EnteredByFilter,
    NamesFilter,
    next_step,
)
from enrollment.admin.exporting import Exporting
from enrollment.admin.figures import FiguresPages
from enrollment.admin.filters import EndingFilter, SessionMonthFilter, SuspiciousFilter
from enrollment.admin.importing import Importing
from enrollment.admin.known_contacts import records_of
from enrollment.admin.phone_enrolling import PhoneEnrolling
from enrollment.admin.verbs import PARTY_BUTTONS, Verbs
from enrollment.domain import audit, same_contact, states
from enrollment.models import Enrollment, Participant
from enrollment.models.contact import CONTACT


class ParticipantInline(admin.TabularInline):
    model = Participant
    extra = 0
    fields = readonly_fields = ("name", "phone", "email", "department", "job_title")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


NOT_OF_ALL = (
    *("min_seats", "preregistered", "held_until", "longer_asked_at", "offered_until"),
    *("offered_seats", "moved_to", "source"),
)


@admin.register(Enrollment)
class EnrollmentAdmin(
    PrivateSearch,
    EnrollmentList,
    CustomerLink,
    PhoneEnrolling,
    BulkActions,
    Importing,
    Exporting,
    FiguresPages,
    Downloads,
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
        "contact_proof",
        EnteredByFilter,
    ]
    list_select_related = ["session__course", "session__city", "moved_to"]
    buttons = PARTY_BUTTONS
    table = states.NEXT_ENROLLMENT
    readonly_fields = [
        *("code", "state", "next_step", "session", "number", "seats", "min_seats", "unit_price"),
        *(*CONTACT, "records"),
        *("held_until", "offered_until", "offered_seats", "moved_to", "preregistered"),
        *("longer_asked_at", "contact_proof"),
        *("channel", "source", "language_name", "entered_by"),
        *("created_at", "state_changed_at", "outline_sold"),
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *("code", "state", "next_step", "session", "seats", "min_seats"),
                    "unit_price",
                ]
            },
        ),
        (
            gettext_lazy("联系人"),
            {"fields": [*CONTACT, "records"]},
        ),
        (gettext_lazy("内部"), {"fields": ["staff_note"]}),
        (
            gettext_lazy("期限与来历"),
            {
                "fields": [
                    *("preregistered", "held_until", "longer_asked_at", "contact_proof"),
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

    def get_fieldsets(self, request, obj=None):
        """What says nothing of this party is left out."""
        empty = {name for name in NOT_OF_ALL if not getattr(obj, name, None)}
        if obj is None or not next_step(obj):
            empty.add("next_step")
        return [
            (title, more | {"fields": [name for name in more["fields"] if name not in empty]})
            for title, more in super().get_fieldsets(request, obj)
        ]

    @admin.display(description=gettext_lazy("语言"))
    def language_name(self, enrollment):
        return dict(settings.LANGUAGES).get(enrollment.language, enrollment.language)

    @admin.display(description=gettext_lazy("档案"))
    def records(self, enrollment):
        return records_of(enrollment) or "—"

    # Names and no links: most who read an enrollment may not open these pages.
    @admin.display(description=gettext_lazy("录入人"))
    def entered_by(self, enrollment):
        return enrollment.created_by or "—"

    @admin.display(description=gettext_lazy("报名时的大纲"))
    def outline_sold(self, enrollment):
        return enrollment.outline or "—"

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
            "same_contact": same_contact.others_of_contact(enrollment),
            "messages": enrollment.messages.order_by("-due_at"),
        }
