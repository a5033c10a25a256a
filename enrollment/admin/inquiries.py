"""Questions and requests for in-house training: read, answered, closed."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enrollment import audit
from enrollment.admin.filters import badge
from enrollment.models import Inquiry
from enrollment.people.phones import masked

TOLD = [
    *("kind", "course", "text", "people", "place", "wished"),
    *("contact_name", "contact_phone", "contact_email", "company", "language", "created_at"),
]


@admin.register(Inquiry)
class InquiryAdmin(admin.ModelAdmin):
    list_display = [
        *("kind", "course", "company", "contact_name", "phone"),
        *("people", "state_badge", "created_at"),
    ]
    list_filter = ["state", "kind", "course"]
    list_select_related = ["course"]
    search_fields = ["company", "contact_name", "contact_phone", "text"]
    readonly_fields = TOLD
    fields = ["state", "staff_note", *TOLD]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, inquiry, form, change):
        """Only what staff may write; who changed the state is written down."""
        inquiry.save(update_fields=["state", "staff_note"])
        if "state" in form.changed_data:
            changed = [form.initial["state"], inquiry.state]
            actor = audit.actor_name(request.user)
            audit.record("answer", inquiry, actor=actor, now=timezone.now(), state=changed)

    @admin.display(description=_("手机"))
    def phone(self, inquiry):
        return masked(inquiry.contact_phone)

    @admin.display(description=_("状态"), ordering="state")
    def state_badge(self, inquiry):
        return badge(inquiry.state, inquiry.get_state_display())
