"""What every part of the admin of courses shares: the course, its page, its changes of state."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.admin.editing import facts_changed
from catalog.domain import publishing
from catalog.models import Course


class CoursePart(admin.ModelAdmin):
    """For the admin of courses, which is made of its parts."""

    def course_or_404(self, request, pk) -> Course:
        """Only for who may change courses: an outline is shown with its drafts."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        course = Course.objects.select_related("outline").filter(pk=pk).first()
        if course is None:
            raise Http404
        return course

    def page(self, request, template: str, **context):
        """A page of the back office around ``template``; one that holds a refusal is a 400."""
        form = context.get("form")
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        status = 400 if form is not None and form.is_bound and form.errors else 200
        return TemplateResponse(request, f"admin/catalog/{template}", context, status=status)

    def become(self, request, course, verb) -> None:
        """Do the verb; what it refuses is said in a message."""
        before = course.status
        try:
            verb(course, now=timezone.now())
        except publishing.NotReady as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            said = {"course": course, "status": course.get_status_display()}
            if course.status != before:
                changes = {"status": [before, course.status]}
                facts_changed.send(sender=Course, obj=course, user=request.user, changes=changes)
            self.log_change(request, course, said["status"])
            self.message_user(request, _("“%(course)s”：%(status)s。") % said, messages.SUCCESS)
