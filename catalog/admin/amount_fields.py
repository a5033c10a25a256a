"""Sums of money in forms of the back office: typed as people type them, nothing dropped unseen.

A browser's own number field throws away what it cannot read: of 2.9万 it would send 2.9.
"""

from decimal import Decimal

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.text.amounts import NotAnAmount, amount_in
from catalog.text.folding import fold

FREE_OF_CHARGE = ("免费", "free", "free of charge")  # folded


class AmountInput(forms.TextInput):
    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off"} | (attrs or {}))


class AmountField(forms.DecimalField):
    widget = AmountInput
    default_error_messages = {
        "invalid": gettext_lazy("“%(typed)s”不是金额。可以写 2980、2,980.50 或 2.98万。"),
    }

    def to_python(self, value):
        """Return the sum. Raise ValidationError."""
        if value in self.empty_values or isinstance(value, Decimal):
            return super().to_python(value)
        typed = str(value).strip()
        if not typed:
            return None
        try:
            return amount_in(typed)
        except NotAnAmount as wrong:
            said = str(self.error_messages["invalid"]) % {"typed": typed[:30]}
            raise forms.ValidationError(said, code="invalid") from wrong


class PriceField(AmountField):
    """A price per person. What costs nothing is said in words, as 0 often means no price yet."""

    default_error_messages = {
        "nothing": gettext_lazy("0 元就是不收费：真的免费请写“免费”；还没有定价请留空。"),
    }

    def to_python(self, value):
        if isinstance(value, str) and fold(value).strip() in FREE_OF_CHARGE:
            return Decimal(0)
        price = super().to_python(value)
        if price == 0:
            raise forms.ValidationError(self.error_messages["nothing"], code="nothing")
        return price

    def prepare_value(self, value):
        return _("免费") if isinstance(value, Decimal) and value == 0 else value


class TypedAmounts(BaseModelAdmin):
    """For a ModelAdmin or an inline: its sums of money are typed as people type them."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, models.DecimalField) and db_field.decimal_places == 2:
            field = PriceField if db_field.name == "price" else AmountField
            kwargs.setdefault("form_class", field)
            kwargs.setdefault("widget", AmountInput)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
