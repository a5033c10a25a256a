"""All versions of all outlines, to look up; they are made and released on the course's page."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from catalog.models import Outline


@admin.register(Outline)
class OutlineAdmin(admin.ModelAdmin):
    list_display = ["course", "number", "created_by", "created_at", "released_at", "to_check"]
    list_display_links = ["course", "number"]
    list_filter = ["course"]
    list_select_related = ["course", "created_by"]
    search_fields = ["course__title", "course__code"]
    fields = (
        "course",
        "number",
        "reason",
        "created_by",
        "created_at",
        "released_at",
        "release_at",
        "source",
    )
    readonly_fields = fields

    def has_add_permission(self, request):
        return False  # Versions are made by domain.outline_versions, never by hand.

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("待核对"))
    def to_check(self, outline):
        return outline.open_doubts or ""
