"""Everything about one course on one page: what it says, what it sold, what was done to it."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.admin.courses import CourseAdmin
from catalog.documents.course_facts import short_url
from catalog.domain import preview_links
from catalog.models import Course, Outline
from catalog.queries.course_hints import doubts_of, hints, with_counts
from enrollment.admin.histories import history_of
from enrollment.queries.course_overview import interested, overview

FILES_SHOWN = 20
EXAMPLE_SOURCE = "wechat-may"


class CourseList(ChangeList):
    """Each course leads to its page; there its form is one click away."""

    def url_for_result(self, result):
        if self.is_popup:
            return super().url_for_result(result)
        return reverse("admin:catalog_course_overview", args=[result.pk])


admin.site.unregister(Course)


@admin.register(Course)
class WholeCourseAdmin(CourseAdmin):
    """The admin of courses, with the page that knows of sessions sold and of the record."""

    def get_changelist(self, request, **kwargs):
        return CourseList

    def get_urls(self):
        page = self.admin_site.admin_view(require_safe(self.overview_view))
        address = path("<int:pk>/overview/", page, name="catalog_course_overview")
        return [address, *super().get_urls()]

    def overview_view(self, request, pk):
        """Not more than twelve queries, however much hangs on the course."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        today = timezone.localdate()
        courses = with_counts(Course.objects.filter(pk=pk), today=today)
        course = courses.annotate(interested=interested()).first()
        if course is None:
            raise Http404
        with_value = request.user.has_perm("enrollment.view_figures")
        return self.page(
            request,
            "course/overview.html",
            title=course.title,
            course=course,
            teachers=list(course.instructors.all()),
            hints=hints(course),
            doubts=doubts_of(course),
            found=overview(course, today=today, with_value=with_value),
            with_value=with_value,
            files=list(course.attachments.all()[:FILES_SHOWN]),
            entries=history_of(course),
            preview_address=self.preview_of_newest(request, course),
            short_address=short_url(course),
            short_example=f"{short_url(course)}?from={EXAMPLE_SOURCE}",
            today=today,
        )

    def preview_of_newest(self, request, course) -> str:
        """A link to the newest version while it is not the public one."""
        public = course.outline.number if course.outline else None
        if course.newest_number in (None, public) or not self.has_change_permission(request):
            return ""
        newest = Outline(pk=course.newest_pk, course=course)
        return request.build_absolute_uri(preview_links.address(newest))
