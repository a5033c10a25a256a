"""Families of markers: what counts together, which of two is usually the wider one."""

from enum import Enum, unique
from functools import lru_cache

from .rows import Row


@unique
class Family(Enum):
    """What counts together: its code, its rank and why; of two families the lower rank is wider.

    Ranks only break ties: where a text shows which family stands in which, the text decides.
    ``loose`` names families that count the same way in another dress, such as 1) beside 1、.
    """

    HALF = "half", 30, "上午 divides a day, as wide as a section"
    CHINESE_FORMAL = "CN", 35, "壹、 is kept for the top"
    CHINESE = "cn", 40, "一、 is the usual number of chapters", "cn"
    CHINESE_BARE = "cn ", 40, "一 without a point is 一、 typed in haste", "cn"
    ORDINAL = "ord", 40, "First, … divides as 一、 does"
    ROMAN = "I", 40, "I. is the usual number of chapters in Latin scripts"
    CHINESE_BRACKETED = "(cn)", 50, "（一） stands below 一、 by official rules of writing", "(cn)"
    CHINESE_HALF_BRACKETED = "cn)", 50, "一） is （一） typed in haste", "(cn)"
    CLOCK = "clock", 55, "9:00 divides a day, above the points of a session"
    PADDED = "01", 58, "01 heads a part of a slide, above its points"
    GLUED = "ar0", 58, "1档案 is numbered only above 1.1"
    ARABIC_COMMA = "ar、", 60, "1、 stands below 一、 and （一）", "ar"
    ARABIC_POINT = "ar.", 60, "1. is 1、 typed otherwise", "ar"
    ARABIC_COLON = "ar:", 60, "1： is 1、 typed otherwise", "ar"
    ARABIC_BARE = "ar ", 60, "1 without a point is 1、 typed in haste", "ar"
    ARABIC_SLASH = "ar/", 60, "1/ is 1. as French programmes have it", "ar"
    ARABIC_DASH = "ar-", 60, "1 - is 1、 typed otherwise"
    KEYCAP = "key", 60, "a keycap is a number drawn as a picture"
    ARABIC_FULL_STOP = "⒈", 62, "⒈ is one sign, a little below 1."
    LETTER = "A", 65, "A. stands below 1.", "A"
    LETTER_BRACKETED = "(A)", 66, "(A) stands below A.", "A"
    ARABIC_BRACKETED = "(ar)", 70, "（1） stands below 1、 by official rules of writing", "ar"
    ARABIC_HALF_BRACKETED = "ar)", 70, "1） is （1） typed in haste", "ar"
    ARABIC_SQUARE = "[ar]", 70, "[1] is （1） typed otherwise"
    PARENTHESIZED = "⑴", 72, "⑴ is one sign, a little below （1）"
    SMALL_LETTER = "a", 75, "a. stands below 1. and (1)", "a"
    SMALL_LETTER_BRACKETED = "(a)", 76, "(a) stands below a.", "a"
    CIRCLED = "①", 80, "① stands below （1）"
    CIRCLED_BLACK = "❶", 80, "❶ is ① in another dress"
    CIRCLED_SANS = "➀", 80, "➀ is ① in another dress"
    CIRCLED_BLACK_SANS = "➊", 80, "➊ is ① in another dress"
    SMALL_ROMAN = "i", 85, "i. is the last of the numbers", "i"
    SMALL_ROMAN_BRACKETED = "(i)", 85, "(i) is the last of the numbers", "i"
    BULLET = "bullet", 90, "a bullet stands below any number"
    DASH = "dash", 92, "a dash stands below a bullet"
    AID = "aid", 95, "an aid belongs to a point"
    TEXT = "text", 99, "a line without a marker stands below any other"

    def __init__(self, code: str, rank: int, reason: str, loose: str = ""):
        self.code = code
        self.rank = rank
        self.reason = reason
        self.loose = loose


@unique
class Kin(Enum):
    """Families made up while reading, known by how their code begins: its rank and why."""

    HEADING = "h", 10, "a heading is above what it heads"
    UNIT = "unit:", 20, "第一讲, Module 1: the word says that it is a part"
    DECIMAL = "dec", 60, "1.1 stands below 1, each further point one lower"
    CODE = "code:", 61, "K1, P2 count as 1. does"
    QUESTION = "ask:", 60, "问：… is as wide as 1."
    ANSWER = "say:", 90, "答：… stands below the question, as a bullet does"
    STEP = "step:", 68, "步骤一 counts inside a point"
    SCRIPT_CHAPTER = "script:甲", 50, "甲、 divides as （一） does"
    SCRIPT = "script:", 74, "letters of other alphabets count points"

    def __init__(self, prefix: str, rank: int, reason: str):
        self.prefix = prefix
        self.rank = rank
        self.reason = reason


UNKNOWN = 88  # a family of none of these stands below any number, above bullets
RANKS = {family.code: family.rank for family in Family}
LOOSE = {family.code: family.loose for family in Family if family.loose}
SECTIONS = frozenset(("节", "節", "section"))  # units inside units
COUNTED = frozenset("步招式关關类類个個层層点點问問条").union(  # units that count inside a point
    ("步骤", "步驟", "step", "schritt", "étape", "etape")
)


@lru_cache(maxsize=1024)
def rank(family: str) -> int:
    """Where a family usually stands: the lower, the wider."""
    known = RANKS.get(family)
    if known is not None:
        return known
    if family.startswith("unit:"):
        return _rank_of_unit(family[5:])
    if family.startswith("dec"):
        return Kin.DECIMAL.rank + int(family[3:])
    kin = (
        Kin.HEADING,
        Kin.CODE,
        Kin.QUESTION,
        Kin.ANSWER,
        Kin.STEP,
        Kin.SCRIPT_CHAPTER,
        Kin.SCRIPT,
    )
    return next((one.rank for one in kin if family.startswith(one.prefix)), UNKNOWN)


def _rank_of_unit(word: str) -> int:
    if word in SECTIONS:
        return Family.HALF.rank
    return Kin.STEP.rank if word in COUNTED else Kin.UNIT.rank


def family_of(row: Row) -> str:
    if row.heading:
        return f"h{row.heading}"
    if row.marker:
        return row.marker.family
    return "aid" if row.aid else "text"
