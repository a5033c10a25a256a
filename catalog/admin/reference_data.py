"""Categories, cities, venues, instructors, offices and testimonials in the back office."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from catalog import models
from catalog.admin.day_fields import TypedDays
from catalog.admin.editing import Merging
from catalog.admin.holiday_year import HolidayYears
from catalog.admin.search_upkeep import Indexed
from catalog.domain import clash_finding, clash_words, removals
from catalog.domain.slugs import slug_for
from catalog.models.removal import RemovedKind
from catalog.models.session_state import to_come


class Shown(admin.ModelAdmin):
    """For what courses and sessions show: a change of it is one of theirs, so that programs that
    read what changed, calendars and webhooks are told. Of sessions that are over only the former
    are: nothing is left to do about them."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            now = timezone.now()
            for rows in self.shown_by(obj):
                if rows.model is models.Session:
                    rows.update(relabelled_at=now)
                    rows.filter(to_come(today=timezone.localdate(now))).update(updated_at=now)
                else:
                    rows.update(updated_at=now)

    def shown_by(self, obj) -> list[QuerySet]:
        """Courses and sessions that show it; sessions are told with their course."""
        return [obj.sessions.all()]


@admin.register(models.City)
class CityAdmin(Shown, Merging, admin.ModelAdmin):
    list_display = ["name", "name_en", "slug", "position"]
    search_fields = ["name", "name_en"]
    fields = ["name", "name_en", "slug", "position"]


@admin.register(models.Category)
class CategoryAdmin(Indexed, CityAdmin):
    list_display = ["name", "parent", "name_en", "slug", "position"]
    list_select_related = ["parent"]
    fields = ["name", "name_en", "slug", "parent", "position", "text", "text_en"]

    def shown_by(self, obj):
        return [obj.courses.all()]

    def save_model(self, request, obj, form, change):
        """Its former address is nowhere any more: who keeps a copy of it is told."""
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            removals.remember(RemovedKind.CATEGORY, form.initial["slug"], now=timezone.now())

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """Only categories of the first level have others below them."""
        if db_field.name == "parent":
            kwargs["queryset"] = models.Category.objects.filter(parent=None)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(models.Venue)
class VenueAdmin(Shown, Merging, admin.ModelAdmin):
    list_display = ["name", "city", "address", "capacity"]
    list_filter = ["city"]
    list_select_related = ["city"]
    search_fields = ["name", "address"]
    fieldsets = [
        (None, {"fields": ["city", ("name", "name_en"), ("address", "address_en"), "capacity"]}),
        (
            _("怎么来、吃住"),
            {
                "fields": [
                    *(("latitude", "longitude"), "station", "station_en"),
                    *("hotels", "hotels_en", "meals", "meals_en"),
                ]
            },
        ),
    ]


class AbsenceInline(TypedDays, admin.TabularInline):
    model = models.InstructorAbsence
    fields = ["first_day", "last_day", "reason"]
    extra = 0


@admin.register(models.CalendarDay)
class CalendarDayAdmin(HolidayYears, Merging, admin.ModelAdmin):
    """Public holidays by year; the plan warns of them."""

    list_display = ["day", "kind", "name", "provisional"]
    list_filter = ["kind", "provisional"]
    date_hierarchy = "day"
    search_fields = ["name"]
    fields = ["day", "kind", "name", "provisional"]


@admin.register(models.Instructor)
class InstructorAdmin(Indexed, Shown, Merging, admin.ModelAdmin):
    personal = frozenset({"name", "title", "bio", "instructorabsence.reason"})
    way_out = _(
        "先在这些课程和班次里换成别的讲师（在名单里选中，可以一起改）。"
        "上过课的请留着：那些班要写是谁讲的。"
    )
    inlines = [AbsenceInline]
    list_display = ["name", "title"]
    search_fields = ["name", "title"]
    fields = [
        *("name", "name_en", "slug", "title", "title_en", "languages", "bio", "bio_en"),
    ]

    def shown_by(self, obj):
        return [obj.courses.all(), obj.sessions.all()]

    def save_model(self, request, obj, form, change):
        """An address for the instructor who was given none."""
        obj.slug = obj.slug or slug_for(obj.name, among=models.Instructor, limit=80)
        if change and "slug" not in form.changed_data:
            models.Instructor.objects.filter(pk=obj.pk).update(slug=obj.slug)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if any(formset.has_changed() for formset in formsets):
            self.tell_of_sessions(request, form.instance)

    def tell_of_sessions(self, request, instructor) -> None:
        """Which sessions fall on days on which the instructor cannot teach, with their list."""
        if not request.user.has_perm("catalog.view_session"):
            return
        found = [
            clash
            for clash in clash_finding.clashes_to_come(today=timezone.localdate())
            if clash.kind == "absence" and clash.about == instructor.pk
        ]
        if not found:
            return
        names = clash_finding.Names(found)
        numbers = [names.sessions[one.slot.key].pk for one in found]
        said = ngettext(
            "没空的日子里有 %(n)d 个班次，请改期或换讲师：",
            "没空的日子里有 %(n)d 个班次，请改期或换讲师：",
            len(found),
        )
        message = format_html(
            '{}{} <a href="{}?id__in={}">{}</a>',
            *(
                said % {"n": len(found)},
                _("；").join(clash_words.title(o.slot, names) for o in found),
            ),
            *(reverse("admin:catalog_session_changelist"), ",".join(map(str, numbers))),
            _("看这些班次，一起改"),
        )
        self.message_user(request, message, messages.WARNING)


@admin.register(models.Office)
class OfficeAdmin(Merging, admin.ModelAdmin):
    personal = frozenset({"phone", "contact_person", "contact_person_en", "email", "wechat"})
    list_display = ["name", "phone", "contact_person", "address", "is_public"]
    list_filter = ["is_public"]
    fields = [
        ("name", "name_en"),
        "phone",
        ("contact_person", "contact_person_en"),
        ("address", "address_en"),
        "email",
        ("hours", "hours_en"),
        "wechat",
        "position",
        "is_public",
    ]


@admin.register(models.Testimonial)
class TestimonialAdmin(Merging, admin.ModelAdmin):
    personal = frozenset({"text", "author_role"})
    list_display = ["__str__", "course", "author_role", "approved"]
    list_filter = ["approved", "course"]
    list_select_related = ["course"]
    search_fields = ["text", "author_role"]
    fields = ["course", "text", "author_role", "language", "approved"]
    autocomplete_fields = ["course"]
    actions = ["approve", "withdraw"]

    @admin.action(description=_("公开所选评价"), permissions=["change"])
    def approve(self, request, queryset):
        count = queryset.filter(approved=False).update(approved=True)
        said = ngettext("公开了 %(count)d 条评价。", "公开了 %(count)d 条评价。", count)
        self.message_user(request, said % {"count": count})

    @admin.action(description=_("不再公开所选评价"), permissions=["change"])
    def withdraw(self, request, queryset):
        count = queryset.filter(approved=True).update(approved=False)
        said = ngettext("撤下了 %(count)d 条评价。", "撤下了 %(count)d 条评价。", count)
        self.message_user(request, said % {"count": count})
