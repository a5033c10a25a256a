"""An outline in the back office: corrected into its next version, released, compared, restored."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from catalog.admin.both_edited import base_of, chosen_in, merge, parts_of, shown
from catalog.admin.day_fields import said_of
from catalog.admin.editing import facts_changed
from catalog.admin.outline_forms import OutlineForm
from catalog.admin.outline_preview import context_of
from catalog.admin.pasting import Pasting, says_when_too_big, seen_in
from catalog.admin.version_files import FORMS, version_file
from catalog.domain import preview_links
from catalog.domain.course_changes import accept_changes, find_changes
from catalog.domain.course_import import understand
from catalog.domain.fact_versions import join_facts, moved_public
from catalog.domain.facts_compared import changes_back_to, differences
from catalog.domain.intake import report_of
from catalog.domain.outline_versions import (
    read,
    release_later,
    restore,
    save_outline,
    sentence,
    tree_of,
)
from catalog.domain.seen_doubts import look_at, seen_keys
from catalog.domain.version_facts import facts_of, pairs, stamp
from catalog.models import Course, Outline
from catalog.outline import OutlineError
from catalog.outline.diff import changes, grouped
from catalog.text.days import NotADay, day_in

ROOM = 38_000  # bytes: with the rest of the page 60 kB; what is longer is rendered when asked for
VERSIONS = 12  # listed; the earlier ones on request
ROW = 100  # bytes around the words of an item


def fits(outline: Outline) -> bool:
    """Whether text and reading, which holds the same words again, go on one page of 60 kB."""
    return 2 * len(outline.source.encode()) + ROW * outline.items.count() <= ROOM


class Versioning(Pasting):
    """The pages below /admin/catalog/course/<id>/outline/."""

    def versioning_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/outline/",
                view(says_when_too_big(self.outline_view)),
                name="catalog_course_outline",
            ),
            path(
                "<int:pk>/outline/<int:number>/",
                view(self.version_view),
                name="catalog_course_version",
            ),
            path(
                "<int:pk>/outline/<int:number>/outline.<slug:ending>",
                view(require_safe(self.file_view)),
                name="catalog_course_version_file",
            ),
        ]

    def outline_view(self, request, pk):
        course = self.course_or_404(request, pk)
        latest = course.outlines.order_by("-number").first()
        if request.method != "POST":
            return self.opened_page(request, course, latest)
        form = OutlineForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.outline_page(request, course, form)
        if form.picture:
            return self.ask_picture(request, course, form)
        self.tell_intake(request, form)
        do = request.POST.get("do")
        try:
            if do == "merge":
                return self.merged_page(request, course, form)
            text = form.cleaned_data["source"]
            preview = self.preview_of(course, text, seen_in(request), form.kept)
        except OutlineError as refusal:
            form.add_error("source", sentence(refusal))
            return self.outline_page(request, course, form)
        if do not in ("save", "release"):
            return self.preview_page(request, course, form, preview)
        if latest and form.cleaned_data["base"] != latest.number:
            return self.conflict_page(request, course, form.shown(), latest, preview)
        data = {**form.cleaned_data, "intake": form.kept}
        answer = self.save_version(request, course, data, latest)
        self.end_draft(request, form, course)
        return answer

    def opened_page(self, request, course, latest):
        """The editor as it begins: with the newest version, or the draft that was asked for."""
        start = {"source": latest.source, "base": latest.number} if latest else {"base": 0}
        preview = None
        opened = self.opened_draft(request, course, start)
        if latest and not opened and fits(latest):
            preview = self.preview_of_saved(course, latest)
        form = self.with_picture(request, course, OutlineForm(initial=start))
        seen = seen_keys(latest) if latest and not preview else ()
        return self.outline_page(request, course, form, preview=preview, opened=opened, seen=seen)

    def preview_page(self, request, course, form, preview):
        text, patches = self.tidied(request, form.shown())
        if text != form.cleaned_data["source"]:
            preview = self.preview_of(course, text, seen_in(request), form.kept)
        return self.outline_page(request, course, form, patches=patches, preview=preview)

    def save_version(self, request, course, data, latest):
        now, outline = timezone.now(), latest
        seen = seen_in(request)
        if latest is None or latest.source != data["source"]:
            outline = save_outline(
                course,
                data["source"],
                user=request.user,
                reason=data["reason"],
                intake=data["intake"],
                seen=seen,
                now=now,
            )
            messages.success(request, _("已存为%(version)s。") % {"version": outline})
        elif look_at(latest, read(latest.source), seen):
            messages.success(request, _("记下了哪些地方已经看过；文字没有改动，没有另存新版本。"))
        elif request.POST["do"] == "save":
            messages.info(request, _("文字没有改动，没有另存新版本。"))
        self.accept_ticked(request, course, data["source"], now)
        if outline == latest:
            outline = self.joined(request, course) or latest
        else:
            stamp(outline)
        if request.POST["do"] == "release":
            self.release(request, course, outline)
        return HttpResponseRedirect(reverse("admin:catalog_course_outline", args=[course.pk]))

    def joined(self, request, course):
        """The version that the course's changed facts make, told and recorded; or None."""
        made = join_facts(course, user=request.user, now=timezone.now())
        if made:
            messages.success(request, _("已存为%(version)s。") % {"version": made})
        if changes := moved_public(made, course):
            facts_changed.send(sender=Course, obj=course, user=request.user, changes=changes)
        return made

    def accept_ticked(self, request, course, text, now):
        """Write what was ticked of the facts that differ; say what was written and what was not."""
        understood = understand(text, today=timezone.localdate(now))
        self.take(request, course, lambda fresh: find_changes(fresh, understood), now)
        left = [offer.name for offer in find_changes(course, understood) if offer.takeable]
        if left:
            names = _("、").join(dict.fromkeys(left))
            messages.info(
                request, _("大纲与课程资料不同、没有改动的有：%(names)s。") % {"names": names}
            )

    def take(self, request, course, offered, now):
        """Write the ticked ones of what is offered, with old and new values in the record."""
        ticked = request.POST.getlist("take")
        if not ticked:
            return
        before = facts_of(course)
        taken, notes = accept_changes(course, offered, ticked, now=now)
        for note in notes:
            messages.info(request, note)
        if taken:
            said = {"names": _("、").join(offer.name for offer in taken)}
            self.log_change(request, course, _("照大纲改了课程资料：%(names)s") % said)
            if changes := pairs(before, facts_of(course)):
                facts_changed.send(sender=Course, obj=course, user=request.user, changes=changes)
            messages.success(request, _("已照大纲改了课程资料：%(names)s。") % said)
        if len(taken) < len(set(ticked)):
            messages.warning(request, _("有些勾选的改动在您勾选之后又变了，没有写入，请再核对。"))

    def preview_of_saved(self, course, outline) -> dict:
        """The tree as it was saved, with what its text could be read as, and says otherwise."""
        fresh = self.preview_of(course, outline.source)
        saved = context_of(tree_of(outline), seen=seen_keys(outline))
        return {**saved, **{name: fresh[name] for name in ("choices", "offers", "notes")}}

    def release_on(self, request, course, outline) -> bool:
        """``on`` is a day to come; empty takes the plan back. Whether it was understood."""
        on = request.POST.get("on", "").strip()
        try:
            day = day_in(on, today=timezone.localdate(), ahead=True) if on else None
        except NotADay as wrong:
            messages.error(request, said_of(wrong, on).message)
            return False
        if day and day <= timezone.localdate():
            messages.error(request, _("公开的日期要在今天以后。"))
            return False
        before = outline.release_at and timezone.localdate(outline.release_at)
        release_later(outline, day, user=request.user)
        said = {"version": outline, "day": day}
        changes = {"release_at": [before and f"{before}", day and f"{day}"]}
        changes["version"] = outline.number
        facts_changed.send(sender=Course, obj=course, user=request.user, changes=changes)
        text = _("%(version)s定于 %(day)s 公开") if day else _("%(version)s不再定时公开")
        self.log_change(request, course, text % said)
        messages.success(request, f"{text % said}。")
        return True

    def conflict_page(self, request, course, form, latest, preview, choices=None):
        """Someone saved in between: both are shown, to merge; saving again is a choice too."""
        text, base = form.data["source"], base_of(form)
        found = parts_of(course, base=base, mine=text, theirs=latest.source)
        form.data = form.data.copy()
        form.data["base"], form.data["merge_base"] = latest.number, base
        return self.outline_page(
            request,
            course,
            form,
            conflict=latest,
            told=grouped(changes(tree_of(latest).items, read(text).items)),
            facts=self.facts_changed_since(course, base),
            merging=shown(found, choices or {}),
            preview=preview,
        )

    def facts_changed_since(self, course, number) -> list:
        """What of the course's facts is otherwise than it was with that version."""
        base = course.outlines.filter(number=number).first()
        return differences(base.facts, facts_of(course)) if base else []

    def merged_page(self, request, course, form):
        """The text of both goes into the form; it is saved once the editor has seen it."""
        theirs = get_object_or_404(course.outlines, number=form.cleaned_data["base"])
        text, seen, choices = form.cleaned_data["source"], seen_in(request), chosen_in(request)
        found = parts_of(course, base=base_of(form), mine=text, theirs=theirs.source)
        both, open_parts = merge(found, choices)
        if open_parts:
            said = ngettext(
                "还有 %(count)d 处两边都改了，没有选用哪一边的。",
                "还有 %(count)d 处两边都改了，没有选用哪一边的。",
                open_parts,
            )
            form.add_error(None, said % {"count": open_parts})
            preview = self.preview_of(course, text, seen)
            return self.conflict_page(request, course, form, theirs, preview, choices)
        form.put("source", both)
        form.data["merge_base"] = ""
        messages.success(request, _("两边的改动已经合并到文字里，还没有保存。请看一遍再保存。"))
        return self.outline_page(request, course, form, preview=self.preview_of(course, both, seen))

    def outline_page(self, request, course, form, **context):
        versions = course.outlines.select_related("created_by").defer(
            "source", "fields", "extras", "intake", "facts"
        )
        versions = versions.order_by("-number")
        if "versions" not in request.GET:
            versions = versions[:VERSIONS]
        return self.page(
            request,
            "course/outline.html",
            title=_("大纲：%(course)s") % {"course": course},
            form=form,
            versions=(listed := list(versions)),
            newest=listed[0].number if listed else 0,
            form_url=reverse("admin:catalog_course_outline", args=[course.pk]),
            **self.drafts_beside(request, form, course),
            **context,
        )

    def version_view(self, request, pk, number):
        """One version beside another, item by item; POST releases or restores it."""
        course = self.course_or_404(request, pk)
        versions = course.outlines.prefetch_related("items")
        outline = get_object_or_404(versions, number=number)
        if request.method == "POST":
            if request.POST.get("do") == "restore":
                made = restore(outline, user=request.user, now=timezone.now())
                self.take(request, course, changes_back_to(outline), timezone.now())
                stamp(made)
                messages.success(request, _("已存为%(version)s。") % {"version": made})
            elif request.POST.get("do") == "release":
                self.release(request, course, outline)
            elif request.POST.get("do") == "later" and not self.release_on(
                request, course, outline
            ):
                return self.version_page(request, versions, outline, status=400)
            return HttpResponseRedirect(reverse("admin:catalog_course_outline", args=[pk]))
        return self.version_page(request, versions, outline)

    def version_page(self, request, versions, outline, *, status=200):
        """The page of one of the versions of its course, beside the one that is asked for."""
        course, other = outline.course, self.compared_with(request, versions, outline)
        answer = self.page(
            request,
            "course/version.html",
            typed_day=request.POST.get("on", ""),
            title=_("%(course)s：%(version)s") % {"course": course, "version": outline},
            course=course,
            version=outline,
            preview_address=request.build_absolute_uri(preview_links.address(outline)),
            forms=[(ending, name) for ending, (name, *_rest) in FORMS.items()],
            other=other,
            tomorrow=timezone.localdate() + timedelta(days=1),
            intake=report_of(outline.intake),
            versions=course.outlines.exclude(pk=outline.pk).defer("source").order_by("-number"),
            told=grouped(changes(tree_of(other).items, tree_of(outline).items)) if other else [],
            facts=differences(other.facts, outline.facts) if other else [],
            offers=changes_back_to(outline)(course),
        )
        answer.status_code = status
        return answer

    def file_view(self, request, pk, number, ending):
        course = self.course_or_404(request, pk)
        return version_file(get_object_or_404(course.outlines, number=number), ending)

    def compared_with(self, request, outlines, outline) -> Outline | None:
        """The version named in ``?with=``, else the one before."""
        wanted = request.GET.get("with", "")
        if wanted.isdecimal() and len(wanted) < 9:
            return outlines.filter(number=int(wanted)).first()
        return outlines.filter(number__lt=outline.number).order_by("-number").first()
