"""Forms that write what was changed in them and nothing else.

Every field carries what it showed (Django's ``show_hidden_initial``). When the form comes back, a
field nobody touched in it takes the value that the row has by now; one that was changed here and
elsewhere is asked about, with both values.
"""

from typing import cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet, InlineForeignKeyField
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _

from catalog.admin.posted_values import as_posted, display_value, plain, put

MINE, THEIRS = "mine", "theirs"
UNMERGED = (forms.FileField, InlineForeignKeyField)


class Merged(forms.BaseForm):
    """For a form of a row that exists; ``initial`` is what the row holds now.

    ``news`` are the fields changed elsewhere that were left alone here, ``contested`` those changed
    in both places.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.news: list[str] = []
        self.contested: dict[str, tuple] = {}
        self.row_contest = ""
        if hasattr(self, "instance") and self.instance._state.adding:
            return
        self.show_what_was_seen()
        if self.is_bound:
            self.merge()

    def add_error(self, field, error):
        """Add it; what is wrong with a field that this page does not show stands above the form."""
        if field is None and hasattr(error, "error_dict"):
            shown = {NON_FIELD_ERRORS, *self.fields}
            known = {name: errors for name, errors in error.error_dict.items() if name in shown}
            for name, errors in error.error_dict.items():
                if name not in shown:
                    known.setdefault(NON_FIELD_ERRORS, []).extend(errors)
            error = ValidationError(known)
        super().add_error(field, error)

    def show_what_was_seen(self) -> None:
        for field in self.merged_fields().values():
            field.show_hidden_initial = True

    def merged_fields(self) -> dict[str, forms.Field]:
        return {
            name: field
            for name, field in self.fields.items()
            if not (field.disabled or name == DELETION_FIELD_NAME or isinstance(field, UNMERGED))
        }

    def merge(self) -> None:
        """Bring the posted values onto the row as it is now."""
        names = list(self.merged_fields())
        if not any(self.was_shown(self[name]) for name in names):
            return  # sent by something that does not say what it saw: taken as it is
        self.data = cast(QueryDict, self.data).copy()
        for name in names:
            self.merge_field(name, self[name])

    def was_shown(self, bound) -> bool:
        widget = bound.field.hidden_widget()
        return not widget.value_omitted_from_data(self.data, {}, bound.html_initial_name)

    def merge_field(self, name: str, bound) -> None:
        field, now = bound.field, bound.field.prepare_value(bound.initial)
        typed = plain(bound.data)
        seen = self.seen(bound)
        put(self.data, bound, now, initial=True)
        if isinstance(field, forms.ModelMultipleChoiceField):
            put(self.data, bound, both_sets(field, seen, typed, now))
            return
        posted = as_posted(field, now)
        mine, theirs = field.has_changed(seen, typed), field.has_changed(seen, posted)
        if theirs and not mine:
            self.news.append(name)
        choice = self.data.get(self.choice_name(name))
        asked = self.choice_name(name, "asked") in self.data
        if not mine or (asked and choice == THEIRS):
            put(self.data, bound, now)
        elif field.has_changed(bound.initial, typed) and (theirs or (asked and choice != MINE)):
            self.contested[name] = (now, typed)

    def seen(self, bound):
        """What the page showed; the row's own value where that is no value any more."""
        name = bound.html_initial_name
        value = bound.field.hidden_widget().value_from_datadict(self.data, self.files, name)
        try:
            return bound.field.to_python(plain(value))
        except ValidationError:
            return bound.initial

    def choice_name(self, name: str, what: str = "choice") -> str:
        return self.add_prefix(f"{name}-{what}")

    def _clean_form(self):
        super()._clean_form()  # type: ignore[misc]  # Django's own, not in its stubs
        for name, (now, typed) in self.contested.items():
            self.add_error(name, self.question(name, now, typed))
        if self.row_contest:
            self.add_error(None, self.row_contest)

    def question(self, name: str, now, typed):
        field = self.fields[name]
        return format_html(
            '<span class="contest">{} <input type="hidden" name="{}" value="1">{}{}</span>',
            _("您打开这一页之后，别人改了这里。请选一个："),
            self.choice_name(name, "asked"),
            choice(self.choice_name(name), THEIRS, _("现在的"), display_value(field, now)),
            choice(self.choice_name(name), MINE, _("我填的"), display_value(field, typed)),
        )


def choice(name: str, value: str, label: str, shown: str = ""):
    """A radio button inside a label, with the value that it stands for."""
    return format_html(
        '<label><input type="radio" name="{}" value="{}"> {}{}</label>',
        *(name, value, label, format_html("：<q>{}</q>", shown) if shown else ""),
    )


def both_sets(field, seen, typed, now) -> list[str]:
    """What was put in and taken out here, done to the choices as they are now."""
    before, mine, theirs = (
        {str(field.prepare_value(one)) for one in values or []} for values in (seen, typed, now)
    )
    return sorted((theirs | (mine - before)) - (before - mine))


class MergedFormSet(BaseInlineFormSet):
    """Rows beside an object: one that is gone, or was changed and is to go, is asked about."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and self.fk.unique and self.initial_form_count() == 0:
            self.find_made_meanwhile()

    def find_made_meanwhile(self) -> None:
        """The only row an object may have, made by somebody else since this page was opened."""
        made = self.get_queryset().first() if self.instance.pk else None
        if made is None:
            return
        self.data = data = cast(QueryDict, self.data).copy()
        data[f"{self.management_form.add_prefix('INITIAL_FORMS')}"] = "1"
        data[f"{self.add_prefix(0)}-{self.model._meta.pk.name}"] = str(made.pk)
        del self.management_form
        blank = self.form(prefix=self.add_prefix(0))
        for name in blank.merged_fields():
            shown = blank[name].field.prepare_value(blank[name].initial)
            put(self.data, blank[name], shown, initial=True)

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # Django's own, not in its stubs
        form.is_gone = self.is_bound and i < self.initial_form_count() and form.instance.pk is None
        if self.is_bound and i < self.initial_form_count() and isinstance(form, Merged):
            self.ask_about(form)
        return form

    def ask_about(self, form) -> None:
        """Decide what becomes of the row: ``form.goes`` once that is clear."""
        chosen = self.data.get(form.add_prefix("row"))
        asked = form.add_prefix("row-asked") in self.data
        wants_deletion = self.can_delete and bool(form[DELETION_FIELD_NAME].data)
        form.goes = wants_deletion
        if form.is_gone:
            form.show_what_was_seen()
            form.fields[self.model._meta.pk.name] = forms.CharField(
                required=False, widget=forms.HiddenInput
            )
            form.goes = wants_deletion or chosen == THEIRS or not changed_since_shown(form)
            if not form.goes and chosen != MINE:
                form.row_contest = self.question(
                    form,
                    _("您打开这一页之后，别人删除了这一行，而您改过它。请选一个："),
                    theirs=_("不要这一行"),
                    mine=_("作为新的一行保存"),
                )
        elif wants_deletion and (form.news or form.contested or asked):
            form.goes = chosen == MINE
            if chosen is None:
                form.row_contest = self.question(
                    form,
                    _("您打开这一页之后，别人改了这一行。还要删除吗？"),
                    theirs=_("留下"),
                    mine=_("删除"),
                )

    def question(self, form, sentence: str, *, theirs: str, mine: str):
        name = form.add_prefix("row")
        return format_html(
            '<span class="contest">{} <input type="hidden" name="{}" value="1">{}{}</span>',
            sentence,
            form.add_prefix("row-asked"),
            choice(name, THEIRS, theirs),
            choice(name, MINE, mine),
        )

    def _should_delete_form(self, form):
        goes = getattr(form, "goes", None)
        if goes is not None:
            return goes
        return super()._should_delete_form(form)  # type: ignore[misc]  # Django's own, not in its stubs

    def save_existing(self, form, obj, commit=True):
        if not commit:
            return super().save_existing(form, obj, commit=commit)
        save_changes(obj, form)
        form._save_m2m()
        return obj

    def save_new_objects(self, commit=True):
        found = super().save_new_objects(commit=commit)
        again = [form for form in self.initial_forms if form.is_gone and not form.goes]
        found += [self.save_new(form, commit=commit) for form in again]
        return found


def changed_since_shown(form) -> bool:
    """Whether somebody typed in the form of a row that is gone."""
    shown = (form[name] for name in form.merged_fields() if form.was_shown(form[name]))
    return any(bound.field.has_changed(form.seen(bound), plain(bound.data)) for bound in shown)


def written_fields(obj, form) -> list[str]:
    """Names of the row's own fields that the form gave another value."""
    found = []
    for field in obj._meta.concrete_fields:
        if field.name not in form.cleaned_data or field.primary_key:
            continue
        touched = field.name in form.changed_data
        filled_in = not form[field.name].data and getattr(obj, field.attname) != form.initial.get(
            field.name
        )
        if touched or filled_in:
            found.append(field.name)
    return found


def save_changes(obj, form) -> None:
    """Write what was changed in the form; the rest of the row stays as it is in the database."""
    names = written_fields(obj, form)
    if not names:
        return
    moments = [field.name for field in obj._meta.concrete_fields if getattr(field, "auto_now", 0)]
    obj.save(update_fields=[*names, *moments])
