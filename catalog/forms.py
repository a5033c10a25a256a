"""The filters of the course list; every one is optional and a wrong one filters nothing.

``field_of`` is for every form that fills in a field when it is made.
"""

import re
from datetime import date
from typing import TypeVar, cast

from django import forms

from catalog.models import Category, City
from catalog.queries.catalogue import Filter
from catalog.queries.facets import SORTS, between
from catalog.text import inbound

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")


FieldKind = TypeVar("FieldKind", bound=forms.Field)


def field_of(form: forms.BaseForm, name: str, kind: type[FieldKind]) -> FieldKind:
    """Return the field of that name. Raise TypeError if it is of another kind."""
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name} is a {type(field).__name__}, not a {kind.__name__}")
    return field


class BetweenField(forms.CharField):
    def clean(self, value):
        return between(super().clean(value))


class CourseFilter(forms.Form):
    q = forms.CharField(required=False, max_length=330)
    category = forms.ModelChoiceField(Category.objects, to_field_name="slug", required=False)
    city = forms.ModelChoiceField(City.objects, to_field_name="slug", required=False)
    month = forms.CharField(required=False, max_length=7)
    price = BetweenField(required=False, max_length=15)  # CNY per person
    days = BetweenField(required=False, max_length=15)
    seats = forms.IntegerField(required=False, min_value=1, max_value=2000)  # of one party
    sort = forms.ChoiceField(required=False, choices=[(name, name) for name in SORTS])

    def clean_q(self) -> str:
        return inbound.line(self.cleaned_data["q"])

    def clean_month(self) -> date | None:
        match = MONTH.fullmatch(self.cleaned_data["month"])
        return date(int(match[1]), int(match[2]), 1) if match else None

    @property
    def chosen(self) -> Filter:
        self.is_valid()
        return cast(Filter, {name: value for name, value in self.cleaned_data.items() if value})
