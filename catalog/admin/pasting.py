"""Pasted or uploaded text becomes a course; what was read is shown before it is saved."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from catalog.admin.editing import facts_changed
from catalog.admin.outline_forms import ImportForm, signed_report
from catalog.admin.outline_preview import context_of
from catalog.admin.picturing import Picturing
from catalog.admin.posted_values import row_number
from catalog.domain import publishing
from catalog.domain.course_changes import find_changes, notes_on
from catalog.domain.course_import import import_course, understand
from catalog.domain.outline_versions import release, save_outline, sentence
from catalog.domain.similar_courses import similar_courses
from catalog.domain.unsure_lines import with_unsure
from catalog.models import Course
from catalog.outline import MAX_CHARACTERS, OutlineError
from catalog.outline.readers.clipboard import text_of_clipboard
from catalog.outline.readings import with_mark
from catalog.outline.tidying import patches, put_in
from catalog.queries.outline_review import findings


def says_when_too_big(view):
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


def seen_in(request) -> set[str]:
    """The keys of the doubts that are ticked as looked at."""
    return set(request.POST.getlist("seen"))


class Pasting(Picturing):
    """The pages below /admin/catalog/course/ on which a new course is pasted."""

    def pasting_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "import/",
                view(says_when_too_big(self.import_view)),
                name="catalog_course_import",
            ),
            path("quality/", view(self.quality_view), name="catalog_course_quality"),
            path("preview/", view(self.preview_view), name="catalog_course_preview"),
            path("clipboard/", view(self.clipboard_view), name="catalog_course_clipboard"),
            *self.drafting_urls(),
            *self.picturing_urls(),
        ]

    def import_view(self, request):
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            start: dict[str, str] = {}
            opened = self.opened_draft(request, None, start)
            form = self.with_picture(request, None, ImportForm(initial=start))
            return self.import_page(request, form, opened=opened)
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.import_page(request, form)
        if form.picture:
            return self.ask_picture(request, None, form)
        self.tell_intake(request, form)
        chosen = {name: form.cleaned_data[name] for name in ("title", "category")}
        try:
            if request.POST.get("do") in ("save", "publish"):
                return self.saved_import(request, form.shown(), chosen)
            text, patches = self.tidied(request, form.shown())
            preview = self.preview_of_new(text, intake=form.kept, seen=seen_in(request), **chosen)
            return self.import_page(request, form, preview=preview, patches=patches)
        except OutlineError as refusal:
            form.add_error("source", sentence(refusal))
            return self.import_page(request, form)

    def preview_of_new(self, text: str, *, title: str, category, seen=(), intake=None) -> dict:
        """The reading of a text, the course it would become, and those it may be already."""
        understood = understand(text, today=timezone.localdate())
        found = similar_courses(understood.tree, title or understood.title)
        tree = with_unsure(understood.tree, intake)
        preview = context_of(tree, understood, title=title, category=category, seen=seen)
        return {**preview, "similar_courses": found}

    def saved_import(self, request, form, chosen: dict):
        """A new course, or the next version of one that is there; where both may be meant, ask."""
        text, now = form.cleaned_data["source"], timezone.now()
        seen = seen_in(request)
        preview = self.preview_of_new(text, intake=form.kept, seen=seen, **chosen)
        same = request.POST.get("same", "")
        meant = next(
            (one.course for one in preview["similar_courses"] if str(one.course.pk) == same), None
        )
        if meant:
            answer = self.save_as_version(request, meant, text, form.kept, now)
            self.end_draft(request, form, None)
            return answer
        if same != "new" and (preview["similar_courses"] or same):
            form.add_error(
                None, _("还没有保存：请先说明这份大纲是已有课程的新版本，还是另一门课程。")
            )
            return self.import_page(request, form, preview=preview)
        publish = request.POST["do"] == "publish"
        imported = import_course(
            text, **chosen, publish=publish, user=request.user, intake=form.kept, seen=seen, now=now
        )
        self.end_draft(request, form, None)
        self.log_addition(request, imported.course, _("由大纲原文创建"))
        for note in imported.notes:
            messages.info(request, note)
        messages.success(request, _("已建好课程“%(course)s”。") % {"course": imported.course})
        return HttpResponseRedirect(
            reverse("admin:catalog_course_change", args=[imported.course.pk])
        )

    def save_as_version(self, request, course: Course, text: str, intake, now):
        """The outline page of the course follows; there its other facts are compared."""
        if not self.has_change_permission(request, course):
            raise PermissionDenied
        outline = course.outlines.order_by("-number").first()
        if outline and outline.source == text:
            messages.info(request, _("文字没有改动，没有另存新版本。"))
        else:
            outline = save_outline(
                course,
                text,
                user=request.user,
                reason=_("导入"),
                intake=intake,
                seen=seen_in(request),
                now=now,
            )
            messages.success(request, _("已存为%(version)s。") % {"version": outline})
        if request.POST["do"] == "publish":
            self.release(request, course, outline)
            course.refresh_from_db()
            self.become(request, course, publishing.publish)
        return HttpResponseRedirect(reverse("admin:catalog_course_outline", args=[course.pk]))

    def release(self, request, course, outline):
        before = course.outline.number if course.outline else None
        release(outline, now=timezone.now())
        changes = {"outline": [before, outline.number]}
        facts_changed.send(sender=Course, obj=course, user=request.user, changes=changes)
        self.log_change(request, course, _("发布大纲：%(version)s") % {"version": outline})
        messages.success(request, _("%(version)s已公开。") % {"version": outline})

    def tidied(self, request, form) -> tuple[str, list[tuple]]:
        """The text to show, and what tidy numbering would change of it where that was asked.

        Only the button below the changes puts in those that are ticked; another reading is chosen
        at once.
        """
        text, do = form.cleaned_data["source"], request.POST.get("do")
        if do == "tidied":
            ticked = set(request.POST.getlist("tidy"))
            text = put_in(text, [one for one in patches(text) if f"{one[0]} {one[2]}" in ticked])
            form.put("source", text)
        if "reading" in request.POST:
            text = with_mark(text, request.POST["reading"])
            form.put("source", text)
        found = patches(text) if do == "tidy" else []
        if do == "tidy" and not found:
            messages.info(request, _("编号已经整齐，没有要改的地方。"))
        return text, found

    def tell_intake(self, request, form) -> None:
        """What of the file was left out, where it is saved at once and no preview will say so."""
        if form.intake and request.POST.get("do") in ("save", "publish", "release"):
            for line in form.intake.warnings():
                messages.warning(request, line)

    def import_page(self, request, form, **context):
        return self.page(
            request,
            "course/import.html",
            title=_("粘贴大纲建课"),
            form=form,
            form_url=reverse("admin:catalog_course_import"),
            **self.drafts_beside(request, form, None),
            **context,
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
        text, seen = request.POST.get("source", ""), seen_in(request)
        intake = signed_report(request.POST.get("read_from", ""))
        try:
            if "new" in request.POST:
                title = request.POST.get("title", "")
                chosen = {"title": title, "category": None}
                preview = self.preview_of_new(text, **chosen, seen=seen, intake=intake)
            else:
                preview = self.preview_of(self.course_named(request), text, seen, intake)
        except OutlineError as refusal:
            preview = {"refusal": sentence(refusal)}
        return render(request, "admin/catalog/preview.html", preview)

    def course_named(self, request) -> Course | None:
        """The course whose outline is typed in the editor."""
        pk = row_number(request.POST.get("course"))
        return Course.objects.select_related("category").filter(pk=pk).first()

    def preview_of(self, course: Course | None, text: str, seen=(), intake=None) -> dict:
        """The reading of a text, and what it says otherwise than its course."""
        understood = understand(text, today=timezone.localdate())
        if course and intake is None:
            kept = course.outlines.order_by("-number").values_list("intake", flat=True)
            intake = kept.first()
        preview = context_of(with_unsure(understood.tree, intake), seen=seen)
        if course is None:
            return preview
        notes = notes_on(course, understood)
        return {**preview, "offers": find_changes(course, understood), "notes": notes}

    def clipboard_view(self, request):
        """POST ``html`` of the clipboard: the same as text, its list numbers written out."""
        if not self.has_change_permission(request) or request.method != "POST":
            raise PermissionDenied
        text = text_of_clipboard(request.POST.get("html", ""))
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
