"""What every page of the back office has on which a row is changed by hand."""

from django.apps import apps
from django.contrib import messages
from django.db import connection
from django.dispatch import Signal
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalog.admin.amount_fields import TypedAmounts
from catalog.admin.day_fields import TypedDays
from catalog.admin.deleting import Deleting
from catalog.admin.merging import Merged, MergedFormSet, save_changes
from catalog.admin.permitted_links import PermittedLinks
from catalog.admin.resumed_form import ResumedForm

# Somebody changed facts by hand: ``obj``, ``user`` and ``changes``, in the transaction of the save.
facts_changed = Signal()
course_deleted = Signal()  # the same
course_copied = Signal()  # the same; ``obj`` is the new one
# Somebody opens the history of ``obj``; a receiver returns what it knows, the newest first.
history_asked = Signal()


def without_rows(listed: list, starts: tuple[str, ...]) -> list:
    """The nested list without the lines that begin so."""
    return [
        without_rows(one, starts) if isinstance(one, list) else one
        for one in listed
        if isinstance(one, list) or not str(one).startswith(starts)
    ]


def merged(form, *mixins):
    """The form class with these before it."""
    return type(form)(form.__name__, (*mixins, form), {})


class Merging(Deleting, TypedDays, TypedAmounts, PermittedLinks):
    """For a ModelAdmin: newer work is never overwritten, and what was changed is written down.

    ``personal`` are fields of the row or of the rows beside it (``model.field``) whose values stay
    out of the record; that they were changed is in it.
    """

    personal: frozenset[str] = frozenset()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return merged(form, ResumedForm, Merged) if obj else merged(form, ResumedForm)

    def get_formsets_with_inlines(self, request, obj=None):
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            bases = (MergedFormSet, formset)
            yield type(formset.__name__, bases, {"form": merged(formset.form, Merged)}), inline

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None):
        for formset in formsets:
            if formset.is_bound:
                # Django pairs the forms with the rows of now: one that is gone would not be shown.
                formset._queryset = [form.instance for form in formset.initial_forms]
        return super().get_inline_formsets(request, formsets, inline_instances, obj)

    def get_object(self, request, object_id, from_field=None):
        """The row as it is; while it is saved, nobody else can save it."""
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST" or not connection.in_atomic_block:
            return found
        mine = self.model._base_manager.select_for_update(no_key=True).filter(pk=found.pk)
        list(mine.values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def save_model(self, request, obj, form, change):
        if change:
            save_changes(obj, form)
        else:
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        rows = [form, *(row for formset in formsets for row in formset.initial_forms)]
        news = [str(row.fields[name].label) for row in rows for name in getattr(row, "news", [])]
        tell_news(request, news)

    def get_deleted_objects(self, objs, request):
        """Without the rows that only join two others, whose names say nothing to anybody."""
        listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        throughs = [
            field.remote_field.through
            for model in apps.get_models()
            for field in model._meta.local_many_to_many
        ]
        joining = {one._meta for one in throughs if one and one._meta.auto_created}
        starts = tuple(f"{capfirst(opts.verbose_name)}: " for opts in joining)
        names = {opts.verbose_name_plural for opts in joining}
        counts = {name: count for name, count in counts.items() if name not in names}
        return without_rows(listed, starts), counts, lacking, protected

    def history_view(self, request, object_id, extra_context=None):
        """The record of the row, with old and new values, by whoever keeps one."""
        found = self.get_object(request, object_id)
        answers = history_asked.send(sender=self.model, obj=found) if found else []
        entries = [entry for _receiver, told in answers for entry in told or ()]
        return super().history_view(
            request, object_id, {"entries": entries} | (extra_context or {})
        )

    def construct_change_message(self, request, form, formsets, add=False):
        changes = {} if add else self.changes_made(form, formsets)
        if changes:
            facts_changed.send(
                sender=self.model, obj=form.instance, user=request.user, changes=changes
            )
        return super().construct_change_message(request, form, formsets, add)

    def changes_made(self, form, formsets) -> dict:
        """Old and new value of each field; of personal ones only that they were changed."""
        changes: dict = {}
        corrected: list[str] = []
        pairs = list(pairs_of(form))
        for formset in formsets:
            model = formset.model._meta.model_name
            for row in formset.initial_forms:
                if row.instance.pk and not getattr(row, "goes", False):
                    pairs += [(f"{model}.{name}", *both) for name, *both in pairs_of(row)]
            added, removed = formset.new_objects, formset.deleted_objects
            for verb, rows in (("added", added), ("removed", removed)):
                if rows:
                    changes.setdefault(verb, []).extend([model] * len(rows))
        for name, old, new in pairs:
            if name in self.personal:
                corrected.append(name)
            else:
                changes[name] = [old, new]
        return changes | ({"corrected": corrected} if corrected else {})


def tell_news(request, labels: list[str]) -> None:
    """Say what others changed meanwhile and was left as they wrote it."""
    if labels:
        said = {"fields": _("、").join(dict.fromkeys(labels))}
        messages.info(request, _("您编辑的时候，别人改了：%(fields)s。那些改动都保留着。") % said)


LONGEST = 500  # characters of a value that is written down


def pairs_of(form):
    """Name, old and new value of each field that was changed in the form."""
    for name in form.changed_data:
        if name in form.cleaned_data and not name.isupper():
            old, new = written(form.initial.get(name)), written(form.cleaned_data[name])
            if old != new:
                yield name, old, new


def written(value):
    """A value as the record holds it: rows by their id, everything else as text."""
    if value is None or isinstance(value, bool | int):
        return value
    if hasattr(value, "pk"):
        return value.pk
    if isinstance(value, list | tuple) or hasattr(value, "values_list"):
        return [written(one) for one in value]
    return str(value)[:LONGEST]
