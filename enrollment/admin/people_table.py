"""People as a table of text, the way staff copy it from a spreadsheet and back."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

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


def table_of(people) -> str:
    """People as a table of text, the first line the columns' names."""
    head = [label_of(field) for field in FIELDS]
    rows = [[" ".join(getattr(one, name).split()) for name in FIELDS] for one in people]
    return "\n".join("\t".join(row) for row in [head, *rows])


class Unread(forms.ValidationError):
    """Lines that say nobody, as a chat has them."""


class PastedPeople(forms.Form):
    """A form with a pasted list: lines that were not read may be left out by a tick."""

    as_read = forms.BooleanField(
        label=gettext_lazy("没有读入的行不是学员，按读到的人来"),
        required=False,
        widget=forms.HiddenInput,
    )

    def people_of(self, text: str) -> list[Person]:
        """As ``people_in``; the tick is shown where there is something to leave out."""
        if is_ticked := bool(self["as_read"].data):
            self._show_tick()
        try:
            return people_in(text, leave_out=is_ticked)
        except Unread:
            self._show_tick()
            raise

    def _show_tick(self) -> None:
        self.fields["as_read"].widget = forms.CheckboxInput()


def people_in(text: str, *, leave_out: bool = False) -> list[Person]:
    """The people of a table or list of text. Raises ValidationError for what is wrong in it.

    ``leave_out``: lines that were not read are nobody; otherwise they are an ``Unread``.
    """
    if not text.strip():
        return []
    try:
        reading = some_people(read_text(text))
    except RosterError as wrong:
        raise forms.ValidationError(_(wrong.message), params=wrong.params) from wrong
    unread = [one for one in reading.left_out if one.why not in HARMLESS]
    lines = lines_of(reading)
    people = [line.person() for line in lines if not line.is_empty]
    if unread and not leave_out:
        sentence = _("第 %(row)s 行没有读入：%(text)s")
        said = [sentence % {"row": one.where, "text": one.text} for one in unread]
        raise Unread([*said, *([_read(people)] if people else [])])
    raise_problems(lines)
    return people


def _read(people: list[Person]) -> str:
    sentence = ngettext("读到 %(n)d 位：%(names)s", "读到 %(n)d 位：%(names)s", len(people))
    return sentence % {"n": len(people), "names": _("、").join(one.name for one in people)}


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
