"""Families of markers: what counts together, which of two is usually the wider one."""

from collections import Counter

from .rows import Row

# Only a tie-break: which family is usually the wider one.
RANKS = {
    "half": 30,
    "CN": 35,
    "cn": 40,
    "cn ": 40,
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
    """Pairs of bullets at one indentation of which the second stands inside the first."""
    returns: dict[tuple[str, str], int] = {}
    run: list[str] = []
    indent = 0
    for row in rows:
        mark = row.marker
        if mark is None or mark.family not in ("bullet", "dash") or (run and row.indent != indent):
            run = []
        if mark is None or mark.family not in ("bullet", "dash"):
            continue
        indent = row.indent
        if run and run[-1] != mark.glyph:
            pair = (mark.glyph, run[-1]) if mark.glyph in run else (run[-1], mark.glyph)
            returns[pair] = returns.get(pair, 0) + 1 + (mark.glyph in run)
        run.append(mark.glyph)
    return {
        pair
        for pair, count in returns.items()
        if returns.get(pair[::-1], 0) < count
        and (count > 2 or (pair[0] in FULL and pair[1] in HOLLOW))
    }
