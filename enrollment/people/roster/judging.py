"""PURE. How well a way of reading explains a sheet: what it claims, and what it leaves behind."""

import re
from collections import Counter
from collections.abc import Iterator

from catalog.text.inbound import plain
from enrollment.people import names
from enrollment.people.party import Person
from enrollment.people.roster import headers
from enrollment.people.roster.cells import SEPARATOR
from enrollment.people.roster.claims import CONTRADICTED
from enrollment.people.roster.contacts import EMAIL, MOBILE, email_likeness, phone_likeness
from enrollment.people.roster.contents import LIKENESS, column_texts, mean
from enrollment.people.roster.draft import Draft
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import (
    BY_ENDING,
    COMPANY,
    NAME,
    NUMBER,
    OFFICE_PHONE,
    OTHER,
    PHONE,
    kind_of,
)
from enrollment.people.roster.layouts import MEANT, header_blocks
from enrollment.people.roster.rows import is_role, is_role_alone

TEACHERS = re.compile(r"讲师|授课|主讲|主持|任课|trainer|instructor|speaker", re.IGNORECASE)
CONTACT = re.compile(r"联[系络絡繫]人|经办|經辦|填[报表]|报送|contact", re.IGNORECASE)
LOOK_AT = 60  # cells
NEW = 0.1  # what a person is worth besides the fields
STATED_SURELY = 10  # a header of that rank or a surer one is nobody's name
STATED = 0.12  # for every person, a column whose header says what it is
LOST_CONTACT = 1.0
LOST_NAME = 0.5
CERTAINTY = {"table": 1.0, "cards": 1.0, "lines": 1.0}
BROKEN_TABLE = 0.5  # lines are read across the columns of a table
BROKEN_PAIRS = 0.85  # of a spreadsheet with two columns
ONE_COLUMN = 0.9  # without a header: cells that are lines are read better as such
LOST_LABEL = 0.2
LONGEST_LOST = 12  # characters of a name
NAMED_LIKE_A_PLACE = 1.2  # what a name is worth more where a header says that it is one
SWAPPED = 0.95
IGNORED_HEADER = 0.3


def score(draft: Draft) -> float:
    """Higher is better; 0 where nobody was found."""
    if not draft.people or _names_teachers(draft) or _names_contacts(draft):
        return 0.0
    told = list(_told_apart(draft))
    claims = sum(worth(taken.person) for taken in told)
    claims *= CERTAINTY[draft.kind]
    claims *= _as_lines(draft) if draft.kind == "lines" else _as_columns(draft)
    claims += STATED * draft.labels
    claims += sum(_stated(told, layout) for layout in draft.layouts)
    if _misreads_header(draft, told):
        claims *= IGNORED_HEADER
    if any(layout.swapped for layout in draft.layouts):
        claims *= SWAPPED
    return claims - _lost(draft)


def _ignores_header(draft: Draft) -> bool:
    """Whether a sheet says what its columns are, rightly, and is read as if it did not."""
    if _needs_no_header(draft):
        return False
    grid = draft.grid
    block = next(iter(header_blocks(grid)), (-1,))
    kinds = _stated_in(grid, block[-1])
    reaches = {PHONE, headers.EMAIL} & set(kinds.values())
    if NAME not in kinds.values() or len(kinds) < (2 if reaches else 3):
        return False
    below = [row for row in grid.rows() if row > block[-1]]
    return all(_is_true(grid, below, column, kind) for column, kind in kinds.items())


def _needs_no_header(draft: Draft) -> bool:
    """Whether a draft goes by a header, by labels or by the lines of a text."""
    heads = any(layout.header and not layout.swapped for layout in draft.layouts)
    return heads or draft.kind == "cards" or (draft.kind == "lines" and bool(draft.grid.lines))


def _stated_in(grid: Grid, row: int) -> dict[int, str]:
    """What a row says that its columns are."""
    stated = {column: kind_of(grid.text(row, column)) for column in grid.columns()}
    return {column: known[0] for column, known in stated.items() if known}


def _is_true(grid: Grid, below: list[int], column: int, kind: str) -> bool:
    """Whether what stands in a column may be what its header says; of words nobody can tell."""
    if kind not in (NAME, PHONE, headers.EMAIL):
        return True
    return mean(column_texts(grid, below, column), LIKENESS[kind]) >= CONTRADICTED


def _misreads_header(draft: Draft, told: list[Taken]) -> bool:
    return _ignores_header(draft) or any(_is_a_header(taken.person) for taken in told)


def _is_a_header(person: Person) -> bool:
    """Whether Surname or 手机 was taken for somebody: the row that says it is a header."""
    known = kind_of(person.name)
    reached = person.phone or person.email
    if known is None or reached:
        return False
    return known[1] <= STATED_SURELY and known[0] in MEANT


def _names_teachers(draft: Draft) -> bool:
    """Whether a header speaks of teachers and of nobody who comes: a timetable."""
    if any(layout.header and not layout.swapped for layout in draft.layouts):
        return False
    by_row: dict[int, list[str]] = {}
    for (row, _column), cell in sorted(draft.grid.cells.items())[:LOOK_AT]:
        by_row.setdefault(row, []).append(cell.text)
    for words in by_row.values():
        texts = words if len(words) > 1 else SEPARATOR.split(words[0])
        kinds = [known[0] for text in texts if (known := kind_of(text))]
        if len(kinds) >= max(3, len(texts) * 0.6):
            return NAME not in kinds and any(TEACHERS.search(text) for text in texts)
    return False


def _names_contacts(draft: Draft) -> bool:
    """Whether the only names stand below 联系人 in a header that names nobody who comes: a list
    of places and how many each may send.
    """
    block = next(iter(header_blocks(draft.grid)), ())
    named = _columns_of_names(draft)
    if not block or not named:
        return False
    said = {column: draft.grid.text(block[-1], column) for column in draft.grid.columns()}
    kinds = {(kind_of(text) or ("",))[0] for text in said.values()}
    return NAME not in kinds and all(CONTACT.search(plain(said[c])) for c in named)


def _columns_of_names(draft: Draft) -> set[int]:
    """The columns whose cells name the people of a draft that goes by no header of its own."""
    if any(layout.header for layout in draft.layouts) or draft.kind == "cards":
        return set()
    known = {(taken.row, taken.person.name) for taken in draft.people}
    return {c for (row, c), cell in draft.grid.cells.items() if (row, cell.text) in known}


def _as_lines(draft: Draft) -> float:
    """How well lines suit a sheet: most rows that hold people have one cell."""
    people = {taken.row for taken in draft.people}
    filled = Counter(row for row, _column in draft.grid.cells)

    def are_wide(cells: int) -> bool:
        return sum(filled[row] >= cells for row in people) * 2 > len(people)

    if are_wide(3):
        return BROKEN_TABLE
    return BROKEN_PAIRS if are_wide(2) and not draft.grid.lines else 1.0


def _as_columns(draft: Draft) -> float:
    """How well a table of only names without a header is one: its cells may be lines."""
    columns = [list(layout.columns.values()) for layout in draft.layouts]
    return ONE_COLUMN if columns == [[NAME]] and not draft.layouts[0].header else 1.0


def _told_apart(draft: Draft) -> Iterator[Taken]:
    """The people without those who only repeat a name: rooms and groups below a list."""
    seen: set[str] = set()
    for taken in draft.people:
        person = taken.person
        reached = bool(MOBILE.fullmatch(person.phone) or person.email)
        if reached or person.name not in seen:
            yield taken
        if reached:
            seen.add(person.name)


def worth(person: Person) -> float:
    """How much a person's fields are what they claim to be."""
    total = NEW + 2 * names.name_likeness(person.name) - 0.6
    if person.phone:
        total += 1.0 if MOBILE.fullmatch(person.phone) else 0.6 * phone_likeness(person.phone)
    if person.email:
        total += 0.8 * email_likeness(person.email)
    total += _held(person.department, names.unit_likeness, names.title_likeness)
    total += _held(person.job_title, names.title_likeness, names.unit_likeness)
    return total


def _held(text: str, right, wrong) -> float:
    if not text:
        return 0.0
    if names.name_likeness(text) >= 0.9 or phone_likeness(text) >= 0.6:
        return -0.5
    return 0.4 * right(text) - 0.2 * (wrong(text) >= 0.8 > right(text)) + 0.05


def _stated(told: list[Taken], layout) -> float:
    if not layout.header or layout.swapped:
        return 0.0
    inside = set(layout.rows)
    named = [taken.person.name for taken in told if taken.row in inside]
    people = len(named)
    stated = [kind for column, kind in layout.columns.items() if column not in layout.guessed]
    known: float = sum(kind in MEANT for kind in stated)
    known += 0.3 * sum(kind in (OTHER, NUMBER, OFFICE_PHONE, COMPANY) for kind in stated)
    like_places = sum(names.is_place(name) for name in named) if _asks_names(layout) else 0
    return STATED * known * people + NAMED_LIKE_A_PLACE * like_places


def _asks_names(layout) -> bool:
    """Whether the header itself names a column of names: no post above a list does."""
    return any((kind_of(title) or ("",))[0] == NAME for title in layout.titles.values())


def _lost(draft: Draft) -> float:
    """What looks like a person's and is nobody's."""
    explained = _rows_of_roles(draft.grid)
    explained |= {row for row, reason in draft.reasons.items() if reason == "again"}
    taken = {text for one in draft.people for text in (one.person.phone, one.person.email)}
    return sum(
        _missed(cell.text.strip())
        for place, cell in draft.grid.cells.items()
        if not (place[0] in explained or place in draft.used or cell.text in taken)
    )


def _rows_of_roles(grid: Grid) -> set[int]:
    """The rows that say who signs the list or answers for it."""
    return {
        row
        for (row, _column), cell in grid.cells.items()
        if is_role(cell.text) or is_role_alone(cell.text)
    }


def _missed(text: str) -> float:
    """What it costs to leave a text out: a number, an address, a name or a label."""
    if phone_likeness(text) >= 0.6 or EMAIL.search(text):
        return LOST_CONTACT
    if len(text) <= LONGEST_LOST and names.name_likeness(text) >= 0.9:
        return LOST_NAME
    known = kind_of(text)
    return LOST_LABEL if known and known[1] < BY_ENDING else 0.0
