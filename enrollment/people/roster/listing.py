"""PURE. What of a sheet is nobody's: listed once, with its place and why."""

import re
from collections.abc import Iterator

from catalog.text.inbound import plain
from enrollment.people.roster import headers, rows
from enrollment.people.roster.cells import is_ditto, is_nothing, read_phone
from enrollment.people.roster.contacts import ID_NUMBER
from enrollment.people.roster.draft import READ, Draft
from enrollment.people.roster.findings import LeftOut, Taken
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import NUMBER, SESSION, kind_of
from enrollment.people.roster.layouts import Layout

PERSONAL = frozenset(READ) - {SESSION}  # what a person's own fields are taken from
FEW = 6  # different values of a column that are shown
LONG = 300  # characters
WORDY = (headers.NAME, headers.FAMILY, headers.GIVEN, *(headers.DEPARTMENT, headers.JOB_TITLE))
CODE = re.compile(r"id|编码|代码", re.IGNORECASE)  # a number that is more than a running one
BETWEEN_WORDS = re.compile(r"[\W_]+")


def left_out_of(draft: Draft) -> list[LeftOut]:
    """Columns that are not read, then rows, in the order of the sheet; marks them as used."""
    columns = [one for layout in draft.layouts for one in _columns(draft, layout)]
    rest = {place for place in draft.grid.cells if place not in draft.used}
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(rest):
        by_row.setdefault(row, []).append(column)
    people = {taken.row for taken in draft.people}
    listed = list(draft.lines_left)
    said = {one.row for one in listed if one.row is not None}
    for row, places in by_row.items():
        if row not in said:
            listed.append(_row(draft, row, places, in_person_row=row in people))
    draft.used.update(rest)
    return [*columns, *sorted(listed, key=lambda one: -1 if one.row is None else one.row)]


def _row(draft: Draft, row: int, places: list[int], *, in_person_row: bool) -> LeftOut:
    grid = draft.grid
    text = "  ".join(" ".join(grid.text(row, column).split()) for column in places)
    first = min((layout.header[0] for layout in draft.layouts if layout.header), default=-1)
    why = draft.reasons.get(row) or ("title" if row < first else "note")
    if in_person_row:
        why = "beside"
    elif any(rows.is_role(grid.text(row, column)) for column in places):
        why = "role"
    return LeftOut(grid.where(row), _without_ids(text), why, row=None if in_person_row else row)


def _columns(draft: Draft, layout: Layout) -> list[LeftOut]:
    """Every column with values beside people that no field takes; its values need not be shown."""
    grid = draft.grid
    people = _by_row(draft.people, set(layout.rows))
    values = _values_beside(grid, layout, people)
    found = []
    for column in sorted(set(values) | set(layout.titles)):
        title = layout.titles.get(column, "")
        texts = list(values.get(column, {}).values())
        if _is_read(draft, layout, column, values.get(column, {}), people):
            continue
        draft.used.update((row, column) for row in people if (row, column) in grid.cells)
        if layout.columns.get(column) in WORDY:
            texts = _not_taken(values.get(column, {}), people) or texts
        if title or (texts and not _is_running(texts)):
            found.append(_column(grid, column, title, texts))
    return found


def _by_row(people: list[Taken], inside: set[int]) -> dict[int, list[Taken]]:
    by_row: dict[int, list[Taken]] = {}
    for taken in people:
        if taken.row in inside:
            by_row.setdefault(taken.row, []).append(taken)
    return by_row


def _values_beside(grid: Grid, layout: Layout, people) -> dict[int, dict[int, str]]:
    """What stands in the rows of people: column -> row -> text."""
    left, right = layout.span
    values: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        if row in people and left <= column <= right:
            values.setdefault(column, {})[row] = cell.text
    return values


def _is_read(draft: Draft, layout: Layout, column: int, texts: dict[int, str], people) -> bool:
    """Whether what stands in a column went to the people beside it, or only counts them."""
    kind = layout.columns.get(column)
    if kind == NUMBER:
        is_code = CODE.search(layout.titles.get(column, "")) is not None
        return _counts(list(texts.values())) and not is_code
    if kind not in PERSONAL or _is_spare(draft, kind, list(texts.values())):
        return False
    return kind not in WORDY or all(_went_to(people[row], text) for row, text in texts.items())


def _not_taken(texts: dict[int, str], people: dict[int, list[Taken]]) -> list[str]:
    """What of a column that is read went to nobody: 空缺 where others have a name."""
    return [text for row, text in texts.items() if not _went_to(people[row], text)]


def _went_to(people: list[Taken], text: str) -> bool:
    """Whether at least a word of a cell is known of the people of its row."""
    fields = {getattr(taken.person, name) for taken in people for name in headers.FIELDS}
    if text in fields or is_nothing(text) or is_ditto(text):
        return True
    said = plain("\n".join([*fields, *(words for taken in people for words in _beside(taken))]))
    bare = BETWEEN_WORDS.sub("", said).casefold()
    words = BETWEEN_WORDS.sub(" ", plain(text)).casefold().split()
    return not words or any(word in bare for word in words)


def _beside(taken: Taken) -> Iterator[str]:
    """What is left out or asked of a person."""
    yield from (one.text for one in taken.left)
    yield from (str(value) for one in taken.doubts for value in one.params.values())


def _is_spare(draft: Draft, kind: str, texts: list[str]) -> bool:
    """A column of other telephones of which not all were needed."""
    taken = {one.person.phone for one in draft.people}
    return kind == headers.OFFICE_PHONE and any(read_phone(t).value not in taken for t in texts)


def _counts(texts: list[str]) -> bool:
    """Whether a column numbers the rows, with gaps or without; a code of somebody is listed."""
    return all(text.strip(" .、").isdecimal() and len(text) < 6 for text in texts)


def _is_running(texts: list[str]) -> bool:
    numbers = [int(text) for text in texts if text.strip().isdecimal() and len(text) < 6]
    return len(numbers) == len(texts) and numbers == sorted(set(numbers))


def _column(grid: Grid, column: int, title: str, texts: list[str]) -> LeftOut:
    where = grid.where_column(column)
    if "证" in title or any(map(ID_NUMBER.search, texts)):
        return LeftOut(where, title[:LONG] or where, "id")
    said = [title] if title else []
    different = dict.fromkeys(" ".join(text.split()) for text in texts)
    shown = [text for text in different if not is_nothing(text)]
    if shown and (len(shown) <= FEW or _says_much(title)):
        said.append("、".join(shown))
    return LeftOut(where, "：".join(said)[:LONG] or where, "column")


def _says_much(title: str) -> bool:
    """Whether every value of a column is shown, however many differ."""
    return not title or "注" in title or kind_of(title) == (headers.OTHER, 20)


def _without_ids(text: str) -> str:
    """An identity number is nobody's business here."""
    return ID_NUMBER.sub(lambda found: f"{found[0][:3]}…", text)
