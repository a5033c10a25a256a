"""The values of a form's fields, as a browser posts them and as people read them."""

from collections.abc import Iterable
from typing import cast

from django import forms
from django.utils.translation import gettext as _


def put(data, bound, value, *, initial: bool = False) -> None:
    """Make ``data`` hold the value as if the field (or what it showed) had been posted with it."""
    widget = bound.field.hidden_widget() if initial else inner(bound.field.widget)
    name = bound.html_initial_name if initial else bound.html_name
    if isinstance(widget, forms.MultiWidget):
        suffixes = widget.widgets_names  # type: ignore[attr-defined]  # Django's own, not in its stubs
        parts = zip(suffixes, widget.widgets, widget.decompress(value) or [], strict=False)
        for suffix, part, one in parts:
            data[name + suffix] = part.format_value(one) or ""
    elif isinstance(value, list | tuple):
        data.setlist(name, [str(one) for one in value])
    elif isinstance(widget, forms.CheckboxInput):
        data.setlist(name, ["on"] if value else [])
    elif isinstance(widget, forms.Select):
        data[name] = _text(value)
    else:
        data[name] = _text(widget.format_value(value))


def _text(value) -> str:
    return "" if value is None else str(value)


def row_number(typed: str | None) -> int:
    """The number by which a form or an address names a row; 0, which no row has, for no number."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 19 else 0


def plain(value):
    """Browsers send CR LF where the database has LF."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def as_posted(field, value):
    """The row's value as the field would get it from a browser."""
    if isinstance(field, forms.MultiValueField):
        return inner(field.widget).decompress(value)
    return plain(value)


def inner(widget):
    """The widget itself, out of the admin's frame with its links beside it."""
    return getattr(widget, "widget", widget)


def display_value(field, value) -> str:
    """A posted or stored value in words."""
    if isinstance(field, forms.BooleanField):
        return _("是") if field.to_python(value) else _("否")
    if value in (None, ""):
        return _("（空）")
    if isinstance(field, forms.ChoiceField):
        chosen, choices = str(value), cast(Iterable[tuple[object, object]], field.choices)
        return next((str(label) for key, label in choices if str(key) == chosen), chosen)
    return str(value)
