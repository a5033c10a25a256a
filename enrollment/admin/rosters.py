"""The list of a party's participants, as staff correct it: a table of text."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from catalog.admin.merging import Merged
from catalog.admin.posted_values import plain, put
from enrollment.admin.forms import VerbForm
from enrollment.admin.people_table import PastedPeople, table_of
from enrollment.people.party import Person


class NamesForm(Merged, PastedPeople, VerbForm):
    """The list of participants as a table of text, as it is copied from a spreadsheet."""

    people = forms.CharField(
        label=gettext_lazy("学员名单"),
        required=False,
        strip=False,
        help_text=gettext_lazy("一行一位；可以从 Excel 整块粘贴，第一行是列名。"),
        widget=forms.Textarea(attrs={"rows": 12}),
    )

    def prepare(self) -> None:
        self.fields["people"].initial = table_of(self.thing.participants.all())

    def merge(self) -> None:
        """Rows that different people changed go together; the same row of two is asked about."""
        bound = self["people"]
        if self.was_shown(bound):
            rows = [self.seen(bound), bound.initial, plain(bound.data or "")]
            together = merged_rows(*(text.splitlines() for text in rows))
            if together is not None:
                self.data = cast(QueryDict, self.data).copy()
                put(self.data, bound, bound.initial, initial=True)
                put(self.data, bound, "\n".join(together))
                self.news = ["people"]
                return
        super().merge()

    def clean_people(self) -> list[Person]:
        return self.people_of(self.cleaned_data["people"])

    def arguments(self) -> dict:
        return {"people": self.cleaned_data["people"]}


def merged_rows(seen: list[str], now: list[str], typed: list[str]) -> list[str] | None:
    """The list with both changes; ``None`` where there are not two, or they touch one row.

    Rows are told by where they stand: a list from which rows were taken out is not merged.
    """
    if seen in (now, typed) or now == typed or len(seen) > min(len(now), len(typed)):
        return None
    if len(seen) < len(now) and len(seen) < len(typed):
        return None
    pairs = list(zip(seen, now, typed, strict=False))
    if any(theirs not in (row, mine) and mine != row for row, theirs, mine in pairs):
        return None
    rows = [theirs if mine == row else mine for row, theirs, mine in pairs]
    return rows + now[len(seen) :] + typed[len(seen) :]
