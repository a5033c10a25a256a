"""A course leaves the public pages, or goes altogether: with people on it, staff are asked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.admin.course_part import CoursePart
from catalog.admin.editing import course_deleted
from catalog.domain import course_deletion
from catalog.models import Course


def people_to_come(course: Course) -> dict[str, int]:
    """Sessions to come where somebody has a seat or waits, seats taken, and parties in line."""
    sessions = course.sessions.upcoming(today=timezone.localdate()).filter(next_number__gt=0)
    counts = sessions.aggregate(taken=Sum("taken"), held=Sum("held"), waiting=Sum("waiting"))
    seats = (counts["taken"] or 0) + (counts["held"] or 0)
    with_people = sum(1 for one in sessions if one.taken or one.held or one.waiting)
    return {"sessions": with_people, "seats": seats, "waiting": counts["waiting"] or 0}


class Archiving(CoursePart):
    """For the admin of courses."""

    def asks_before_archiving(self, request, course):
        """The page that says how many have seats; ``None`` where nobody has, or it is sure."""
        people = people_to_come(course)
        if not people["sessions"] or "sure" in request.POST:
            return None
        return self.page(
            request,
            "course/archive.html",
            title=_("下架：%(course)s") % {"course": course},
            course=course,
            people=people,
        )

    def get_actions(self, request):
        """Courses are deleted one by one, on a page that says what goes with them."""
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if name != "delete_selected"
        }

    def delete_view(self, request, object_id, extra_context=None):
        course = self.get_object(request, object_id)
        if course is None:
            return self._get_obj_does_not_exist_redirect(  # type: ignore[attr-defined]  # Django's own, not in its stubs
                request, self.opts, object_id
            )
        if not self.has_delete_permission(request, course):
            raise PermissionDenied
        refusal = ""
        try:
            course_deletion.check(course)
            if request.method == "POST":
                return self.delete_course(request, course)
        except course_deletion.NotDeletable as error:
            refusal = str(error)
        return self.page(
            request,
            "course/delete.html",
            title=_("删除课程：%(course)s") % {"course": course},
            course=course,
            refusal=refusal,
            going=course_deletion.going(course),
        )

    def delete_course(self, request, course):
        title, code, pk = course.title, course.code, course.pk
        self.log_deletions(request, Course.objects.filter(pk=course.pk))
        course_deletion.delete(course)
        course.pk = pk
        course_deleted.send(
            sender=Course, obj=course, user=request.user, changes={"title": title, "code": code}
        )
        messages.success(request, _("课程“%(course)s”已删除。") % {"course": title})
        return HttpResponseRedirect(reverse("admin:catalog_course_changelist"))
