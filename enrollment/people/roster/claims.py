"""PURE. Several columns that claim to hold the same: which of them does."""

import re

from enrollment.people.roster.cells import read_unit_and_title
from enrollment.people.roster.contents import LIKENESS, column_texts, is_path, mean
from enrollment.people.roster.grid import Grid
from enrollment.people.roster.headers import (
    AS_GRADE,
    BOTH,
    COMPANY,
    DEPARTMENT,
    EMAIL,
    FAMILY,
    GIVEN,
    JOB_TITLE,
    NAME,
    NUMBER,
    OFFICE_PHONE,
    OTHER,
    PHONE,
    SESSION,
)

Kinds = dict[int, tuple[str, int]]  # column -> what its header says, and how surely
SINGLE = (NAME, FAMILY, GIVEN, PHONE, EMAIL, DEPARTMENT, JOB_TITLE, BOTH, COMPANY, SESSION, NUMBER)


def settled(grid: Grid, rows: list[int], kinds: Kinds) -> dict[int, str]:
    """What each column of a block is, of those that claim the same the surest that holds it."""
    for without in (_without_grades, _without_wider, _without_courtesy):
        kinds = without(grid, rows, kinds)
    return _chosen(kinds, lambda kind, column: _holds(grid, rows, kind, column))


FAMILY_TOO = re.compile(r"name|naam|navn|namn", re.IGNORECASE)  # of the family, beside Vorname
GIVEN_ABROAD = re.compile(r"vorname|rufname|voornaam|fornavn|förnamn", re.IGNORECASE)


def family_names(titles: dict[int, list[str]], kinds: Kinds) -> Kinds:
    """Name beside Vorname is the name of the family."""
    if FAMILY in {kind for kind, _rank in kinds.values()}:
        return {}
    last = {column: texts[-1].strip(" :*") for column, texts in titles.items()}
    if not any(GIVEN_ABROAD.fullmatch(text) for text in last.values()):
        return {}
    return {c: (FAMILY, 0) for c, text in last.items() if FAMILY_TOO.fullmatch(text)}


FORMER = re.compile(r"^原|[整换更][前]")  # 原参训人员, 变更前
LATTER = re.compile(r"[整换更]后|^(?:现|新|实际|最终)(?!职)")


def without_replaced(
    grid: Grid, rows: list[int], titles: dict[int, list[str]], kinds: Kinds
) -> Kinds:
    """Of 原参训人员 | 调整后参训人员 whoever comes, where that is said of everybody who leaves."""
    former = [c for c in kinds if FORMER.search(titles[c][-1])]
    latter = [c for c in kinds if LATTER.search(titles[c][-1])]
    named = [[c for c in side if kinds[c][0] == NAME] for side in (former, latter)]
    if not all(named):
        return kinds
    leaves, comes = (_rows_filled(grid, rows, side[0]) for side in named)
    return kinds | dict.fromkeys(former, (OTHER, 0)) if leaves <= comes else kinds


def _rows_filled(grid: Grid, rows: list[int], column: int) -> set[int]:
    return {row for row in rows if (row, column) in grid.cells}


COURTESY = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|prof|先生|女士|小姐)\.?", re.IGNORECASE)


def _without_courtesy(grid: Grid, rows: list[int], kinds: Kinds) -> Kinds:
    """A column of Mr and Ms that is called Title is no job title."""
    kept = dict(kinds)
    for column, (kind, _rank) in kinds.items():
        texts = column_texts(grid, rows, column) if kind == JOB_TITLE else []
        if texts and all(COURTESY.fullmatch(text) for text in texts):
            kept[column] = (OTHER, 0)
    return kept


def _without_grades(grid: Grid, rows: list[int], kinds: Kinds) -> Kinds:
    """职级 beside 单位及职务 is no job title, where posts do stand in that."""
    both = [c for c, (kind, _rank) in kinds.items() if kind == BOTH]
    texts = [text for column in both for text in column_texts(grid, rows, column)]
    if not any(read_unit_and_title(text)[1] for text in texts):
        return kinds
    return {
        c: (OTHER, 0) if kind == JOB_TITLE and rank >= AS_GRADE else (kind, rank)
        for c, (kind, rank) in kinds.items()
    }


def _without_wider(grid: Grid, rows: list[int], kinds: Kinds) -> Kinds:
    """Of 机构 | 网点 the department is the one with more values, unless they are paths.

    Where headers say the level, the lowest is the surest already (``headers.LEVEL``).
    """
    claims = {c: rank for c, (kind, rank) in kinds.items() if kind == DEPARTMENT}
    said = {
        c: column_texts(grid, rows, c) for c, rank in claims.items() if rank == min(claims.values())
    }
    most = max(map(len, said.values()), default=0)
    filled = [c for c, texts in said.items() if len(texts) * 2 >= most]
    if len(said) < 2:
        return kinds
    chosen = max(filled, key=lambda c: (-sum(map(is_path, said[c])), len(set(said[c])), -c))
    return kinds | dict.fromkeys(said.keys() - {chosen}, (OTHER, 0))


PLAIN = (NAME, PHONE, EMAIL, JOB_TITLE)  # kinds of which every value shows what it is
CONTRADICTED = 0.2


def without_foreign(grid: Grid, rows: list[int], kinds: Kinds) -> Kinds:
    """姓名及联系方式 over two columns: the one without names is known by what stands in it."""
    named = [c for c, (kind, _rank) in kinds.items() if kind == NAME]
    holding = [c for c in named if _holds(grid, rows, NAME, c)]
    gone = set(named) - set(holding) if holding else set()
    return {c: known for c, known in kinds.items() if c not in gone}


def _holds(grid: Grid, rows: list[int], kind: str, column: int) -> bool:
    """Whether what stands in a column does not contradict what its header says."""
    if kind not in PLAIN:
        return True
    return mean(column_texts(grid, rows, column), LIKENESS[kind]) >= CONTRADICTED


LOOSELY = 20  # how surely a header is known that may as well be something wider


def _wider(kinds: Kinds) -> set[int]:
    """条线 beside 部门及职务 is what the department belongs to."""
    both = any(kind == BOTH for kind, _rank in kinds.values())
    return {
        c for c, known in kinds.items() if both and known[0] == DEPARTMENT and known[1] > LOOSELY
    }


def _chosen(kinds: Kinds, holds) -> dict[int, str]:
    """Of several columns that say the same the surest that holds it; other telephones second."""
    chosen: dict[int, str] = {}
    for kind in SINGLE:
        claims = [(rank, c) for c, (name, rank) in kinds.items() if name == kind]
        if len(claims) > 1:
            claims.sort(key=lambda claim: (not holds(kind, claim[1]), *claim))
        spare = OFFICE_PHONE if kind == PHONE else OTHER
        chosen |= {column: spare if place else kind for place, (_, column) in enumerate(claims)}
    chosen |= {c: kind for c, (kind, _rank) in kinds.items() if c not in chosen}
    chosen |= dict.fromkeys(_wider(kinds), OTHER)
    return _without_half_a_name(chosen)


def _without_half_a_name(chosen: dict[int, str]) -> dict[int, str]:
    """名 without a 姓 beside it says nothing that 姓名 does not."""
    known = set(chosen.values())
    if NAME not in known or (FAMILY in known) == (GIVEN in known):
        return chosen
    return {c: OTHER if kind in (FAMILY, GIVEN) else kind for c, kind in chosen.items()}
