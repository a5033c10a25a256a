"""PURE. An OpenDocument sheet -> grids: values, hidden and repeated rows, merges, struck text."""

from enrollment.people.roster.carriers.package import Package
from enrollment.people.roster.carriers.xlsx import shown_number
from enrollment.people.roster.grid import ERROR, STRUCK, Cell, Grid, spread
from enrollment.people.roster.list_refusals import (
    LOCKED,
    MAX_COLUMNS,
    MAX_ROWS,
    RosterError,
    too_many_rows,
)

HIDDEN = ("collapse", "filter")


def grids(package: Package) -> list[Grid]:
    """Every sheet in the order of its tabs. Raises RosterError."""
    if _is_locked(package):
        raise RosterError(LOCKED)
    return _Document().read(package)


def _is_locked(package: Package) -> bool:
    found = []

    def start(tag, _values):
        if tag == "encryption-data":
            found.append(tag)

    if "META-INF/manifest.xml" in package.names:
        package.parse("META-INF/manifest.xml", start, _nothing, _nothing)
    return bool(found)


def _nothing(*_any):
    return None


def _times(values: dict, name: str) -> int:
    text = values.get(f"table:number-{name}-repeated", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1


class _Document:
    """The state between the callbacks of content.xml."""

    def __init__(self):
        self.grids: list[Grid] = []
        self.style = ""
        self.struck_styles: set[str] = set()
        self.hidden_styles: set[str] = set()
        self.text: list[str] = []
        self.depth = self.aside = 0  # inside how many paragraphs; inside annotations
        self.clear("", {})

    def clear(self, name, values):
        self.name, self.hidden = name, values.get("table:style-name") in self.hidden_styles
        self.cells: dict = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list = []
        self.row = self.next_row = self.wide = self.column = 0
        self.row_cells: dict = {}
        self.times = 1

    def read(self, package: Package) -> list[Grid]:
        package.parse("content.xml", self.start, self.end, self.characters)
        return self.grids

    def start(self, tag, values):
        begin = getattr(self, "begin_" + tag.replace("-", "_"), None)
        if begin:
            begin(values)

    def begin_style(self, values):
        self.style = values.get("style:name", "")

    def begin_text_properties(self, values):
        if values.get("style:text-line-through-style", "none") != "none":
            self.struck_styles.add(self.style)

    def begin_table_properties(self, values):
        if values.get("table:display") == "false":
            self.hidden_styles.add(self.style)

    def begin_table(self, values):
        self.clear(values.get("table:name", ""), values)

    def begin_table_column(self, values):
        times = _times(values, "columns")
        if values.get("table:visibility") in HIDDEN:
            self.hidden_columns.update(range(self.wide, self.wide + min(times, 500)))
        self.wide += times

    def begin_table_row(self, values):
        self.times = _times(values, "rows")
        self.row, self.next_row = self.next_row, self.next_row + self.times
        self.column, self.row_cells = 0, {}
        if values.get("table:visibility") in HIDDEN:
            self.hidden_rows.update(range(self.row, self.row + min(self.times, MAX_ROWS)))

    def begin_table_cell(self, values):
        self.values = values
        self.text.clear()

    begin_covered_table_cell = begin_table_cell

    def begin_annotation(self, _values):
        self.aside += 1

    def begin_p(self, _values):
        if not self.aside:
            if self.depth == 0 and self.text:
                self.text.append("\n")
            self.depth += 1

    def begin_s(self, values):
        count = values.get("text:c", "1")
        self.characters(" " * min(int(count) if count.isdecimal() else 1, 50))

    def begin_tab(self, _values):
        self.characters("\t")

    def begin_line_break(self, _values):
        self.characters("\n")

    def characters(self, data):
        if self.depth and not self.aside:
            self.text.append(data)

    def end(self, tag):
        finish = getattr(self, "end_" + tag.replace("-", "_"), None)
        if finish:
            finish()

    def end_annotation(self):
        self.aside -= 1

    def end_p(self):
        if not self.aside:
            self.depth -= 1

    def end_table_cell(self):
        times = _times(self.values, "columns")
        cell = self.value()
        if cell.text.strip():
            if times > MAX_COLUMNS:
                raise too_many_rows()
            for n in range(times):
                self.row_cells[self.column + n] = cell
        self.merge()
        self.column += times

    def end_covered_table_cell(self):
        self.column += _times(self.values, "columns")

    def merge(self):
        low = self.values.get("table:number-rows-spanned", "1")
        wide = self.values.get("table:number-columns-spanned", "1")
        if (low, wide) != ("1", "1") and low.isdecimal() and wide.isdecimal():
            last = (self.row + int(low) - 1, self.column + int(wide) - 1)
            self.merges.append((self.row, self.column, *last))

    def value(self) -> Cell:
        text = "".join(self.text)
        kind = self.values.get("office:value-type", "")
        if kind == "float":
            return Cell(shown_number(self.values.get("office:value", text)), self.mark())
        error = text.startswith(("#", "Err:")) and "table:formula" in self.values
        return Cell(text, ERROR if error else self.mark())

    def mark(self) -> str:
        return STRUCK if self.values.get("table:style-name") in self.struck_styles else ""

    def end_table_row(self):
        if not self.row_cells:
            return
        if self.times > MAX_ROWS:
            raise too_many_rows()
        for row in range(self.row, self.row + self.times):
            self.cells.update({(row, column): cell for column, cell in self.row_cells.items()})
        if len(self.cells) > MAX_ROWS * MAX_COLUMNS:
            raise too_many_rows()

    def end_table(self):
        merges = tuple(self.merges)
        self.grids.append(
            Grid(
                self.name,
                self.cells,
                frozenset(self.hidden_rows),
                frozenset(self.hidden_columns),
                merges,
                is_hidden=self.hidden,
                filled=spread(merges),
            )
        )
