"""PURE. Uploaded bytes or pasted text -> grids; judged before anything is parsed."""

from dataclasses import replace

from catalog.documents.tabular import as_typed
from enrollment.people.roster.carriers import htm, ods, plain, xls, xlsx
from enrollment.people.roster.carriers.package import opened
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.list_refusals import (
    BROKEN,
    EMPTY,
    MACROS,
    MAX_BYTES,
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    SWOLLEN,
    TOO_BIG,
    UNKNOWN,
    RosterError,
    check_length,
    too_many_rows,
)

OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # .xls, or an .xlsx with a password
TEXTS = ("csv", "txt", "tsv")
TABLES = ("xlsx", "xls", "et", "ods")
PAGES = (*TABLES, "htm", "html", "xml")
MACRO_TABLES = ("xlsm", "xltm", "xlsb", "xlam")


def grids_of(name: str, data: bytes) -> list[Grid]:
    """The sheets of a file, the hidden ones too. Raises RosterError within moments."""
    if not data.strip(b"\x00 \t\r\n"):
        raise RosterError(EMPTY)
    if len(data) > MAX_BYTES:
        raise RosterError(TOO_BIG, size=f"{len(data) / 1024 / 1024:.1f}")
    suffix = name.lower().rpartition(".")[2]
    if suffix in MACRO_TABLES:
        raise RosterError(MACROS)
    return bounded(_read(suffix, data))


def _read(suffix: str, data: bytes) -> list[Grid]:
    if data.startswith(OLD_OFFICE):
        return xls.grids(data)
    if data.startswith(b"PK"):
        package = opened(data)
        return ods.grids(package) if "content.xml" in package.names else xlsx.grids(package)
    if suffix in PAGES and htm.is_page(data):
        return htm.grids(data)
    if suffix in TEXTS:
        return [plain.separated(data) if suffix != "txt" else plain.of_text(data)]
    raise RosterError(BROKEN if suffix in TABLES else UNKNOWN)


def _unguarded(grid: Grid) -> Grid:
    """The sheet as it was before somebody saved it as a list of ours: 7-11 for '7-11."""
    guarded = {place: cell for place, cell in grid.cells.items() if cell.text[:1] == "'"}
    if not guarded:
        return grid
    typed = {place: replace(cell, text=as_typed(cell.text)) for place, cell in guarded.items()}
    return replace(grid, cells=grid.cells | typed)


def bounded(grids: list[Grid]) -> list[Grid]:
    """The same sheets, without what guards texts from being calculated; refused where too much
    stands in one of them.
    """
    grids = list(map(_unguarded, grids))
    for grid in grids:
        rows = {row for row, _column in grid.cells}
        columns = {column for _row, column in grid.cells}
        if len(rows) > MAX_ROWS or len(columns) > MAX_COLUMNS:
            raise too_many_rows()
    cells = [cell for grid in grids for cell in grid.cells.values()]
    for cell in cells:
        check_length(cell.text)
    if sum(len(cell.text) for cell in cells) > MAX_CHARACTERS:
        raise RosterError(SWOLLEN)
    if not cells:
        raise RosterError(EMPTY)
    return grids
