"""PURE. The ways to read a sheet, judged against each other; and the way somebody chose."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, pairwise

from enrollment.people.roster import speeches
from enrollment.people.roster.asked_row import person_in
from enrollment.people.roster.cards import read_cards
from enrollment.people.roster.carriers.plain import resplit
from enrollment.people.roster.chat import Conversation
from enrollment.people.roster.draft import Draft
from enrollment.people.roster.flattened import unflattened
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import NAME, kind_of
from enrollment.people.roster.judging import score
from enrollment.people.roster.layouts import (
    Layout,
    header_blocks,
    layouts_under,
    without_header,
)
from enrollment.people.roster.stacks import stacks
from enrollment.people.roster.tables import read_layouts
from enrollment.people.roster.two_rows import unfolded

SAMPLE = 120  # rows in which the candidates are judged
NO_HEADER = -1
SEVERAL = 4  # cells in a row of a table that needs no other mark to be cut at


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """What somebody changed of one sheet: its header row, meanings of columns, rows to take."""

    header: int | None = None  # from 0; NO_HEADER for none
    columns: dict[int, str] = field(default_factory=dict)  # "" for a column not to be read
    take: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody changed on the page, by the number of the sheet; ``only`` that one is read."""

    only: int | None = None
    sheets: dict[int, SheetChoice] = field(default_factory=dict)

    def of(self, sheet: int) -> SheetChoice:
        return self.sheets.get(sheet, SheetChoice())


Way = Callable[[Grid], Iterator[Draft]]


def best(grid: Grid, choice: SheetChoice) -> tuple[Draft, float]:
    """The best way to read a sheet, judged on its first rows, then built in full."""
    rows = grid.rows()
    sample = grid.only(set(rows[:SAMPLE])) if len(rows) > SAMPLE else grid
    ways = _ways() if choice.header is None else [_as_chosen(choice.header)]
    chosen: tuple[Way, int, Draft] | None = None
    worth = 0.0
    for way in ways:
        for place, draft in enumerate(way(sample)):
            value = score(draft)
            if chosen is None or value > worth + 1e-9:
                chosen, worth = (way, place, draft), value
    if chosen is None:
        raise ValueError("no way to read a sheet makes a draft")
    way, place, draft = chosen
    if sample is not grid:
        draft = next(islice(way(grid), place, None))
    return _as_wanted(draft, choice), worth


def _ways() -> Iterator[Way]:
    yield _as_tables
    yield _as_turned_tables
    yield _as_unfolded_tables
    yield _as_cards
    yield _as_lines
    yield _as_split_text
    yield _as_flattened_table


def _as_chosen(header: int) -> Way:
    """Tables below exactly the header that was chosen, or without one."""

    def way(grid: Grid) -> Iterator[Draft]:
        rows = grid.rows()
        if header == NO_HEADER:
            yield read_layouts(grid, without_header(grid, rows))
            return
        blocks = [block for block in header_blocks(grid) if header in block]
        block = blocks[0] if blocks else (header,)
        below = [row for row in rows if row > block[-1]]
        yield read_layouts(grid, layouts_under(grid, block, below))

    return way


def _as_wanted(draft: Draft, choice: SheetChoice) -> Draft:
    """The draft read again with the meanings of columns and the rows that somebody asked for."""
    if choice.columns or (choice.take and draft.kind == "table"):
        layouts = draft.layouts
        if choice.columns and not layouts:
            layouts = [Layout((), tuple(draft.grid.rows()), {})]
        layouts = [_with_columns(layout, choice.columns) for layout in layouts]
        draft = read_layouts(draft.grid, layouts, wanted=choice.take)
    open_rows = sorted(choice.take - {taken.row for taken in draft.people})
    for row in open_rows:
        _take_row(draft, row)
    if open_rows and len(draft.layouts) < 2:
        draft.people.sort(key=lambda taken: taken.row)
    return draft


def _take_row(draft: Draft, row: int) -> None:
    """Take whoever a row names that no table or line of the draft found somebody in."""
    places = [place for place in sorted(draft.grid.cells) if place[0] == row]
    text = "  ".join(draft.grid.text(*place) for place in places)
    taken = person_in(row, text, draft.grid.where)
    if taken is None:
        return
    draft.people.append(taken)
    draft.used.update(places)
    draft.lines_left = [one for one in draft.lines_left if one.row != row]


def _with_columns(layout: Layout, columns: dict[int, str]) -> Layout:
    """The layout with the meanings that were chosen; each is said of one column."""
    left, right = layout.span
    inside = {column: kind for column, kind in columns.items() if left <= column <= right}
    kept = {
        column: kind
        for column, kind in layout.columns.items()
        if column not in inside and kind not in inside.values()
    }
    meant = {column: kind for column, kind in inside.items() if kind}
    guessed = frozenset(layout.guessed - set(inside))
    return replace(layout, columns={**meant, **kept}, guessed=guessed)


def is_chat(grid: Grid) -> bool:
    """Whether senders with their times stand above what they said: no table, however spaced."""
    by_row: dict[int, list[str]] = {}
    for (row, _column), cell in sorted(grid.cells.items()):
        by_row.setdefault(row, []).append(cell.text)
    return speeches.is_chat(["  ".join(words) for words in by_row.values()])


def _as_tables(grid: Grid) -> Iterator[Draft]:
    if grid.lines and is_chat(grid):
        return
    for layouts in stacks(grid):
        yield read_layouts(grid, layouts)
    for layouts in _between_gaps(grid):
        yield read_layouts(grid, layouts)


def _between_gaps(grid: Grid) -> Iterator[list[Layout]]:
    """Blocks that an empty column parts, each with its own header or none."""
    columns = grid.columns()
    edges = [c for before, c in pairwise(columns) if c > before + 1]
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


def _as_turned_tables(grid: Grid) -> Iterator[Draft]:
    if len(grid.columns()) > 1 and (not grid.lines or _is_labelled_down(grid)):
        turned = replace(grid, lines=()).turn()
        for layouts in stacks(turned):
            if layouts and layouts[0].header and not layouts[0].swapped:
                yield read_layouts(turned, layouts)
            else:
                yield Draft(turned)


def _is_labelled_down(grid: Grid) -> bool:
    """Whether the first cells of the lines of a text name what stands behind them: 姓名, 部门."""
    firsts = [grid.text(row, 0) for row in grid.rows()]
    kinds = {known[0] for text in firsts if (known := kind_of(text))}
    return NAME in kinds and len(kinds) * 2 > len(firsts)


def _as_unfolded_tables(grid: Grid) -> Iterator[Draft]:
    once = None if grid.lines else unfolded(grid)
    if once is None:
        return
    for layouts in stacks(once):
        yield read_layouts(once, layouts)


def _as_cards(grid: Grid) -> Iterator[Draft]:
    yield read_cards(grid)


def _as_lines(grid: Grid) -> Iterator[Draft]:
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


def _as_split_text(grid: Grid) -> Iterator[Draft]:
    """A text of separated values whose separator the carrier did not see."""
    split = resplit(grid) if grid.lines and not _is_cut(grid) else None
    if split is not None:
        yield from _as_tables(split)


def _is_cut(grid: Grid) -> bool:
    """Whether most lines are cut into several cells already."""
    filled = Counter(row for row, _column in grid.cells)
    return sum(cells >= SEVERAL for cells in filled.values()) * 2 > len(filled)


def _as_flattened_table(grid: Grid) -> Iterator[Draft]:
    """A text that holds one cell of a table on each line."""
    table = unflattened(grid)
    for draft in _as_tables(table) if table is not None else ():
        draft.labels = 2 * len(draft.people)
        yield draft
