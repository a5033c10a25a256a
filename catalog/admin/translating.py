"""The English outline of a course in the back office: pasted, looked through, saved."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.course_part import CoursePart
from catalog.admin.outline_forms import SourceField
from catalog.admin.outline_preview import context_of
from catalog.admin.pasting import says_when_too_big
from catalog.admin.resumed_form import ResumedForm
from catalog.domain.english_outline import items_of, remove_english, save_english
from catalog.domain.outline_versions import read, sentence
from catalog.models import EnglishOutline
from catalog.outline import MAX_CHARACTERS, OutlineError
from catalog.queries.outline_parts import counts


class EnglishForm(ResumedForm, forms.Form):
    source = SourceField(
        label=gettext_lazy("英文大纲"),
        widget=forms.Textarea(
            attrs={"rows": 24, "wrap": "off", "lang": "en", "data-limit": MAX_CHARACTERS}
        ),
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class Translating(CoursePart):
    """The page /admin/catalog/course/<id>/outline/english/."""

    def translating_urls(self):
        page = self.admin_site.admin_view(says_when_too_big(self.english_view))
        return [path("<int:pk>/outline/english/", page, name="catalog_course_english")]

    def english_view(self, request, pk):
        course = self.course_or_404(request, pk)
        english = EnglishOutline.objects.filter(course=course).first()
        if request.method != "POST":
            start = {"source": english.source if english else "", "seen": edition(english)}
            return self.english_page(request, course, EnglishForm(initial=start), english)
        form = EnglishForm(request.POST)
        if not form.is_valid():
            return self.english_page(request, course, form, english)
        if form.cleaned_data["seen"] != edition(english):
            form.data = data = cast(QueryDict, form.data).copy()
            data["seen"] = edition(english)
            form.add_error(
                "source",
                _("您打开这一页之后，别人保存了另一份英文大纲。再按一次保存，就用您的这一份。"),
            )
            return self.english_page(request, course, form, english)
        try:
            return self.english_saved(request, course, form, english)
        except OutlineError as refusal:
            form.add_error("source", sentence(refusal))
            return self.english_page(request, course, form, english)

    def english_saved(self, request, course, form, english):
        source, now = form.cleaned_data["source"], timezone.now()
        if request.POST.get("do") != "save":
            return self.english_page(request, course, form, english, read(source))
        if source.strip():
            save_english(course, source, user=request.user, now=now)
            self.log_change(request, course, _("保存英文大纲"))
            messages.success(request, _("英文大纲已保存，英文页上已经换成它。"))
        elif english:
            remove_english(course, now=now)
            self.log_change(request, course, _("删除英文大纲"))
            messages.success(request, _("英文大纲已删除，英文页上显示原文。"))
        return HttpResponseRedirect(reverse("admin:catalog_course_english", args=[course.pk]))

    def english_page(self, request, course, form, english, tree=None):
        items = list(course.outline.items.all()) if course.outline else []
        if tree is None and english and not form.is_bound:
            tree = read(english.source)
        translated = tree.items if tree else items_of(english) if english else []
        return self.page(
            request,
            "course/english.html",
            title=_("英文大纲：%(course)s") % {"course": course},
            course=course,
            form=form,
            english=english,
            is_older=bool(english) and english.outline_id != course.outline_id,
            own_counts=counts(items),
            own_number=len(items),
            counts=counts(translated),
            number=len(translated),
            preview=context_of(tree) if tree else None,
        )


def edition(english: EnglishOutline | None) -> str:
    return english.updated_at.isoformat() if english else ""
