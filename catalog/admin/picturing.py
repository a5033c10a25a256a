"""A photo or scan of an outline: its upload answers at once, and its text follows as a draft."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.admin.drafting import Drafting, editor_of, whole
from catalog.admin.outline_forms import sign_report
from catalog.domain import picture_readings
from catalog.domain.intake import report_of
from catalog.domain.outline_drafts import plain
from catalog.models import Course, PictureReading
from catalog.models.picture_reading import ReadingState

BESIDE = ("title", "category", "reason")  # fields that may be filled in beside the picture
SAVES = ("save", "publish", "release")
SECONDS = 2  # between two looks at how far the reading is


class Picturing(Drafting):
    """The page that waits for a picture, and the editor that it leads to."""

    def picturing_urls(self):
        view = self.admin_site.admin_view(self.picture_view)
        return [path("picture/<slug:token>/", view, name="catalog_course_picture")]

    def ask_picture(self, request, course: Course | None, form):
        """What the form holds besides the picture is there again when the text is."""
        latest = course.outlines.order_by("-number").first() if course else None
        if latest is None or plain(latest.source) != plain(form["source"].value() or ""):
            self.keep_posted(request, form, course)
        typed = {name: form[name].value() or "" for name in BESIDE if name in form.fields}
        reading = picture_readings.ask(
            request.user,
            course=course,
            base=whole(form.cleaned_data.get("base", 0)),
            name=form.cleaned_data["file"].name,
            data=form.picture,
            typed={**typed, "draft": form.cleaned_data["draft"], "do": request.POST.get("do", "")},
            now=timezone.now(),
        )
        return HttpResponseRedirect(reverse("admin:catalog_course_picture", args=[reading.token]))

    def picture_view(self, request, token):
        """How far the reading is; POST stops it, or puts away why it was refused."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        reading = picture_readings.of_user(request.user, token)
        if reading is None:
            raise Http404
        if request.method == "POST":
            if reading.state == ReadingState.REFUSED:
                picture_readings.dismiss(reading)
                return HttpResponseRedirect(editor_of(reading.course))
            picture_readings.stop(reading, now=timezone.now())
            reading.refresh_from_db(fields=["state", "ended_at"])
        if reading.ended_at:
            return HttpResponseRedirect(editor_after(reading))
        return self.page(
            request,
            "course/picture.html",
            title=_("正在识别图片"),
            reading=reading,
            ahead=picture_readings.ahead_of(reading),
            elapsed=int((timezone.now() - reading.asked_at).total_seconds()),
            refresh=SECONDS,
            is_unsaved=asked_to_save(reading),
        )

    def with_picture(self, request, course: Course | None, form):
        """The editor's form with what came of a picture, named by ``?draft=`` or ``?picture=``."""
        draft = form.initial["draft"]
        reading = picture_readings.of_user(request.user, request.GET.get("picture", draft))
        if reading is None or reading.course_id != (course.pk if course else None):
            return form
        beside = {name: value for name, value in reading.typed.items() if name in BESIDE}
        form.initial = {**form.initial, **beside}
        if reading.state == ReadingState.READ and reading.token == draft:
            form.intake = report_of(reading.intake)
            form.initial["read_from"] = sign_report(reading.intake)
            form.unsaved_picture = asked_to_save(reading)
        return form


def asked_to_save(reading: PictureReading) -> bool:
    """Whether the picture was sent to be saved at once: its words are looked at first."""
    return reading.typed.get("do") in SAVES


def editor_after(reading: PictureReading) -> str:
    """The editor with the text of the picture, or with what was typed where there is none."""
    if reading.state == ReadingState.READ:
        query = {"draft": reading.token}
    else:
        query = {"draft": reading.typed.get("draft", ""), "picture": reading.token}
    return f"{editor_of(reading.course)}?{urlencode(query)}"
