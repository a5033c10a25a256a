"""Pages of a long list: which rows a page has is asked first, what they show of these alone."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

MOST_FOUND = 1_000  # rows of a search: more are not counted, and nobody turns so many pages


class FirstIds(Paginator):
    """Ids and no rows; of a search the first ``MOST_FOUND``: no second search counts them."""

    is_search = False
    object_list: QuerySet

    @cached_property
    def ids(self):
        pks = self.object_list.values_list("pk", flat=True)
        return list(pks[: MOST_FOUND + 1]) if self.is_search else pks

    @property
    def has_more(self) -> bool:
        return self.is_search and len(self.ids) > MOST_FOUND

    @cached_property
    def count(self) -> int:
        return min(len(self.ids), MOST_FOUND) if self.is_search else self.object_list.count()

    def ids_of(self, number: int) -> list[int]:
        first = (number - 1) * self.per_page
        return list(self.ids[first : min(first + self.per_page, self.count)])


class LongList(ChangeList):
    """A list whose order and filters are worked out for ids, and whose joins for one page."""

    def get_results(self, request):
        super().get_results(request)
        ids = self.paginator.ids_of(self.page_num if self.multi_page else 1)
        rows = self.apply_select_related(self.root_queryset).in_bulk(ids)
        self.result_list = [rows[pk] for pk in ids if pk in rows]


class LongLists(admin.ModelAdmin):
    """A ModelAdmin with such a list."""

    list_max_show_all = 0  # a page is a page

    def get_changelist(self, request, **kwargs):
        return LongList

    def get_paginator(self, request, queryset, per_page, orphans=0, allow_empty_first_page=True):
        pages = FirstIds(queryset, per_page, orphans, allow_empty_first_page)
        pages.is_search = bool(request.GET.get("q"))
        return pages
