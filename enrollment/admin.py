"""Sessions and enrollments in the back office; seats change through the verbs only."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, StreamingHttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from catalog.models import Session
from enrollment import audit, exports
from enrollment.actions import Refusal, cancel
from enrollment.models import AuditEvent, Enrollment, OutboxMessage, Participant
from enrollment.phones import masked


class ReadOnly:
    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Session)
class SessionAdmin(admin.ModelAdmin):
    list_display = ["course", "city", "when", "state", "capacity", "taken", "held", "waiting"]
    list_filter = ["state", "city", "month"]
    list_select_related = ["course", "city"]
    search_fields = ["course__title", "public_id"]
    readonly_fields = ["public_id", "taken", "held", "waiting", "next_number"]


class ParticipantInline(ReadOnly, admin.TabularInline):
    model = Participant
    extra = 0
    fields = readonly_fields = ["position", "name", "phone", "job_title"]


@admin.register(Enrollment)
class EnrollmentAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["code", "company", "contact_name", "phone", "seats", "session", "state"]
    list_filter = ["state", "session__city", "session__month", "session__course"]
    list_select_related = ["session__course", "session__city"]
    search_fields = ["code", "company", "contact_name", "contact_phone"]
    readonly_fields = [
        *["session", "number", "code", "contact_name", "contact_phone", "contact_email"],
        *["company", "seats", "unit_price", "outline", "state", "held_until", "offered_until"],
        *["channel", "language", "created_by", "created_at", "state_changed_at"],
    ]
    inlines = [ParticipantInline]
    actions = ["cancel_enrollments"]
    change_list_template = "admin/enrollment/enrollment/change_list.html"

    @admin.display(description=_("手机"))
    def phone(self, enrollment):
        return masked(enrollment.contact_phone)

    @admin.action(description=_("取消所选报名"), permissions=["change"])
    def cancel_enrollments(self, request, queryset):
        for enrollment in queryset:
            try:
                cancel(enrollment, now=timezone.now(), actor=audit.actor_name(request.user))
            except Refusal as refusal:
                self.message_user(request, f"{enrollment.code}: {refusal}", level="error")

    def get_urls(self):
        export = self.admin_site.admin_view(self.export)
        return [
            path("export.<str:kind>", export, name="enrollment_enrollment_export"),
            *super().get_urls(),
        ]

    def export(self, request, kind):
        """Exactly what the list shows with its filters; an audit row is written first."""
        if not request.user.has_perm("enrollment.export_enrollment"):
            raise PermissionDenied
        now = timezone.now()
        export = exports.allow(
            self.get_changelist_instance(request).get_queryset(request),
            form=kind,
            actor=audit.actor_name(request.user),
            filters={name: request.GET.getlist(name) for name in request.GET if name != "q"},
            now=now,
        )
        name = exports.file_name(kind, now=now)
        if kind == "xlsx":
            return FileResponse(exports.xlsx_file(export), as_attachment=True, filename=name)
        response = StreamingHttpResponse(
            exports.csv_file(export), content_type="text/csv; charset=utf-8"
        )
        response.headers["Content-Disposition"] = content_disposition_header(True, name)
        return response


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["enrollment", "kind", "state", "attempts", "due_at", "sent_at", "last_error"]
    list_filter = ["state", "kind"]
    list_select_related = ["enrollment"]

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["at", "actor", "verb", "object_type", "object_id", "changes"]
    list_filter = ["verb"]

    def has_change_permission(self, request, obj=None):
        return False
