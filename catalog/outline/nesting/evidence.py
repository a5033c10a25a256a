"""What a whole text tells about its lists: how families open, which bullets stand inside others."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from catalog.outline.rows import Row

HEADS = ("head", "caption")  # roles of lines without a marker that own a list


def openings(rows: Sequence[Row]) -> Counter[tuple[str, str]]:
    """How often a family begins a list directly below another family: (upper, lower)."""
    votes: Counter[tuple[str, str]] = Counter()
    above = None
    for row in rows:
        family = "head" if row.role in HEADS and row.family == "text" else row.family
        if family == "text":
            continue
        number = row.marker.number if row.marker else None
        if above and family != above and number in (None, 1):
            votes[above, family] += 1
        above = family
    return votes


def entries(rows: Sequence[Row]) -> set[int]:
    """The indentations at which lines without a marker begin lists below lines further left."""
    return {
        row.indent
        for above, row in pairwise(rows)
        if row.family == "text" and above.indent < row.indent and above.family != "aid"
    }


Pair = tuple[str, str]
# A hollow or smaller bullet after a full one stands inside it.
FULL, HOLLOW = "●■◆•▪★▲➢❖✓√·", "○□◇◦▫☆△–-o"


def inner_glyphs(rows: Sequence[Row]) -> set[tuple[str, str]]:
    """Pairs of bullets at one indentation of which the second stands inside the first.

    A run of bullets tells by what comes back: ◆ ➢ ➢ ◆ ➢. Where nothing comes back, one sign above
    several others owns them, unless it is itself one of several signs that stand once each.
    """
    votes: Counter[tuple[str, str]] = Counter()
    for run in _runs(rows):
        _vote(run, votes)
    certain = {
        pair
        for pair, count in votes.items()
        if votes[pair[::-1]] < count and (count > 2 or (pair[0] in FULL and pair[1] in HOLLOW))
    }
    return certain | _likely(votes, certain)


def _likely(votes: Counter[tuple[str, str]], certain: set[Pair]) -> set[Pair]:
    """Pairs that nothing speaks against, below a sign that has others inside."""
    outer = {pair[0] for pair in certain}
    known = outer | {pair[1] for pair in certain}
    return {
        pair
        for pair in votes
        if pair[0] in outer and pair[1] not in known and votes[pair[::-1]] == 0
    }


def _vote(run: list[str], votes: Counter[tuple[str, str]]) -> None:
    """What one run of bullets says: (outer, inner)."""
    first_at: dict[str, int] = {}
    for at, glyph in enumerate(run):
        first_at.setdefault(glyph, at)
    for at in range(1, len(run)):
        above, glyph = run[at - 1], run[at]
        if above == glyph:
            continue
        if first_at[glyph] < at:  # it comes back
            wider = first_at[glyph] < first_at[above]
            votes[(glyph, above) if wider else (above, glyph)] += 2
        elif _owns(run, at):
            votes[above, glyph] += 1


def _runs(rows: Sequence[Row]) -> list[list[str]]:
    """The signs of bullets that follow each other at one indentation."""
    runs: list[list[str]] = []
    indent: int | None = None
    for row in rows:
        mark = row.marker
        if mark is None or mark.family not in ("bullet", "dash"):
            indent = None
            continue
        if indent != row.indent:
            runs.append([])
            indent = row.indent
        runs[-1].append(mark.glyph)
    return runs


def _owns(run: list[str], at: int) -> bool:
    """Whether the bullet above is a single one with several of this sign below it."""
    glyph = run[at]
    several = at + 1 < len(run) and run[at + 1] == glyph
    alone = at < 2 or run[at - 2] == run[at - 1] or run[at - 2] in run[at:]
    return (several and (alone or run.count(run[at - 2]) > 1)) or (
        run[at - 1] in FULL and glyph in HOLLOW
    )
