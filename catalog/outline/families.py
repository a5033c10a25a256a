"""Families of markers: what counts together, which of two is usually the wider one."""

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
