"""What a page carries of a list: its sheets, signed, and what somebody chose on the page."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from django.core import signing

from enrollment.people.roster import (
    FIELDS,
    Choice,
    Grid,
    Line,
    Reading,
    SheetChoice,
    as_plain,
    from_plain,
    lines_of,
    read_grids,
)

SALT = "enrollment.roster"
MAX_AGE = 48 * 60 * 60  # seconds
MOST_CARRIED = 1_500_000  # characters of the hidden field
COLUMN = re.compile(r"roster-column-(\d{1,3})-(\d{1,3})")
SHEET = re.compile(r"\d{1,3}")
PLACE = re.compile(r"(\d{1,3})-(none|\d{1,7})")
BUTTONS = ("roster-reread", "roster-take", "roster-header", "roster-only-now")
MEANINGS = (
    *("name", "phone", "department", "job_title", "email"),
    *("department_and_job", "family", "given", "office_phone", "area", "extension"),
    *("company", "session"),
)


@dataclass(frozen=True, slots=True)
class Carried:
    """The sheets that were read and how; no sheets where a page carries none."""

    grids: list[Grid] = field(default_factory=list)
    choice: Choice = field(default_factory=Choice)

    def reading(self) -> Reading:
        return read_grids(self.grids, self.choice)


def packed(grids: list[Grid], choice: Choice) -> str:
    """Sheets and choice as one signed text; "" where it would be too long to carry."""
    sheets = [
        [number, one.header, sorted(one.columns.items()), sorted(one.take)]
        for number, one in choice.sheets.items()
    ]
    plain = [as_plain(grids), choice.only, sheets]
    text = signing.dumps(plain, salt=SALT, compress=True)
    return text if len(text) <= MOST_CARRIED else ""


def carried(data) -> Carried:
    """What the page carried; nothing where it was changed on the way or is too old."""
    text = data.get("roster-source", "")
    if not text:
        return Carried()
    try:
        plain, only, sheets = signing.loads(text, salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        return Carried()
    choices = {
        number: SheetChoice(header, dict(columns), frozenset(take))
        for number, header, columns, take in sheets
    }
    return Carried(from_plain(plain), Choice(only, choices))


def is_changed(data) -> bool:
    """Whether a button of the source was pressed, and not the one that saves."""
    return any(name in data for name in BUTTONS)


def has_unread(request) -> bool:
    """Whether a list was put in beside the rows: no other button may pass over it."""
    return bool(request.FILES.get("file") or request.POST.get("pasted", "").strip())


def chosen(data, before: Carried) -> Choice:
    """What was chosen on the page: one sheet, a header, meanings of columns, rows to take."""
    if "roster-only-now" in data:
        only = data.get("roster-only", "")
        return Choice(int(only) if SHEET.fullmatch(only) else None)
    sheets = dict(before.choice.sheets)
    if header := PLACE.fullmatch(data.get("roster-header", "")):
        row = -1 if header[2] == "none" else int(header[2])
        sheets[int(header[1])] = SheetChoice(header=row)
        return replace(before.choice, sheets=sheets)
    for (sheet, column), kind in _meanings(data, before.reading()).items():
        one = sheets.get(sheet, SheetChoice())
        sheets[sheet] = replace(one, columns={**one.columns, column: kind})
    for text in data.getlist("roster-take"):
        if place := PLACE.fullmatch(text):
            sheet, row = int(place[1]), int(place[2])
            one = sheets.get(sheet, SheetChoice())
            sheets[sheet] = replace(one, take=one.take | {row})
    return replace(before.choice, sheets=sheets)


def _meanings(data, reading: Reading) -> dict[tuple[int, int], str]:
    """The columns whose meaning on the page is not what they were read as."""
    shown = {
        (sheet.number, column): kind
        for sheet in reading.sheets
        for layout in sheet.draft.layouts
        for column, kind in layout.columns.items()
    }
    found = {}
    for name, kind in data.items():
        place = COLUMN.fullmatch(name)
        if place and kind in ("", *MEANINGS):
            column = int(place[1]), int(place[2])
            known = shown.get(column, "")
            if kind != (known if known in MEANINGS else ""):
                found[column] = kind
    return found


def keys_of(reading: Reading) -> list[str]:
    """For each person a key that stays the same when the list is read another way."""
    seen: Counter[str] = Counter()
    keys = []
    for taken in reading.people:
        seen[taken.where] += 1
        keys.append(f"{taken.where}#{seen[taken.where]}")
    return keys


def with_changes_by_hand(
    new: Reading, old: Reading, typed: list[tuple[str, Line]]
) -> tuple[list[Line], list[Line]]:
    """The lines of the new reading with what was mended by hand, and who was typed besides."""
    before = dict(zip(keys_of(old), lines_of(old), strict=True))
    mended: dict[str, dict[str, str]] = {}
    besides = []
    keys = keys_of(new)
    for key, line in typed:
        changes = _changes(before.get(key), line)
        if changes and key in keys:
            mended[key] = changes
        elif changes and not line.is_empty:
            besides.append(line)
    lines = [
        _mended(line, mended.get(key, {})) for key, line in zip(keys, lines_of(new), strict=True)
    ]
    return lines, besides


def _mended(line: Line, changes: dict[str, str]) -> Line:
    """The line with what was mended by hand, judged anew later."""
    texts = {name: changes.get(name, getattr(line, name)) for name in FIELDS}
    return Line(number=line.number, problems=line.problems, **texts)


def _changes(before: Line | None, typed: Line) -> dict[str, str]:
    return {
        name: getattr(typed, name)
        for name in FIELDS
        if before is None or getattr(typed, name).strip() != getattr(before, name)
    }
