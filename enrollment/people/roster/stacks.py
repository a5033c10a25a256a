"""PURE. The stacks of tables that a sheet may be: all headers, one of them, or none."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from enrollment.people.roster import headers
from enrollment.people.roster.contents import name_like
from enrollment.people.roster.grid import Grid, Place
from enrollment.people.roster.headers import (
    DEPARTMENT,
    EMAIL,
    NAME,
    OFFICE_PHONE,
    PHONE,
    kind_of,
)
from enrollment.people.roster.layouts import (
    Layout,
    header_blocks,
    is_contact,
    layouts_under,
    names_others,
    texts_by_row,
    titles_of,
    without_header,
)
from enrollment.people.roster.posts import posts_across
from enrollment.people.roster.rows import section_of

MOST_HEADERS = 6  # of which each is tried as the only one
FEWEST_SEATED = 6  # names, to say that a sheet is a plan of seats
SURELY_NAMED = 0.9


def stacks(grid: Grid) -> Iterator[list[Layout]]:
    """Every way to read the sheet as tables: all headers, one of them, or none."""
    rows = grid.rows()
    blocks = header_blocks(grid)
    if blocks:
        yield _stacked(grid, blocks, rows)
    if len(blocks) > 1:
        for block in blocks[:MOST_HEADERS]:
            yield _stacked(grid, [block], rows)
    for block in blocks[:MOST_HEADERS]:
        if len(block) > 1:
            yield from _under_a_part(grid, block, rows)
    yield without_header(grid, rows)
    yield under_sections(grid, rows)
    yield seats(grid, rows)
    for first in blocks[:2]:
        yield _against_header(grid, first, rows)


def _under_a_part(grid: Grid, block: tuple[int, ...], rows: list[int]) -> Iterator[list[Layout]]:
    """Below the last row of a header of several, or with that row as the first person's."""
    if not names_others(grid, block[:-1]):
        yield _stacked(grid, [block[-1:]], rows)
    yield _stacked(grid, [block[:-1]], rows)


def _against_header(grid: Grid, header: tuple[int, ...], rows: list[int]) -> list[Layout]:
    """Columns known by their contents alone, whatever the header above them says."""
    below = [row for row in rows if row > header[-1]]
    said = {column: "-".join(texts) for column, texts in titles_of(grid, header).items()}
    return [
        replace(
            layout,
            header=header,
            titles={c: title for c, title in said.items() if c not in layout.columns},
            swapped=True,
        )
        for layout in without_header(grid, below)
        if not any(headers.OTHER_PERSON.search(said.get(c, "")) for c in layout.of(NAME))
    ]


def seats(grid: Grid, rows: list[int]) -> list[Layout]:
    """A plan of seats: names in several columns and rows, and nobody's number anywhere."""
    named = [] if grid.lines or _has_contacts(grid) else _surely_named(grid)
    across, down = (Counter(place[n] for place in named) for n in (0, 1))
    wide = tuple(row for row in rows if across[row] > 1)
    columns = [column for column, count in sorted(down.items()) if count > 1]
    if len(columns) < 2 or len(named) < FEWEST_SEATED:
        return []
    return [Layout((), wide, {c: NAME}, guessed=frozenset((c,)), span=(c, c)) for c in columns]


def _has_contacts(grid: Grid) -> bool:
    return any(is_contact(cell.text) for cell in grid.cells.values())


def _surely_named(grid: Grid) -> list[Place]:
    return [place for place, cell in grid.cells.items() if name_like(cell.text) >= SURELY_NAMED]


def under_sections(grid: Grid, rows: list[int]) -> list[Layout]:
    """Names below a row of departments or titles: each column is a list of its own."""
    by_row = texts_by_row(grid)
    for place, row in enumerate(rows):
        below = tuple(rows[place + 1 :])
        sections = {column: section_of(text) for column, text in by_row[row].items()}
        if len(sections) > 1 and all(sections.values()):
            return [
                Layout((row,), below, {column: NAME}, span=(column, column), section=section)
                for column, section in sections.items()
            ]
        posts, department = posts_across(grid, by_row[row], below)
        if posts:
            return _under_posts(grid, row, below, by_row[row], posts, department)
    return []


def _under_posts(
    grid: Grid,
    row: int,
    below: tuple[int, ...],
    texts: dict[int, str],
    posts: dict[int, str],
    department: int | None,
) -> list[Layout]:
    """A row for each department; a column for each post, with those of its numbers behind it."""
    beside = {} if department is None else {department: DEPARTMENT}
    starts = sorted(posts)
    ends = [start - 1 for start in starts[1:]] + [max(grid.columns())]
    found = []
    for left, right in zip(starts, ends, strict=True):
        said = {c: texts[c] for c in range(left + 1, right + 1) if c in texts}
        kinds = {c: known[0] for c, text in said.items() if (known := kind_of(text))}
        inside = {c: kind for c, kind in kinds.items() if kind in (PHONE, OFFICE_PHONE, EMAIL)}
        found.append(
            Layout(
                (row,),
                below,
                {left: NAME, **inside, **beside},
                {c: text for c, text in said.items() if c not in inside},
                span=(left, right),
                title=posts[left],
            )
        )
    return found


def _stacked(grid: Grid, blocks: list[tuple[int, ...]], rows: list[int]) -> list[Layout]:
    found = []
    for place, block in enumerate(blocks):
        until = blocks[place + 1][0] if place + 1 < len(blocks) else 1 << 21
        below = [row for row in rows if block[-1] < row < until]
        found += [layout for layout in layouts_under(grid, block, below) if layout.has_name]
    return found
