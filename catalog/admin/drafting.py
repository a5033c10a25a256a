"""What was typed in the outline editor and not saved: kept while typing, offered, never put in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from catalog.admin.course_part import CoursePart
from catalog.admin.posted_values import row_number
from catalog.domain import outline_drafts, picture_readings
from catalog.models import Course, OutlineDraft
from catalog.outline import MAX_CHARACTERS


class Drafting(CoursePart):
    """The editor's pages: each has a token, under which its text is kept until it is saved."""

    def drafting_urls(self):
        view = self.admin_site.admin_view(self.draft_view)
        return [path("draft/", view, name="catalog_course_draft")]

    def draft_view(self, request):
        """POST ``draft`` (the token), ``course``, ``base`` and ``source``: the text is kept.

        The answer is the list of drafts to offer; 410 says that this draft has ended. With
        ``do=discard`` the draft is thrown away.
        """
        if not self.has_change_permission(request) or request.method != "POST":
            raise PermissionDenied
        number, token = row_number(request.POST.get("course")), request.POST.get("draft", "")
        course = self.course_or_404(request, number) if number else None
        if request.POST.get("do") == "discard":
            outline_drafts.discard(request.user, token=token, now=timezone.now())
            return HttpResponseRedirect(editor_of(course))
        kept = is_token(token) and outline_drafts.save(
            request.user,
            token=token,
            course=course,
            base=whole(request.POST.get("base", "")),
            text=request.POST.get("source", ""),
            now=timezone.now(),
        )
        if not kept:
            return HttpResponse(status=410)
        context = self.offered_drafts(request, course, but=request.POST.get("page", token))
        return render(request, "admin/catalog/drafts.html", context)

    def opened_draft(self, request, course: Course | None, start: dict) -> OutlineDraft | None:
        """The draft that ``?draft=`` asks for becomes what the page begins with."""
        start["draft"] = outline_drafts.new_token()
        token = request.GET.get("draft", "")
        draft = outline_drafts.opened(request.user, course, token) if token else None
        if draft:
            start |= {"source": draft.text, "base": draft.base, "draft": draft.token}
        return draft

    def drafts_beside(self, request, form, course: Course | None) -> dict:
        """The drafts to offer; what was posted and not saved is kept as one of its own."""
        token = form["draft"].value() or ""
        if form.is_bound:
            self.keep_posted(request, form, course)
        ended = " ".join(outline_drafts.ended(request.user))
        return {**self.offered_drafts(request, course, but=token), "ended": ended}

    def keep_posted(self, request, form, course: Course | None) -> None:
        token, text = form["draft"].value() or "", form["source"].value() or ""
        if is_token(token) and len(text) <= MAX_CHARACTERS:
            outline_drafts.save(
                request.user,
                token=token,
                course=course,
                base=whole(form["base"].value()) if "base" in form.fields else 0,
                text=text,
                now=timezone.now(),
            )

    def offered_drafts(self, request, course: Course | None, *, but: str) -> dict:
        drafts = outline_drafts.offered(request.user, course, but=but)
        others = outline_drafts.others(request.user, course, now=timezone.now())
        pictures = [
            (reading, picture_readings.refusal_of(reading))
            for reading in picture_readings.unfinished(request.user, course)
        ]
        return {
            "drafts": drafts,
            "others": others,
            "pictures": pictures,
            "course": course,
            "editor": editor_of(course),
        }

    def end_draft(self, request, form, course: Course | None) -> None:
        outline_drafts.end(
            request.user,
            token=form.cleaned_data["draft"],
            course=course,
            text=form.cleaned_data["source"],
            now=timezone.now(),
        )


def editor_of(course: Course | None) -> str:
    if course is None:
        return reverse("admin:catalog_course_import")
    return reverse("admin:catalog_course_outline", args=[course.pk])


def is_token(token: str) -> bool:
    return len(token) == 32 and token.isalnum()


def whole(number) -> int:
    text = str(number)
    return int(text) if text.isdecimal() and len(text) < 9 else 0
