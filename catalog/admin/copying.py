"""One course becomes another: one button, after a page that says what is taken and what is not."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.course_part import CoursePart
from catalog.admin.editing import course_copied
from catalog.domain import course_copying
from catalog.domain.attachments import NotAttached
from catalog.domain.outline_versions import sentence
from catalog.forms import field_of
from catalog.models import Course
from catalog.outline import OutlineError

TITLE = Course._meta.get_field("title")


class CopyForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("新课程的名称"),
        max_length=TITLE.max_length,
        widget=forms.TextInput(attrs={"size": 60}),
    )
    beside = forms.MultipleChoiceField(
        label=gettext_lazy("一起带过去"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("文件和图片会另存一份：以后在一门课里改或删，不影响另一门。"),
    )

    def __init__(self, *args, left: course_copying.Left, **kwargs):
        """What the course has none of is not asked about."""
        super().__init__(*args, **kwargs)
        numbers = {
            course_copying.FILES: (_("文件（%(n)d 个）"), left.files),
            course_copying.PICTURES: (_("图片（%(n)d 张）"), left.pictures),
            course_copying.QUESTIONS: (_("常见问题（%(n)d 条）"), left.questions),
        }
        offered = [(name, words % {"n": n}) for name, (words, n) in numbers.items() if n]
        field_of(self, "beside", forms.ChoiceField).choices = offered
        self.initial.setdefault("beside", [name for name, _words in offered])
        if not offered:
            del self.fields["beside"]


class Copying(CoursePart):
    """For the admin of courses: /admin/catalog/course/<id>/copy/."""

    def copying_urls(self):
        view = self.admin_site.admin_view(self.copy_view)
        return [path("<int:pk>/copy/", view, name="catalog_course_copy")]

    def copy_view(self, request, pk):
        if not self.has_add_permission(request):
            raise PermissionDenied
        course = self.course_or_404(request, pk)
        room = (TITLE.max_length or 0) - 10
        start = {"title": _("%(title)s（副本）") % {"title": course.title[:room]}}
        left = course_copying.left_behind(course)
        data = request.POST if request.method == "POST" else None
        form = CopyForm(data, initial=start, left=left)
        if form.is_valid():
            try:
                return self.copied(request, course, form.cleaned_data)
            except OutlineError as refusal:
                form.add_error(None, sentence(refusal))
            except NotAttached as refusal:
                form.add_error("beside", str(refusal))
        return self.page(
            request,
            "course/copy.html",
            title=_("复制课程：%(course)s") % {"course": course},
            course=course,
            form=form,
            newest=course_copying.newest_outline(course),
            details=course.details.count(),
            left=left,
        )

    def copied(self, request, course, wanted: dict):
        copy = course_copying.copy_course(
            course,
            title=wanted["title"],
            beside=wanted.get("beside", ()),
            user=request.user,
            now=timezone.now(),
        )
        self.log_addition(request, copy, _("复制自 %(code)s") % {"code": course.code})
        course_copied.send(
            sender=Course, obj=copy, user=request.user, changes={"copied_from": course.pk}
        )
        said = {"course": copy, "code": copy.code}
        messages.success(request, _("已建好草稿“%(course)s”（%(code)s）。") % said)
        return HttpResponseRedirect(reverse("admin:catalog_course_change", args=[copy.pk]))
