"""What readers find, kept true by what is saved here: search index, former addresses, synonyms."""

from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.admin.deleting import Deleting
from catalog.admin.editing import Merging
from catalog.domain.former_slugs import keep_former_slug
from catalog.models import Category, Course, MissedSearch, Synonym
from catalog.models.course import below
from catalog.search import index_courses


class Indexed(admin.ModelAdmin):
    """For admins of courses and of what courses are found by; Django's admin saves in one
    transaction, so the index changes with the row or not at all."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        index_courses(_found_by(form.instance))


def _found_by(thing) -> QuerySet[Course]:
    """The courses that are found by what is said of this."""
    if isinstance(thing, Course):
        return Course.objects.filter(pk=thing.pk)
    if isinstance(thing, Category):
        return Course.objects.filter(below(thing))
    return thing.courses.all()


class Addressed(admin.ModelAdmin):
    """For the admin of courses: a changed slug leaves its former address behind."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            keep_former_slug(obj, former=form.initial["slug"])


@admin.register(Synonym)
class SynonymAdmin(Merging, admin.ModelAdmin):
    list_display = ["__str__"]
    search_fields = ["words"]

    def get_changeform_initial_data(self, request):
        """The word sought in vain from which somebody comes, on the first line."""
        words = request.GET.get("words", "")[:40]
        return {"words": f"{words}\n"} if words else {}


@admin.register(MissedSearch)
class MissedSearchAdmin(Deleting):
    """Words sought in vain; each leads to a new group of synonyms that begins with it."""

    list_display = ["words", "times", "last_on", "make_synonym"]
    list_display_links = None
    search_fields = ["words"]

    @admin.display(description=_("说法相同的词"))
    def make_synonym(self, miss):
        url = f"{reverse('admin:catalog_synonym_add')}?{urlencode({'words': miss.words})}"
        return format_html('<a href="{}">{}</a>', url, gettext("写成同义词"))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
