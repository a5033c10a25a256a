"""Questions and requests for in-house training: read, answered, closed."""

from django.conf import settings
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.admin.editing import Merging
from catalog.admin.merging import save_changes
from enrollment.admin.contact_search import ContactSearch
from enrollment.admin.exporting import Exporting
from enrollment.admin.filters import badge
from enrollment.admin.reading import PrivateSearch, Traced
from enrollment.domain import audit
from enrollment.models import Inquiry
from enrollment.people.phones import masked
from enrollment.queries.export_listings import INQUIRIES

TOLD = [
    *("kind", "course", "text", "people", "place", "wished"),
    *("contact_name", "contact_phone", "contact_email", "company", "language_name", "created_at"),
]


@admin.register(Inquiry)
class InquiryAdmin(PrivateSearch, Traced, ContactSearch, Exporting, Merging, admin.ModelAdmin):
    personal = frozenset({"staff_note"})
    listings = (INQUIRIES,)
    change_list_template = "admin/enrollment/inquiry/change_list.html"
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
        save_changes(inquiry, form)
        if "state" in form.changed_data:
            changed = [form.initial["state"], inquiry.state]
            actor = audit.actor_name(request.user)
            audit.record("answer", inquiry, actor=actor, now=timezone.now(), state=changed)
        if "staff_note" in form.changed_data:
            actor = audit.actor_name(request.user)
            audit.record("change note", inquiry, actor=actor, now=timezone.now())

    @admin.display(description=_("语言"))
    def language_name(self, inquiry):
        return dict(settings.LANGUAGES).get(inquiry.language, inquiry.language)

    @admin.display(description=_("手机"))
    def phone(self, inquiry):
        return masked(inquiry.contact_phone)

    @admin.display(description=_("状态"), ordering="state")
    def state_badge(self, inquiry):
        return badge(inquiry.state, inquiry.get_state_display())
