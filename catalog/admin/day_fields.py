"""Days in forms of the back office: typed as people type them, or picked in a calendar."""

from datetime import date

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy

from catalog.text.days import NotADay, day_in

SAID = {
    "shape": gettext_lazy("“%(typed)s”不是日期。可以写 2027-3-8、3月8日 或 3/8（先月后日）。"),
    "month": gettext_lazy("“%(typed)s”里的月份是 %(month)d：月份只到 12，先写月、后写日，如 3/8。"),
    "day": gettext_lazy("“%(typed)s”：%(month)d 月没有 %(day)d 日。"),
}


def said_of(wrong: NotADay, typed: str) -> forms.ValidationError:
    """What is wrong with what was typed, in a sentence."""
    said = {"typed": typed.strip()[:30], "month": wrong.month, "day": wrong.day}
    return forms.ValidationError(str(SAID[wrong.why]) % said, code="invalid")


class DayInput(forms.DateInput):
    """A text field; static/js/admin/days.js puts the browser's calendar beside it."""

    def __init__(self, attrs=None, **kwargs):
        shown = {"data-day": "", "autocomplete": "off", "placeholder": "2027-3-8 · 3/8"}
        super().__init__(format="%Y-%m-%d", attrs=shown | (attrs or {}), **kwargs)


class DayField(forms.DateField):
    """A day; without a year it is the next one, or the nearest where days may be past."""

    widget = DayInput
    ahead = True

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return day_in(str(value), today=timezone.localdate(), ahead=self.ahead)
        except NotADay as wrong:
            raise said_of(wrong, str(value)) from wrong


class AnyDayField(DayField):
    ahead = False


class TypedDays(BaseModelAdmin):
    """For a ModelAdmin or an inline: its days are typed as people type them."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if type(db_field) is models.DateField:
            kwargs.setdefault("form_class", AnyDayField)
            kwargs.setdefault("widget", DayInput)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
