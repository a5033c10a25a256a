"""Pasted or uploaded text becomes a course; an existing outline gets its next version."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from catalog.admin.forms import ImportForm, OutlineForm
from catalog.admin.preview import context_of
from catalog.importing import import_course, understand
from catalog.models import Course, Outline
from catalog.outline import MAX_CHARACTERS, OutlineError
from catalog.outline.diff import changes
from catalog.outlines import read, release, restore, save_outline, sentence, tree_of
from catalog.quality import findings

SHOWN_AT_ONCE = 300  # items; a longer outline is drawn when it is asked for


def told_when_too_big(view):
    """A body over the limit gets a sentence: it is refused before the form can be read.

    The token is checked once the body has been read, so this view stands before that check.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    def inner(request, *args, **kwargs):
        try:
            _ = request.POST
        except RequestDataTooBig:
            return render(
                request, "admin/catalog/too_big.html", {"limit": MAX_CHARACTERS}, None, 413
            )
        return protected(request, *args, **kwargs)

    return inner


class Pasting:
    """The pages below /admin/catalog/course/ on which outlines are pasted, corrected, released."""

    def pasting_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "import/",
                view(told_when_too_big(self.import_view)),
                name="catalog_course_import",
            ),
            path("quality/", view(self.quality_view), name="catalog_course_quality"),
            path("preview/", view(self.preview_view), name="catalog_course_preview"),
            path(
                "<int:pk>/outline/",
                view(told_when_too_big(self.outline_view)),
                name="catalog_course_outline",
            ),
            path(
                "<int:pk>/outline/<int:number>/",
                view(self.version_view),
                name="catalog_course_version",
            ),
        ]

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

    def import_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return self.import_page(request, ImportForm())
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.import_page(request, form)
        chosen = {name: form.cleaned_data[name] for name in ("title", "category")}
        text, now = form.cleaned_data["source"], timezone.now()
        try:
            if request.POST.get("do") not in ("save", "publish"):
                understood = understand(text, today=timezone.localdate(now))
                preview = context_of(understood.tree, understood, **chosen)
                return self.import_page(request, form.shown(), preview)
            publish = request.POST["do"] == "publish"
            imported = import_course(text, **chosen, publish=publish, user=request.user, now=now)
        except OutlineError as refusal:
            form.add_error("source", sentence(refusal))
            return self.import_page(request, form)
        self.log_addition(request, imported.course, _("由大纲原文创建"))
        for note in imported.notes:
            messages.info(request, note)
        messages.success(request, _("已建好课程“%(course)s”。") % {"course": imported.course})
        return HttpResponseRedirect(
            reverse("admin:catalog_course_change", args=[imported.course.pk])
        )

    def import_page(self, request, form, preview=None):
        return self.page(
            request,
            "course/import.html",
            title=_("粘贴大纲建课"),
            form=form,
            preview=preview,
            form_url=reverse("admin:catalog_course_import"),
        )

    def quality_view(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        title = _("大纲质量")
        return self.page(request, "course/quality.html", title=title, found=findings())

    def preview_view(self, request):
        """POST ``source`` (and ``new`` for a course to be): the reading, as a piece of HTML."""
        if not self.has_change_permission(request) or request.method != "POST":
            raise PermissionDenied
        text = request.POST.get("source", "")
        try:
            if "new" in request.POST:
                understood = understand(text, today=timezone.localdate())
                preview = context_of(
                    understood.tree, understood, title=request.POST.get("title", ""), category=None
                )
            else:
                preview = context_of(read(text))
        except OutlineError as refusal:
            preview = {"refusal": sentence(refusal)}
        return render(request, "admin/catalog/preview.html", preview)

    def outline_view(self, request, pk):
        course = self.course_or_404(request, pk)
        latest = course.outlines.order_by("-number").first()
        if request.method != "POST":
            start = {"source": latest.source, "base": latest.number} if latest else {"base": 0}
            preview = None
            if latest and latest.items.count() <= SHOWN_AT_ONCE:
                preview = context_of(tree_of(latest))
            return self.outline_page(request, course, OutlineForm(initial=start), preview=preview)
        form = OutlineForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.outline_page(request, course, form)
        try:
            tree = read(form.cleaned_data["source"])
        except OutlineError as refusal:
            form.add_error("source", sentence(refusal))
            return self.outline_page(request, course, form)
        if request.POST.get("do") not in ("save", "release"):
            return self.outline_page(request, course, form.shown(), preview=context_of(tree))
        if latest and form.cleaned_data["base"] != latest.number:
            return self.conflict_page(request, course, form.shown(), latest, tree)
        return self.save_version(request, course, form.cleaned_data, latest)

    def save_version(self, request, course, data, latest):
        now, outline = timezone.now(), latest
        if latest is None or latest.source != data["source"]:
            outline = save_outline(
                course, data["source"], user=request.user, reason=data["reason"], now=now
            )
            messages.success(request, _("已存为%(version)s。") % {"version": outline})
        elif request.POST["do"] == "save":
            messages.info(request, _("文字没有改动，没有另存新版本。"))
        if request.POST["do"] == "release":
            self.release(request, course, outline)
        return HttpResponseRedirect(reverse("admin:catalog_course_outline", args=[course.pk]))

    def release(self, request, course, outline):
        release(outline, now=timezone.now())
        self.log_change(request, course, _("发布大纲：%(version)s") % {"version": outline})
        messages.success(request, _("%(version)s已公开。") % {"version": outline})

    def conflict_page(self, request, course, form, latest, tree):
        """Someone saved in between: both are shown, and saving again is a choice."""
        form.data = form.data.copy()
        form.data["base"] = latest.number
        compared = changes(tree_of(latest).items, tree.items)
        return self.outline_page(
            request, course, form, conflict=latest, compared=compared, preview=context_of(tree)
        )

    def outline_page(self, request, course, form, **context):
        versions = course.outlines.select_related("created_by").defer("source", "fields", "extras")
        return self.page(
            request,
            "course/outline.html",
            title=_("大纲：%(course)s") % {"course": course},
            form=form,
            course=course,
            versions=versions.order_by("-number"),
            form_url=reverse("admin:catalog_course_outline", args=[course.pk]),
            **context,
        )

    def version_view(self, request, pk, number):
        """One version beside another, item by item; POST releases or restores it."""
        course = self.course_or_404(request, pk)
        outlines = course.outlines.prefetch_related("items")
        outline = outlines.filter(number=number).first()
        if outline is None:
            raise Http404
        if request.method == "POST":
            if request.POST.get("do") == "restore":
                made = restore(outline, user=request.user, now=timezone.now())
                messages.success(request, _("已存为%(version)s。") % {"version": made})
            elif request.POST.get("do") == "release":
                self.release(request, course, outline)
            return HttpResponseRedirect(reverse("admin:catalog_course_outline", args=[pk]))
        other = self.compared_with(request, outlines, outline)
        return self.page(
            request,
            "course/version.html",
            title=_("%(course)s：%(version)s") % {"course": course, "version": outline},
            course=course,
            version=outline,
            other=other,
            versions=course.outlines.exclude(pk=outline.pk).defer("source").order_by("-number"),
            compared=changes(tree_of(other).items if other else (), tree_of(outline).items),
        )

    def compared_with(self, request, outlines, outline) -> Outline | None:
        """The version named in ``?with=``, else the one before."""
        wanted = request.GET.get("with", "")
        if wanted.isdecimal() and len(wanted) < 9:
            return outlines.filter(number=int(wanted)).first()
        return outlines.filter(number__lt=outline.number).order_by("-number").first()
