"""Lines of any carrier as one text that reads to the same tree: the back office keeps text."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from catalog.outline.markers import marker
from catalog.outline.tree import Line

NUMBER = re.compile(r"\d{1,2}[.、]?|[一二三四五六七八九十]{1,3}、?")
STEP = 2  # columns of indentation for one level
Written = tuple[str, tuple[int, ...]]  # a line of the text, and the lines it is made of


def lines_as_text(lines: Sequence[Line]) -> str:
    """Numbers in front of their words, headings as Markdown, a table row on one line."""
    return flowed(lines)[0]


def flowed(lines: Sequence[Line]) -> tuple[str, dict[int, int]]:
    """The text, and for each line the number of the line of the text that holds it."""
    marks = any(line.heading and not _label(line) for line in lines if line.text.strip())
    written = list(flowing(lines, marks=marks))
    while written and not written[0][0]:
        written.pop(0)
    while written and not written[-1][0]:
        written.pop()
    places = {number: at for at, (_, numbers) in enumerate(written, 1) for number in numbers}
    return "\n".join(words for words, _ in written) + "\n", places


def _label(line: Line) -> bool:
    return bool(line.label or marker(line.text.strip()))


def flowing(lines: Sequence[Line], *, marks: bool) -> Iterator[Written]:
    """Each line of the text; ``marks`` says whether headings get their signs."""
    for place, group in groupby(lines, key=lambda line: line.cell and line.cell[:2]):
        members = list(group)
        if place is None:
            for line in members:
                yield from _lines(line, marks=marks)
        else:
            yield from _row(members, marks=marks)


def _lines(line: Line, *, marks: bool, indent: int = 0) -> Iterator[Written]:
    if not line.text.strip():
        yield "", (line.number,)
        return
    first, *more = [part.strip() for part in line.text.strip().split("\n")]
    words = f"{line.label} {first}".strip()
    if line.heading and marks:
        yield f"{'#' * min(line.heading, 6)} {words}", (line.number,)
    else:
        yield " " * (_columns(line) + indent) + words, (line.number,)
    yield from ((" " * indent + part, ()) for part in more if part)


def _columns(line: Line) -> int:
    if line.depth is not None:
        return STEP * (line.depth - 1)
    return STEP * line.level if line.level is not None else line.indent // 2


def _row(members: list[Line], *, marks: bool) -> Iterator[Written]:
    """Cells side by side; a row with a cell of several lines comes one below the other."""
    written = [line for line in members if line.text.strip()]
    cells = [list(cell) for _, cell in groupby(written, key=lambda line: line.cell)]
    if all(len(cell) == 1 and "\n" not in cell[0].text.strip() for cell in cells):
        if cells:
            words = " | ".join(_in_cell(cell[0]) for cell in cells)
            yield words, tuple(line.number for line in members)
        return
    yield from _below_each_other(cells, marks=marks)


def _below_each_other(cells: list[list[Line]], *, marks: bool) -> Iterator[Written]:
    """Each cell deeper than the one before, but for a number, which stands before its name."""
    start = 0
    if len(cells) > 2 and _counts(cells[0]) and len(cells[1]) == 1:
        number, name = cells[0][0], cells[1][0]
        yield f"{_in_cell(number)} {_in_cell(name)}", (number.number, name.number)
        cells, start = cells[2:], 1
    for at, cell in enumerate(cells, start):
        for line in cell:
            yield from _lines(line, marks=marks, indent=2 * STEP * at)


def _counts(cell: list[Line]) -> bool:
    """Whether a cell holds nothing but a number, as that of the name beside it."""
    return len(cell) == 1 and bool(NUMBER.fullmatch(cell[0].text.strip()))


def _in_cell(line: Line) -> str:
    return " ".join(f"{line.label} {line.text}".replace("|", "｜").split())
