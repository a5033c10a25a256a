"""The catalogue in the back office."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog import models
from catalog.outlines import release

admin.site.site_header = _("Kaike 开课 后台")
admin.site.site_title = _("Kaike 开课")
admin.site.index_title = _("管理")


class DetailInline(admin.TabularInline):
    model = models.CourseDetail
    extra = 0


@admin.register(models.Course)
class CourseAdmin(admin.ModelAdmin):
    list_display = ["title", "code", "category", "status", "price", "days"]
    list_filter = ["status", "category"]
    list_select_related = ["category"]
    search_fields = ["title", "code"]
    filter_horizontal = ["instructors"]
    readonly_fields = ["outline"]
    inlines = [DetailInline]


@admin.register(models.Outline)
class OutlineAdmin(admin.ModelAdmin):
    list_display = ["course", "number", "created_by", "created_at", "released_at"]
    list_select_related = ["course", "created_by"]
    fields = ["course", "number", "source", "reason", "created_by", "created_at", "released_at"]
    readonly_fields = fields
    actions = ["release"]

    def has_add_permission(self, request):
        return False  # Versions are made by catalog.outlines, never by hand.

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.action(description=_("发布所选版本"))
    def release(self, request, queryset):
        for outline in queryset.order_by("number"):
            release(outline, now=timezone.now())


@admin.register(models.Testimonial)
class TestimonialAdmin(admin.ModelAdmin):
    list_display = ["__str__", "course", "author_role", "approved"]
    list_filter = ["approved"]
    list_select_related = ["course"]


admin.site.register([models.Category, models.City, models.Instructor, models.Office])


@admin.register(models.Venue)
class VenueAdmin(admin.ModelAdmin):
    list_display = ["name", "city", "address"]
    list_select_related = ["city"]
