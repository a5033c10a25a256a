"""The list of a party's participants, as staff correct it: a table of text."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.merging import Merged
from catalog.admin.posted import plain, put
from enrollment.admin.forms import VerbForm
from enrollment.models.enrollment import label_of
from enrollment.people.party import Person
from enrollment.people.roster import (
    FIELDS,
    HARMLESS,
    Line,
    RosterError,
    lines_of,
    read_text,
    some_people,
)


class NamesForm(Merged, VerbForm):
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
                self.data = self.data.copy()
                put(self.data, bound, bound.initial, initial=True)
                put(self.data, bound, "\n".join(together))
                self.news = ["people"]
                return
        super().merge()

    def clean_people(self) -> list[Person]:
        return people_in(self.cleaned_data["people"])


def table_of(people) -> str:
    """People as a table of text, the first line the columns' names."""
    head = [label_of(field) for field in FIELDS]
    rows = [[" ".join(getattr(one, name).split()) for name in FIELDS] for one in people]
    return "\n".join("\t".join(row) for row in [head, *rows])


def people_in(text: str) -> list[Person]:
    """The people of a table or list of text. Raises ValidationError for what is wrong in it."""
    if not text.strip():
        return []
    try:
        reading = some_people(read_text(text))
    except RosterError as wrong:
        raise forms.ValidationError(_(wrong.message), params=wrong.params) from wrong
    unread = [one for one in reading.left_out if one.why not in HARMLESS]
    if unread:
        sentence = _("第 %(row)s 行没有读入：%(text)s")
        raise forms.ValidationError([sentence % {"row": o.where, "text": o.text} for o in unread])
    lines = lines_of(reading)
    raise_problems(lines)
    return [line.person() for line in lines if not line.is_empty]


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


def raise_problems(lines: list[Line]) -> None:
    wrong = [
        _("第 %(row)d 行：%(problem)s")
        % {"row": line.number, "problem": _(problem.message) % problem.params}
        for line in lines
        for problem in line.problems
        if not problem.is_doubt
    ]
    if wrong:
        raise forms.ValidationError(wrong)
