"""Families of markers: what counts together, which of two is usually the wider one."""

from collections import Counter

from .rows import Row

# Only a tie-break: which family is usually the wider one.
RANKS = {
    "half": 30,
    "CN": 35,
    "cn": 40,
    "cn ": 40,
    "ord": 40,
    "I": 40,
    "(cn)": 50,
    "cn)": 50,
    "clock": 55,
    "01": 58,
    "ar、": 60,
    "ar.": 60,
    "ar:": 60,
    "ar ": 60,
    "ar-": 60,
    "ar0": 58,
    "key": 60,
    "A": 65,
    "(A)": 66,
    "(ar)": 70,
    "ar)": 70,
    "[ar]": 70,
    "a": 75,
    "(a)": 76,
    "①": 80,
    "⑴": 72,
    "⒈": 62,
    "❶": 80,
    "➀": 80,
    "➊": 80,
    "i": 85,
    "(i)": 85,
    "bullet": 90,
    "dash": 92,
    "aid": 95,
    "text": 99,
}
UNIT_RANKS = {"节": 30, "節": 30, "section": 30} | dict.fromkeys(
    [
        "步",
        "步骤",
        "步驟",
        "step",
        "schritt",
        "étape",
        "etape",
        "招",
        "式",
        "关",
        "關",
        "类",
        "類",
        "个",
        "個",
        "层",
        "層",
        "点",
        "點",
        "问",
        "問",
        "条",
    ],
    68,
)
LOOSE = {
    "ar、": "ar",
    "ar.": "ar",
    "ar:": "ar",
    "ar ": "ar",
    "ar)": "ar",
    "(ar)": "ar",
    "cn": "cn",
    "cn ": "cn",
    "(cn)": "(cn)",
    "cn)": "(cn)",
    "A": "A",
    "(A)": "A",
    "a": "a",
    "(a)": "a",
    "i": "i",
    "(i)": "i",
}


def rank(family: str) -> int:
    if family.startswith("h"):
        return RANKS.get(family, 10)
    if family.startswith("unit:"):
        return UNIT_RANKS.get(family[5:], 20)
    if family.startswith("dec"):
        return 60 + int(family[3:])
    if family.startswith("step:"):
        return 68
    if family.startswith("script:"):
        return 50 if family[7] == "甲" else 74
    return RANKS.get(family, 88)


def family_of(row: Row) -> str:
    if row.heading:
        return f"h{row.heading}"
    if row.marker:
        return row.marker.family
    return "aid" if row.aid else "text"


def openings(rows: list[Row]) -> Counter:
    """How often a family begins a list directly below another family: (upper, lower)."""
    votes = Counter()
    above = None
    for row in rows:
        family = row.family
        if family == "text":
            continue
        number = row.marker.number if row.marker else None
        if above and family != above and number in (None, 1):
            votes[above, family] += 1
        above = family
    return votes


# A hollow or smaller bullet after a full one stands inside it.
FULL, HOLLOW = "●■◆•▪★▲➢❖✓√·", "○□◇◦▫☆△–-"


def inner_glyphs(rows: list[Row]) -> set[tuple[str, str]]:
    """Pairs of bullets at one indentation of which the second stands inside the first.

    A run of bullets tells by what comes back: ◆ ➢ ➢ ◆ ➢. Where nothing comes back, one sign above
    several others owns them, unless it is itself one of several signs that stand once each.
    """
    votes: Counter = Counter()
    for run in _runs(rows):
        first_at: dict[str, int] = {}
        for at, glyph in enumerate(run):
            first_at.setdefault(glyph, at)
        for at in range(1, len(run)):
            above, glyph = run[at - 1], run[at]
            if above == glyph:
                continue
            if first_at[glyph] < at:  # it comes back
                outer = first_at[glyph] < first_at[above]
                votes[(glyph, above) if outer else (above, glyph)] += 2
            elif _owns(run, at):
                votes[above, glyph] += 1
    certain = {
        pair
        for pair, count in votes.items()
        if votes[pair[::-1]] < count and (count > 2 or (pair[0] in FULL and pair[1] in HOLLOW))
    }
    outer = {pair[0] for pair in certain}
    inner = {pair[1] for pair in certain}
    return certain | {
        pair
        for pair in votes
        if pair[0] in outer and pair[1] not in outer | inner and votes[pair[::-1]] == 0
    }


def _runs(rows: list[Row]) -> list[list[str]]:
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
