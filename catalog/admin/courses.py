"""Courses in the back office: their facts by hand, their status through domain.publishing."""

from collections.abc import Iterator

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import OuterRef, Subquery
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.admin.archiving import Archiving, people_to_come
from catalog.admin.attaching import AttachmentInline
from catalog.admin.copying import Copying
from catalog.admin.editing import Merging
from catalog.admin.embedding import Embedding
from catalog.admin.many_courses import ManyCourses, own_prices_of
from catalog.admin.search_upkeep import Addressed, Indexed
from catalog.admin.translating import Translating
from catalog.admin.versioning import Versioning
from catalog.domain import publishing
from catalog.domain.course_changes import spell_days
from catalog.domain.fact_versions import join_facts, moved_public
from catalog.domain.seen_doubts import left
from catalog.domain.slugs import next_code, slug_for
from catalog.models import Course, CourseDetail, Outline, Testimonial
from catalog.models.course import CourseStatus
from catalog.queries.unreleased import with_unreleased_outline

SHORT_TEXT: dict[type[models.Field], dict[str, object]] = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 40})}
}


class DetailInline(admin.TabularInline):
    model = CourseDetail
    fields = ["position", "name", "text", "text_en"]
    formfield_overrides = SHORT_TEXT
    extra = 0


class TestimonialInline(admin.TabularInline):
    model = Testimonial
    fields = ["text", "author_role", "language", "approved"]
    formfield_overrides = SHORT_TEXT
    extra = 0


def who_keeps_a_price(course: Course) -> Iterator[str]:
    """What another price of the course leaves as it is."""
    people = people_to_come(course)
    if people["sessions"]:
        yield (
            _(
                "没上完的班次已有 %(seats)d 个座位、%(waiting)d 单候补：改价只管以后的报名，"
                "已报名的按约定的价格，不写信。"
            )
            % people
        )
    if own := own_prices_of([course]).get(course.pk):
        yield ngettext(
            "%(n)d 个班次有自己的价格，不跟着变。", "%(n)d 个班次有自己的价格，不跟着变。", own
        ) % {"n": own}


class OutlineFilter(admin.SimpleListFilter):
    """Courses with a newer outline than the public one, the same as on the dashboard."""

    title = gettext_lazy("大纲")
    parameter_name = "outline"

    def lookups(self, request, model_admin):
        return [("unreleased", gettext_lazy("有未公开的版本"))]

    def queryset(self, request, queryset):
        return with_unreleased_outline(queryset.current()) if self.value() else queryset


class CourseForm(forms.ModelForm):
    class Meta:
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "audience": forms.Textarea(attrs={"rows": 3}),
            "includes": forms.Textarea(attrs={"rows": 2}),
            "audience_en": forms.Textarea(attrs={"rows": 3}),
            "includes_en": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("slug", "code"):
            if name in self.fields:
                self.fields[name].required = False
                self.fields[name].help_text = gettext_lazy("留空时自动编写。")
        if "price" in self.fields and self.instance.pk:
            told = [self.fields["price"].help_text, *who_keeps_a_price(self.instance)]
            self.fields["price"].help_text = format_html_join(
                mark_safe("<br>"), "{}", ((one,) for one in told)
            )

    def clean(self):
        """An address and a number for the course that was given none."""
        super().clean()
        data = self.cleaned_data
        if not data.get("slug") and "slug" not in self.errors:
            data["slug"] = self.instance.slug or slug_for(data.get("title") or "")
        if not data.get("code") and "code" not in self.errors:
            data["code"] = self.instance.code or next_code()
        return data


@admin.register(Course)
class CourseAdmin(
    ManyCourses,
    Copying,
    Archiving,
    Indexed,
    Addressed,
    Versioning,
    Translating,
    Embedding,
    Merging,
    admin.ModelAdmin,
):
    form = CourseForm
    personal = frozenset({"testimonial.text", "testimonial.author_role"})
    list_display = ["title", "code", "category", "state", "to_check", "price", "duration"]
    list_filter = [OutlineFilter, "status", "category"]
    list_select_related = ["category", "outline"]
    search_fields = ["title", "code", "category__name", "instructors__name"]
    filter_horizontal = ["instructors"]
    readonly_fields = ["status", "outline"]
    inlines = [DetailInline, TestimonialInline, AttachmentInline]
    actions = [*ManyCourses.actions, "publish", "archive"]
    fieldsets = [
        (
            None,
            {"fields": ["title", "title_en", ("category", "status"), ("code", "slug"), "outline"]},
        ),
        (
            gettext_lazy("页面上的介绍"),
            {"fields": ["summary", "summary_en", "audience", "audience_en", "instructors"]},
        ),
        (
            gettext_lazy("价格与时间"),
            {"fields": [("price", "days"), "includes", "includes_en", ("opening", "language")]},
        ),
        (
            gettext_lazy("排班时的默认值"),
            {
                "fields": [
                    ("usual_capacity", "usual_minimum"),
                    ("usual_starts_at", "usual_ends_at"),
                    ("usual_closing_days", "decide_days", "apart_weeks"),
                ]
            },
        ),
    ]

    def get_inlines(self, request, obj):
        """Files hang on lines of the outline: a course that is being added has none."""
        return self.inlines if obj else [one for one in self.inlines if one != AttachmentInline]

    def get_queryset(self, request):
        newest = Outline.objects.filter(course=OuterRef("pk")).order_by("-number")
        return (
            super()
            .get_queryset(request)
            .annotate(
                latest=Subquery(newest.values("number")[:1]),
                latest_doubts=Subquery(newest.values("doubts")[:1]),
            )
        )

    def save_related(self, request, form, formsets, change):
        """What the form changed of the facts is the next version of the outline at once."""
        super().save_related(request, form, formsets, change)
        form.joined = join_facts(form.instance, user=request.user, now=timezone.now())

    def changes_made(self, form, formsets) -> dict:
        changes = super().changes_made(form, formsets)
        return changes | moved_public(getattr(form, "joined", None), form.instance)

    @admin.display(description=gettext_lazy("状态"), ordering="status")
    def state(self, course):
        unreleased = course.latest and (
            course.outline is None or course.outline.number != course.latest
        )
        context = {"state": course.status, "name": course.get_status_display()}
        context["more"] = _("有未公开的版本") if unreleased else ""
        return render_to_string("admin/state.html", context)

    @admin.display(description=gettext_lazy("待核对"))
    def to_check(self, course):
        return left(course.latest_doubts) or ""

    @admin.display(description=gettext_lazy("天数"), ordering="days")
    def duration(self, course):
        return spell_days(course.days) if course.days else None

    @admin.action(description=gettext_lazy("发布所选课程"), permissions=["change"])
    def publish(self, request, queryset):
        for course in queryset:
            self.become(request, course, publishing.publish)

    @admin.action(description=gettext_lazy("下架所选课程"), permissions=["change"])
    def archive(self, request, queryset):
        for course in queryset:
            people = people_to_come(course)
            if people["sessions"]:
                said = {"course": course, "seats": people["seats"], "waiting": people["waiting"]}
                sentence = _(
                    "“%(course)s”没有下架：没上完的班次里有 %(seats)d 个座位、"
                    "%(waiting)d 单候补。请在课程页按“下架”。"
                )
                self.message_user(request, sentence % said, messages.WARNING)
            else:
                self.become(request, course, publishing.archive)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/status/", view(self.status_view), name="catalog_course_status"),
            *self.pasting_urls(),
            *self.versioning_urls(),
            *self.copying_urls(),
            *self.translating_urls(),
            *self.embedding_urls(),
            *super().get_urls(),
        ]

    def status_view(self, request, pk):
        """POST ``become=published`` or ``archived``; the buttons of the course's page."""
        course = self.course_or_404(request, pk)
        verbs = {
            CourseStatus.PUBLISHED.value: publishing.publish,
            CourseStatus.ARCHIVED.value: publishing.archive,
        }
        if request.method == "POST" and request.POST.get("become") in verbs:
            verb = verbs[request.POST["become"]]
            page = verb == publishing.archive and self.asks_before_archiving(request, course)
            if page:
                return page
            self.become(request, course, verb)
        return HttpResponseRedirect(reverse("admin:catalog_course_change", args=[pk]))
