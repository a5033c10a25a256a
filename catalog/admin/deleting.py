"""What others still name is not deleted: the page says who names it, and what to do instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects, quote
from django.contrib.auth import get_permission_codename
from django.db import models, router
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Named:
    """A row that names what is to be deleted, with its page if the reader may open it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Use:
    """Rows of one kind that name it: how many, and the first of them."""

    noun: str
    count: int
    rows: list[Named]

    @property
    def more(self) -> int:
        return self.count - len(self.rows) if self.rows else 0


class Uses(list[Use]):
    """Who names what is to be deleted, and what can be done about it."""

    def __init__(self, found: Iterable[Use], way_out) -> None:
        super().__init__(found)
        self.way_out = way_out


class Deleting(admin.ModelAdmin):
    """For a ModelAdmin: rows go, alone or many at once, only when nobody names them any more."""

    way_out = _("先把它们改到别处，再来删除。")

    def get_deleted_objects(self, objs, request):
        """Django's answer, with the uses in the place of what is protected."""
        listed, counts, lacking, _protected = super().get_deleted_objects(objs, request)
        return listed, counts, lacking, self.uses(objs, request)

    def uses(self, objs, request) -> Uses:
        """Who else names these rows; what has a page of its own comes first."""
        going = {(type(one), one.pk) for one in objs}
        rows: dict[type[models.Model], dict[object, models.Model]] = {}
        for row in naming(list(objs)):
            if (type(row), row.pk) not in going:
                rows.setdefault(type(row), {})[row.pk] = row
        found = [self._use(model, list(kind.values()), request) for model, kind in rows.items()]
        return Uses(sorted(found, key=lambda use: (not use.rows, -use.count)), self.way_out)

    def _use(self, model, rows, request) -> Use:
        opts = model._meta
        shown = []
        own = self.admin_site._registry.get(model)
        view = f"{opts.app_label}.{get_permission_codename('view', opts)}"
        if own and request.user.has_perm(view):
            address = f"admin:{opts.app_label}_{opts.model_name}_change"
            shown = [
                Named(str(row), reverse(address, args=[quote(row.pk)])) for row in rows[:MOST_NAMED]
            ]
        return Use(str(capfirst(opts.verbose_name_plural)), len(rows), shown)


def naming(objs: list) -> Iterable[models.Model]:
    """The rows that would stop the deletion, or would quietly lose what they name by it."""
    if not objs:
        return
    collector = NestedObjects(using=router.db_for_write(type(objs[0])), origin=objs[0])
    collector.collect(objs)
    yield from collector.protected
    for relation in type(objs[0])._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and loses_quietly(relation):
            name, model = relation.field.name, relation.related_model
            yield from model._base_manager.filter(**{f"{name}__in": objs}).distinct()


def loses_quietly(relation) -> bool:
    """Whether rows of this relation stay and only forget what they named."""
    return relation.many_to_many or relation.on_delete is models.SET_NULL
