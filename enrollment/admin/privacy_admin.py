"""Requests about personal data, receipts of erasures, and what people agreed to."""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalog.admin.editing import Merging
from enrollment.actions.privacy_requests import answer_request
from enrollment.admin.audit_display import actor_words
from enrollment.admin.filters import badge
from enrollment.admin.people import person_view
from enrollment.admin.records import ReadOnly
from enrollment.domain import audit
from enrollment.domain.data_map import field_words
from enrollment.models import ConsentRecord, Erasure, NoticeText, PrivacyRequest

HANDLE = "enrollment.handle_privacy"


def place(name: str) -> str:
    """What a field is called: ``enrollment.Inquiry.text`` is the text of an inquiry."""
    label, _dot, field = name.rpartition(".")
    try:
        model = apps.get_model(label)
        words = field_words(model._meta.get_field(field))
    except (LookupError, FieldDoesNotExist):  # of a version that had it
        return name
    return f"{model._meta.verbose_name} {words}"


class Handled(admin.ModelAdmin):
    """Seen by whoever handles requests about personal data, and by nobody else."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(HANDLE)

    def has_module_permission(self, request):
        return request.user.has_perm(HANDLE)


@admin.register(PrivacyRequest)
class PrivacyRequestAdmin(Handled, Merging, admin.ModelAdmin):
    personal = frozenset({"answer"})
    change_list_template = "admin/enrollment/privacyrequest/change_list.html"
    change_form_template = "admin/enrollment/privacyrequest/change_form.html"
    list_display = ["kind", "enrollment", "state_badge", "asked_at", "due_on", "closed_at"]
    list_filter = ["state", "kind"]
    list_select_related = ["enrollment"]
    readonly_fields = ["kind", "enrollment", "asked_at", "due_on", "closed_at"]
    fields = ["kind", "enrollment", "asked_at", "due_on", "state", "answer", "closed_at"]

    def get_urls(self):
        view = self.admin_site.admin_view(person_view)
        name = "enrollment_privacyrequest_person"
        return [path("person/", view, name=name), *super().get_urls()]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm(HANDLE)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        actor = audit.actor_name(request.user)
        said = {"state": obj.state, "answer": obj.answer}
        answer_request(obj, now=timezone.now(), actor=actor, **said)

    @admin.display(description=_("状态"), ordering="state")
    def state_badge(self, asked):
        return badge(asked.state, asked.get_state_display())


@admin.register(Erasure)
class ErasureAdmin(Handled, ReadOnly, admin.ModelAdmin):
    list_display = ["receipt", "at", "by"]
    fields = ["receipt", "at", "by", "erased", "mentioned"]
    readonly_fields = ["by", "erased", "mentioned"]

    @admin.display(description=_("操作人"), ordering="actor")
    def by(self, erasure):
        return actor_words(erasure)

    @admin.display(description=_("删除了什么"))
    def erased(self, erasure):
        return " · ".join(f"{COUNTED.get(name, name)} {n}" for name, n in erasure.counts.items())

    @admin.display(description=_("仍提到此人的地方"))
    def mentioned(self, erasure):
        return " · ".join(f"{place(name)} {n}" for name, n in erasure.left.items()) or "—"


COUNTED = {
    "enrollments": pgettext_lazy("one", "报名"),
    "participants": pgettext_lazy("one", "学员"),
    "inquiries": pgettext_lazy("one", "咨询"),
    "interests": pgettext_lazy("one", "开班意向"),
    "customers": pgettext_lazy("customer", "联系人"),
    "texts": _("备注和草稿"),
}


@admin.register(ConsentRecord)
class ConsentRecordAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["form", "given_at", "notice", "ended_at", "ended_by"]
    list_filter = ["form", "ended_by"]
    fields = ["form", "given_at", "notice", "ended_at", "ended_by"]


@admin.register(NoticeText)
class NoticeTextAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["digest", "language", "first_used_at"]
    fields = ["digest", "language", "first_used_at", "text"]
