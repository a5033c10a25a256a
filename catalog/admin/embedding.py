"""The code by which another site shows our sessions, for staff to choose and to copy."""

from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import path, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from catalog.admin.course_part import CoursePart
from catalog.documents.embed_code import embed_code
from catalog.models import Category, City, Course
from catalog.models.translations import translated
from catalog.views.embed import THEMES

IN_QUERY = ("course", "category", "city", "view", "theme")


def _any_or_one(rows, label, all_of_them) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        rows, label=label, required=False, to_field_name="slug", empty_label=all_of_them
    )


class EmbedForm(forms.Form):
    """What the frame shows; all may stay as it is."""

    course = _any_or_one(Course.objects.published(), gettext_lazy("课程"), gettext_lazy("全部课程"))
    category = _any_or_one(
        Category.objects.all(), gettext_lazy("课程类别"), gettext_lazy("全部类别")
    )
    city = _any_or_one(City.objects.all(), gettext_lazy("城市"), gettext_lazy("全部城市"))
    view = forms.ChoiceField(
        label=gettext_lazy("样子"),
        required=False,
        choices=[("", gettext_lazy("列表")), ("grid", gettext_lazy("月份 × 城市的表格"))],
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("颜色"),
        required=False,
        choices=[
            ("", gettext_lazy("随读者的设备")),
            *zip(THEMES, (gettext_lazy("浅色"), gettext_lazy("深色")), strict=True),
        ],
    )
    language = forms.ChoiceField(
        label=gettext_lazy("语言"),
        required=False,
        choices=[("", gettext_lazy("简体中文")), ("en", gettext_lazy("英文"))],
    )

    def code(self) -> tuple[str, str]:
        """The address of the page inside, and the code that shows it; of a form that is valid."""
        chosen = self.cleaned_data
        slugs = {name: getattr(chosen[name], "slug", chosen[name]) for name in IN_QUERY}
        query = urlencode({name: slug for name, slug in slugs.items() if slug})
        with translation.override(chosen["language"] or settings.LANGUAGE_CODE):
            page = settings.SITE_URL + reverse("catalog:embed") + (f"?{query}" if query else "")
            course = chosen["course"]
            title = translated(course, "title") if course else _("开课班次")
        return page, embed_code(page, title=title)


class Embedding(CoursePart):
    """For the admin of courses: /admin/catalog/course/embed/."""

    def embedding_urls(self):
        view = self.admin_site.admin_view(require_safe(self.embed_view))
        return [path("embed/", view, name="catalog_course_embed")]

    def embed_view(self, request):
        """GET: the form shows what it was given, and below it the code of that."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = EmbedForm(request.GET)
        page, code = form.code() if form.is_valid() else ("", "")
        return self.page(
            request,
            "course/embed.html",
            title=_("嵌入其他网站"),
            form=form,
            address=page,
            code=code,
        )
