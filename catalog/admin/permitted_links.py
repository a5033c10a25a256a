"""Facts that are only read lead to their own page where the reader may open it, to none otherwise.

Django links each of them; most who read a course may not open its category or its outline.
"""

from collections.abc import Iterator

from django.contrib import admin
from django.contrib.admin.helpers import AdminForm, AdminReadonlyField, Fieldline, Fieldset
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import User

from catalog.views.whole_dates import whole_dates


class PermittedFact(AdminReadonlyField):
    user: User

    def get_admin_url(self, remote_field, remote_obj):
        opts = remote_obj._meta
        names = (get_permission_codename(verb, opts) for verb in ("view", "change"))
        if any(self.user.has_perm(f"{opts.app_label}.{name}") for name in names):
            return super().get_admin_url(  # type: ignore[misc]  # Django's own, not in its stubs
                remote_field, remote_obj
            )
        return str(remote_obj)

    def contents(self):
        return whole_dates(super().contents())


class PermittedLine(Fieldline):
    user: User

    def __iter__(self) -> Iterator:
        return (_for_reader(field, self.user) for field in super().__iter__())


class PermittedFieldset(Fieldset):
    user: User

    def __iter__(self) -> Iterator:
        return (_for_reader(line, self.user) for line in super().__iter__())


class PermittedForm(AdminForm):
    user: User

    def __iter__(self) -> Iterator:
        return (_for_reader(fieldset, self.user) for fieldset in super().__iter__())


KINDS = {
    AdminForm: PermittedForm,
    Fieldset: PermittedFieldset,
    Fieldline: PermittedLine,
    AdminReadonlyField: PermittedFact,
}


def _for_reader(part, user):
    """The part of the form as this reader sees it; Django makes each where it is rendered."""
    if kind := KINDS.get(type(part)):
        part.__class__, part.user = kind, user
    return part


class PermittedLinks(admin.ModelAdmin):
    """For a ModelAdmin."""

    def render_change_form(self, request, context, *args, **kwargs):
        _for_reader(context["adminform"], request.user)
        return super().render_change_form(request, context, *args, **kwargs)
