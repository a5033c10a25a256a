"""What is asked before a list leaves as a file: why, which columns in which order, kept or not."""

import re
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.models import ExportLayout
from enrollment.queries.export_listings import Listing

STEP = 10  # between the places of two columns, so that a third goes between them
PERSONAL = re.compile(r"\d{7}|@")


class ReasonField(forms.CharField):
    """What a file is for; it stands in the record, so nobody is named in it."""

    def __init__(self, **kwargs):
        super().__init__(
            label=gettext_lazy("用途"),
            min_length=2,
            max_length=100,
            help_text=gettext_lazy("写进操作记录，例如：给昆明班做桌牌。不要写姓名、电话。"),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            **kwargs,
        )

    def clean(self, value):
        reason = super().clean(value)
        if PERSONAL.search(reason):
            raise forms.ValidationError(_("用途里请不要写电话或邮箱。"))
        return reason


class ExportForm(forms.Form):
    """``columns`` are given in the order of the numbers beside them."""

    reason = ReasonField()
    name = forms.CharField(
        label=gettext_lazy("名称"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("同名的会被替换。"),
    )
    shared = forms.BooleanField(label=gettext_lazy("同事也能用"), required=False)

    def __init__(self, *args, listing: Listing, columns=(), saving: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.listing, self.columns = listing, list(columns or listing.usual)
        self.fields["reason"].required = not saving
        self.fields["name"].required = saving

    def rows_of_columns(self) -> list[dict]:
        """The columns as they are to be shown: those chosen first, in their order."""
        chosen = self.chosen() if self.is_bound and "choosing" in self.data else self.columns
        first = self.listing.chosen(chosen)
        rest = [field for field in self.listing.fields if field not in first]
        return [
            {
                "key": field.key,
                "name": _(field.name),
                "chosen": field in first,
                "place": place * STEP if field in first else "",
            }
            for place, field in enumerate([*first, *rest], 1)
        ]

    def chosen(self) -> list[str]:
        """Keys of the columns that were ticked, in the order of their numbers."""
        if "choosing" not in self.data:
            return self.columns
        ticked = set(cast(QueryDict, self.data).getlist("columns"))
        keys = [field.key for field in self.listing.fields if field.key in ticked]
        return sorted(keys, key=self.place_of)

    def place_of(self, key: str) -> int:
        """A column without a number goes behind those with one."""
        typed = self.data.get(f"place-{key}", "").strip()
        return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 10**6

    def clean(self):
        if not self.chosen():
            raise forms.ValidationError(_("请至少选一列。"))
        return super().clean()


def save_layout(form: ExportForm, *, user) -> ExportLayout:
    """Keep the columns under their name; one's own of that name is replaced."""
    layout, _made = ExportLayout.objects.update_or_create(
        owner=user,
        listing=form.listing.key,
        name=form.cleaned_data["name"],
        defaults={"columns": form.chosen(), "shared": form.cleaned_data["shared"]},
    )
    return layout


def layouts_of(user, listing: Listing):
    return ExportLayout.objects.filter(listing=listing.key).seen_by(user).select_related("owner")
