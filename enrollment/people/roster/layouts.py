"""PURE. The ways a sheet can be understood as tables: header rows, blocks, meanings of columns."""

import re
from dataclasses import dataclass, field, replace

from catalog.text.inbound import plain
from enrollment.people.roster import headers
from enrollment.people.roster.abreast import said_of_all, spans, unnamed_spans
from enrollment.people.roster.cells import is_nothing
from enrollment.people.roster.claims import (
    family_names,
    settled,
    without_foreign,
    without_replaced,
)
from enrollment.people.roster.contacts import email_likeness, phone_likeness
from enrollment.people.roster.contents import (
    LIKENESS,
    column_texts,
    guess,
    mean,
    name_like,
    settle_company,
    speaking,
)
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import (
    BOTH,
    DEPARTMENT,
    EMAIL,
    FAMILY,
    GIVEN,
    INSIDE,
    JOB_TITLE,
    NAME,
    OFFICE_PHONE,
    OTHER,
    PHONE,
    kind_of,
)
from enrollment.people.roster.posts import posts_over
from enrollment.people.roster.rows import is_role

MOST_HEADER_ROWS = 3
LONGEST_WORD, LONGEST_GROUP = 16, 24  # characters
RELATIVES = re.compile(
    r"(?:紧急|应急|家庭|家属|亲属|监护|配偶)[^:：]{0,8}|emergency[^:]{0,12}", re.I
)
MEANT = (NAME, FAMILY, GIVEN, PHONE, OFFICE_PHONE, EMAIL, DEPARTMENT, JOB_TITLE, BOTH)


@dataclass(frozen=True, slots=True)
class Layout:
    """``columns`` says what each column is; the others of its ``span`` have no meaning."""

    header: tuple[int, ...]
    rows: tuple[int, ...]
    columns: dict[int, str]
    titles: dict[int, str] = field(default_factory=dict)
    guessed: frozenset[int] = frozenset()
    span: tuple[int, int] = (0, 1 << 20)
    swapped: bool = False
    section: str = ""  # a part of the organisation that everybody in it belongs to
    title: str = ""  # what everybody in it does

    def of(self, kind: str) -> list[int]:
        return [column for column, known in self.columns.items() if known == kind]

    def first(self, kind: str) -> int | None:
        return next(iter(self.of(kind)), None)

    @property
    def has_name(self) -> bool:
        return bool(self.of(NAME) or self.of(GIVEN))


def header_blocks(grid: Grid) -> list[tuple[int, ...]]:
    """Runs of one to three rows that name columns, from the top."""
    rows = grid.rows()
    by_row = texts_by_row(grid)
    blocks: list[tuple[int, ...]] = []
    taken: set[int] = set()
    for place, row in enumerate(rows):
        if row in taken or not _names_columns(by_row[row]):
            continue
        block = [row]
        if place and _is_group_row(grid, rows[place - 1], row, by_row[rows[place - 1]]):
            block.insert(0, rows[place - 1])
        for below in rows[place + 1 : place + MOST_HEADER_ROWS]:
            if below != block[-1] + 1 or not _continues(grid, block[-1], below, by_row[below]):
                break
            block.append(below)
        while len(block) > 1 and _is_title(grid, block[0], by_row[block[0]], by_row[block[1]]):
            block.pop(0)
        taken.update(block)
        blocks.append(tuple(block))
    return blocks


def _is_title(grid: Grid, row: int, texts: dict[int, str], below: dict[int, str]) -> bool:
    """A lone text over a header of several is a title, unless it stands merged over a part."""
    if len(texts) > 1 or len(below) < 2:
        return False
    merged = {p[1] for p, first in grid.filled.items() if first[0] == row and p[0] == row}
    down = any(first[0] == row < p[0] for p, first in grid.filled.items())
    return not down and (not merged or len(merged) + 1 >= len(below))


def texts_by_row(grid: Grid) -> dict[int, dict[int, str]]:
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), cell in sorted(grid.cells.items()):
        by_row.setdefault(row, {})[column] = cell.text
    return by_row


def _names_columns(texts: dict[int, str]) -> bool:
    kinds = [kind for text in texts.values() if (kind := kind_of(text))]
    if not kinds or any(is_contact(text) for text in texts.values()):
        return False
    known = {kind for kind, _rank in kinds}
    share = len(kinds) / len(texts)
    if known & {NAME, FAMILY, GIVEN}:
        return share >= 0.5 or len(kinds) >= 3 or _are_words(list(texts.values()))
    return len(kinds) >= 2 and share >= 0.5 and bool(known & set(MEANT))


def _are_words(texts: list[str]) -> bool:
    """Whether several short words stand in a row that no number and nobody's name is among."""
    short = all(len(text) <= LONGEST_WORD and not any(map(str.isdigit, text)) for text in texts)
    return len(texts) > 2 and short and all(name_like(text) < 0.9 for text in texts)


def is_contact(text: str) -> bool:
    """Whether a text is somebody's number or address."""
    return phone_likeness(text) >= 0.6 or email_likeness(text) >= 0.7


def _groups_nothing(text: str) -> bool:
    """Whether a text, however it is merged, names no group: 填报单位：人力资源部, a telephone."""
    said_whole = len(text) > LONGEST_GROUP or INSIDE.search(plain(text)) is not None
    return said_whole or is_contact(text) or is_role(text)


def _is_group_row(grid: Grid, above: int, row: int, texts: dict[int, str]) -> bool:
    """Whether the row above groups these headers: several texts, some of them merged."""
    if above != row - 1 or any(map(_groups_nothing, texts.values())):
        return False
    merged = {place[0] for place, first in grid.filled.items() if first[0] == above}
    if row in merged:
        return True
    relatives = any(map(RELATIVES.fullmatch, map(plain, texts.values())))
    return len(texts) > 1 and (bool(merged) or relatives)


def _continues(grid: Grid, above: int, below: int, texts: dict[int, str]) -> bool:
    if any(map(is_contact, texts.values())):
        return False
    if _names_columns(texts):
        return True
    down = any(p[0] == below and first[0] <= above for p, first in grid.filled.items())
    return down and any(map(kind_of, texts.values()))


def titles_of(grid: Grid, block: tuple[int, ...]) -> dict[int, list[str]]:
    """For each column its header texts from the top, merged groups spread over their columns."""
    titles: dict[int, list[str]] = {}
    loose = _loose_groups(grid, block)
    for column in _columns_of(grid, block):
        for row in block:
            place = grid.filled.get((row, column), (row, column))
            if row != block[-1] and row in loose:
                place = (row, max((c for c in loose[row] if c <= column), default=column))
            text = plain(grid.text(*place))
            if text and text not in titles.get(column, []):
                titles.setdefault(column, []).append(text)
    return titles


def _loose_groups(grid: Grid, block: tuple[int, ...]) -> dict[int, list[int]]:
    """Rows of groups that are not merged: where each begins, it reaches to the next."""
    merged = {first[0] for first in grid.filled.values()}
    rows = [row for row in block[:-1] if row not in merged and names_others(grid, (row,))]
    return {row: sorted(c for r, c in grid.cells if r == row) for row in rows}


def names_others(grid: Grid, above: tuple[int, ...]) -> bool:
    """Whether a group over the columns is about somebody else: 紧急联系人 over 姓名 and 电话."""
    texts = (cell.text for (row, _column), cell in grid.cells.items() if row in above)
    return any(headers.OTHER_PERSON.search(plain(text)) for text in texts)


def _columns_of(grid: Grid, block: tuple[int, ...]) -> list[int]:
    own = {column for row, column in grid.cells if row in block}
    merged = {column for row, column in grid.filled if row in block}
    return sorted(own | merged)


def stated_kind(texts: list[str], post: str | None = None) -> tuple[str, int] | None:
    """What a column's header says, the group above it taken into account."""
    last = kind_of(texts[-1])
    if post:  # 网点负责人 beside 大堂经理 is no other person
        return kind_of(plain(texts[-1]).removeprefix(post)) or last
    above = "".join(texts[:-1])
    if above and headers.OTHER_PERSON.search(above):
        return OTHER, 0
    return last or kind_of("-".join(texts)) or (kind_of(texts[0]) if len(texts) > 1 else None)


def layouts_under(grid: Grid, block: tuple[int, ...], rows: list[int]) -> list[Layout]:
    """One layout for each block of columns that this header names."""
    titles = titles_of(grid, block)
    posts = posts_over(titles)
    kinds = {c: kind for c, texts in titles.items() if (kind := stated_kind(texts, posts.get(c)))}
    kinds |= family_names(titles, kinds)
    kinds = without_foreign(grid, rows, without_replaced(grid, rows, titles, kinds))
    found = []
    for left, right in spans(grid, rows, titles, kinds):
        inside = {c: kind for c, kind in kinds.items() if left <= c <= right}
        columns = settled(grid, rows, inside)
        columns |= said_of_all(titles, kinds, inside)
        joined = {c: "-".join(t) for c, t in titles.items() if left <= c <= right}
        layout = Layout(block, tuple(rows), columns, joined, span=(left, right))
        named = layout.first(NAME)
        layout = replace(layout, title=posts.get(named, "") if named is not None else "")
        found.append(_completed(grid, layout))
    return found


def _completed(grid: Grid, layout: Layout) -> Layout:
    """What the header leaves open, filled in from what stands in the columns."""
    columns = dict(layout.columns)
    settle_company(grid, layout.rows, columns)
    missing = [kind for kind in LIKENESS if not _is_stated(kind, columns)]
    left, right = layout.span
    open_columns = [c for c in grid.columns() if left <= c <= right and c not in columns]
    guessed = guess(grid, layout.rows, open_columns, missing)
    columns.update(guessed)
    return replace(layout, columns=columns, guessed=frozenset(guessed))


def _is_stated(kind: str, columns: dict[int, str]) -> bool:
    known = set(columns.values())
    also = {
        NAME: {GIVEN},
        PHONE: {OFFICE_PHONE},
        DEPARTMENT: {BOTH},
        JOB_TITLE: {BOTH},
        BOTH: {DEPARTMENT, JOB_TITLE},
    }
    return bool(known & ({kind} | also.get(kind, set())))


def without_header(grid: Grid, rows: list[int], span=(0, 1 << 20)) -> list[Layout]:
    """Columns known by their contents alone; a second name column begins a second block."""
    left, right = span
    columns = [c for c in grid.columns() if left <= c <= right]
    everything, rows = tuple(rows), speaking(grid, rows)
    named = [
        c
        for c in columns
        if (texts := column_texts(grid, rows, c)) and mean(texts, name_like) >= 0.7
    ]
    edges = unnamed_spans(grid, rows, columns, named)
    found = []
    for start, end in edges:
        inside = [c for c in columns if start <= c <= end]
        guessed = guess(grid, rows, inside, list(LIKENESS))
        if NAME in guessed.values():
            layout = Layout((), everything, guessed, guessed=frozenset(guessed), span=(start, end))
            found.append(_below_odd_header(grid, layout, rows))
    return found


SURELY = 0.8  # how much a column must be numbers or addresses to say that a word in it is a header


def _below_odd_header(grid: Grid, layout: Layout, rows: list[int]) -> Layout:
    """The layout below its first row, where that has words above a column of numbers: 咋联系."""
    row, below = (rows[0], rows[1:]) if len(rows) > 2 else (-1, [])
    said = texts_by_row(grid.only({row})).get(row, {})
    if _names_columns(said):
        return layout  # it is understood, and read as such where it is true
    texts = {c: plain(said[c]) for c in layout.columns if c in said}
    named = max((name_like(texts.get(c, "")) for c in layout.of(NAME)), default=0)
    if len(texts) < 2 or named >= 0.6 or not _contradicts(grid, layout, texts, below):
        return layout
    return _under(layout, row, said)


def _under(layout: Layout, row: int, said: dict[int, str]) -> Layout:
    """The layout with a row as its header, which says this of the columns."""
    left, right = layout.span
    titles = {c: plain(text) for c, text in said.items() if left <= c <= right}
    kept = tuple(other for other in layout.rows if other > row)
    return replace(layout, header=(row,), rows=kept, titles=titles)


def _contradicts(grid: Grid, layout: Layout, texts: dict[int, str], below: list[int]) -> bool:
    """Whether a word stands above nothing but numbers, or nothing but addresses."""
    return any(
        kind in (PHONE, EMAIL)
        and (word := texts.get(column, ""))
        and not is_nothing(word)
        and not any(char.isdigit() or char == "@" for char in word)
        and mean(column_texts(grid, below, column), LIKENESS[kind]) >= SURELY
        for column, kind in layout.columns.items()
    )
