"""People as a table of text, the way staff copy it from a spreadsheet and back."""

from django import forms
from django.utils.translation import gettext as _

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
