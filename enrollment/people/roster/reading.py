"""PURE. Candidates compete for every sheet; the best is taken and every cell accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from enrollment.people.roster.cards import read_cards
from enrollment.people.roster.carriers.plain import resplit
from enrollment.people.roster.chat import Conversation
from enrollment.people.roster.findings import Doubt, LeftOut, Taken
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.judging import score
from enrollment.people.roster.layouts import Layout, layouts_under, stacks, without_header
from enrollment.people.roster.listing import left_out_of
from enrollment.people.roster.table import Draft, read_layouts

SAMPLE = 120  # rows in which the candidates are judged
WORTH_READING = 0.9  # a sheet below this holds nobody
FAINT = 0.12  # of the best sheet's people-quality: what a sheet of guesses must reach


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody changed on the page: all of it is optional."""

    sheet: int | None = None
    header: int | None = None  # a row of the sheet, from 0; -1 for none
    columns: dict[int, str] = field(default_factory=dict)
    take: frozenset[int] = frozenset()  # rows, from 0

    @property
    def is_empty(self) -> bool:
        return self.sheet is None and self.header is None and not (self.columns or self.take)


@dataclass(slots=True)
class SheetReading:
    number: int
    grid: Grid
    draft: Draft
    left: list[LeftOut]


@dataclass(slots=True)
class Reading:
    people: list[Taken] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    sheets: list[SheetReading] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    @property
    def sheet(self) -> str:
        return self.sheets[0].grid.name if self.sheets else ""


def read_grids(grids: list[Grid], choice: Choice | None = None) -> Reading:
    """The people of all visible sheets that hold some, and all that is left."""
    choice = choice or Choice()
    reading = Reading(grids=grids)
    drafts = []
    for number, grid in enumerate(grids):
        if grid.is_hidden or not grid.cells:
            continue
        if choice.sheet is None or choice.sheet == number:
            drafts.append((number, *_best(grid, choice)))
    top = max((worth for _n, _draft, worth in drafts), default=0)
    for number, draft, worth in drafts:
        chosen = choice.sheet == number
        if draft.people and (chosen or worth >= max(WORTH_READING, FAINT * min(top, 8))):
            _add(reading, number, draft)
    _note_same(reading)
    return reading


def _add(reading: Reading, number: int, draft: Draft) -> None:
    left = left_out_of(draft)
    left = [replace(one, sheet=number) for one in left]
    reading.sheets.append(SheetReading(number, draft.grid, draft, left))
    reading.people += draft.people
    reading.left_out += left
    for taken in draft.people:
        reading.left_out += [replace(one, sheet=number) for one in taken.left]
        reading.doubts += taken.doubts
    reading.doubts += _doubts_of_columns(draft)


def _doubts_of_columns(draft: Draft) -> Iterator[Doubt]:
    grid = draft.grid
    for layout in draft.layouts:
        for column, kind in sorted(layout.columns.items()):
            where = grid.where_column(column)
            if column in grid.hidden_columns and kind in FIELD_KINDS:
                title = layout.titles.get(column, where)
                yield Doubt(where, "hidden-column", {"column": title})
            if column in layout.guessed and layout.header and kind in FIELD_KINDS:
                yield Doubt(where, "swapped" if layout.swapped else "guessed", {"kind": kind})


FIELD_KINDS = ("name", "phone", "email", "department", "job_title")


def _note_same(reading: Reading) -> None:
    """The same name and number twice is one person; the same name alone is a doubt."""
    seen: dict[str, Taken] = {}
    kept = []
    for taken in reading.people:
        name = taken.person.name
        other = seen.get(name) if name else None
        if other is not None:
            same = taken.person == other.person and (taken.person.phone or taken.person.email)
            if same or (taken.person.phone and taken.person.phone == other.person.phone):
                reading.left_out.append(
                    LeftOut(taken.where, _text_of(taken), "same", {"other": other.where}, taken.row)
                )
                reading.doubts.append(Doubt(taken.where, "same-person", {"other": other.where}))
                continue
            doubt = Doubt(taken.where, "same-name", {"other": other.where})
            taken.doubts.append(doubt)
            reading.doubts.append(doubt)
        if name:
            seen.setdefault(name, taken)
        kept.append(taken)
    reading.people = kept


def _text_of(taken: Taken) -> str:
    person = taken.person
    return " ".join(
        filter(None, (person.name, person.phone, person.email, person.department, person.job_title))
    )


# -- candidates


def _best(grid: Grid, choice: Choice) -> tuple[Draft, float]:
    """The best way to read a sheet, judged on its first rows, then built in full."""
    rows = grid.rows()
    sample = grid.only(set(rows[:SAMPLE])) if len(rows) > SAMPLE else grid
    ways = _ways_chosen(grid, choice) or list(_ways())
    best, worth = None, 0.0
    for way in ways:
        for place, draft in enumerate(way(sample, choice.take)):
            value = score(draft)
            if best is None or value > worth + 1e-9:
                best, worth = (way, place, draft), value
    way, place, draft = best
    if sample is not grid:
        draft = list(way(grid, choice.take))[place]
    return draft, worth


def _ways():
    yield _as_tables
    yield _as_turned_tables
    yield _as_cards
    yield _as_lines
    yield _as_split_text


def _ways_chosen(grid: Grid, choice: Choice):
    """Where the header or a column was chosen, only tables with exactly that."""
    if choice.header is None and not choice.columns:
        return None

    def way(sample: Grid, take: frozenset[int]) -> Iterator[Draft]:
        turned = choice.header is not None and choice.header <= -2
        source = sample.turn() if turned else sample
        yield read_layouts(source, _layouts_chosen(source, choice), wanted=take)

    return [way]


def _layouts_chosen(grid: Grid, choice: Choice) -> list[Layout]:
    rows = grid.rows()
    header = choice.header if choice.header is not None and choice.header >= 0 else None
    if header is None:
        found = without_header(grid, rows) or [Layout((), tuple(rows), {})]
    else:
        below = [row for row in rows if row > header]
        found = layouts_under(grid, (header,), below)
    return [_with_columns(layout, choice.columns) for layout in found]


def _with_columns(layout: Layout, columns: dict[int, str]) -> Layout:
    """The layout with the meanings that were chosen; each is said of one column."""
    left, right = layout.span
    inside = {column: kind for column, kind in columns.items() if left <= column <= right}
    kept = {
        column: kind
        for column, kind in layout.columns.items()
        if column not in inside and kind not in inside.values()
    }
    guessed = frozenset(layout.guessed - set(inside))
    return replace(layout, columns={**inside, **kept}, guessed=guessed)


def _as_tables(grid: Grid, take: frozenset[int]) -> Iterator[Draft]:
    for layouts in stacks(grid):
        yield read_layouts(grid, layouts, wanted=take)
    for layouts in _between_gaps(grid):
        yield read_layouts(grid, layouts, wanted=take)


def _between_gaps(grid: Grid) -> Iterator[list[Layout]]:
    """Blocks that an empty column parts, each with its own header or none."""
    columns = grid.columns()
    edges = [c for before, c in zip(columns, columns[1:], strict=False) if c > before + 1]
    if not edges or len(edges) > 6:
        return
    starts = [0, *edges]
    ends = [edge - 1 for edge in edges] + [1 << 20]
    both: list[Layout] = []
    for left, right in zip(starts, ends, strict=True):
        part = replace(
            grid,
            cells={p: cell for p, cell in grid.cells.items() if left <= p[1] <= right},
            filled={p: f for p, f in grid.filled.items() if left <= p[1] <= right},
        )
        best = max(
            stacks(part),
            key=lambda layouts: score(read_layouts(part, layouts)),
            default=[],
        )
        both += [
            replace(one, span=(max(left, one.span[0]), min(right, one.span[1]))) for one in best
        ]
    yield both


def _as_turned_tables(grid: Grid, take: frozenset[int]) -> Iterator[Draft]:
    if len(grid.columns()) > 1 and not grid.lines:
        turned = grid.turn()
        for layouts in stacks(turned):
            if layouts and layouts[0].header and not layouts[0].swapped:
                yield read_layouts(turned, layouts)
            else:
                yield Draft(turned)


def _as_cards(grid: Grid, take: frozenset[int]) -> Iterator[Draft]:
    yield read_cards(grid)


def _as_lines(grid: Grid, take: frozenset[int]) -> Iterator[Draft]:
    by_row: dict[int, list[str]] = {}
    for (row, _column), cell in sorted(grid.cells.items()):
        by_row.setdefault(row, []).append(cell.text)
    texts = [(row, "  ".join(words)) for row, words in sorted(by_row.items())]
    lines = {row: grid.lines[row] for row in by_row} if grid.lines else {}
    talk = Conversation(grid.where, lines=lines)
    talk.read(texts)
    draft = Draft(grid, kind="lines", people=talk.taken())
    for taken in draft.people:
        if taken.row in grid.hidden_rows:
            taken.doubt("hidden-row")
    draft.lines_left = talk.left
    draft.used = {place for place in grid.cells if place[0] in talk.used}
    yield draft


def _as_split_text(grid: Grid, take: frozenset[int]) -> Iterator[Draft]:
    """A text of separated values whose separator the carrier did not see."""
    split = resplit(grid) if grid.lines else None
    if split is not None:
        yield from _as_tables(split, take)


