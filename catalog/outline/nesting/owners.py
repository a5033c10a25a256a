"""Whether an open node can own a list that begins: the first rule that applies says it."""

from typing import TYPE_CHECKING

from catalog.outline.extras import is_sentence
from catalog.outline.families import rank
from catalog.outline.rows import LIST_SIGNS
from catalog.outline.rule import Rule

from .path import Node
from .state import Nesting

if TYPE_CHECKING:
    from catalog.outline.rows import Marked

BULLETS = ("bullet", "dash")


def can_own(nesting: Nesting, at: int, row: "Marked") -> bool:
    owner = nesting.path.open(at)
    for rule in RULES:
        verdict: bool | None = rule.apply(nesting, at, owner, row)
        if verdict is not None:
            return verdict
    return True


def beside(nesting: Nesting, at: int, owner: Node, row: "Marked") -> bool | None:
    """Entries of one Markdown list stand side by side, whatever number or word they begin with."""
    above = owner.row.marker if owner.row else None
    if not above or (above.is_unit and not row.marker.is_unit):
        return None
    signed = above.glyph in LIST_SIGNS and row.marker.glyph in LIST_SIGNS
    return False if signed and row.indent <= owner.indent else None


def colon(nesting: Nesting, at: int, owner: Node, row: "Marked") -> bool | None:
    return True if nesting.path.owns_below(at) else None


def one_list(nesting: Nesting, at: int, owner: Node, row: "Marked") -> bool | None:
    """A line without a number heads the list directly below it, and no wider one after that."""
    path = nesting.path
    if owner.family != "head" or at + 1 >= len(path):
        return None
    inner = path.open(at + 1)
    outer = (row.marker.glyph, path.glyph(at + 1)) in nesting.inner
    wider = (outer or rank(row.family) < rank(inner.family)) and row.indent <= inner.indent
    words = inner.row.text if inner.row else ""
    entry = inner.family in BULLETS or (inner.family == "text" and not is_sentence(words))
    return False if wider and entry else None


def heading(nesting: Nesting, at: int, owner: Node, row: "Marked") -> bool | None:
    return True if owner.implied or (owner.row and owner.row.heading) else None


def further_left(nesting: Nesting, at: int, owner: Node, row: "Marked") -> bool | None:
    return True if row.indent > owner.indent and owner.family != "text" else None


def text(nesting: Nesting, at: int, owner: Node, row: "Marked") -> bool | None:
    return False if owner.family == "text" else None


def aid(nesting: Nesting, at: int, owner: Node, row: "Marked") -> bool | None:
    """A list belongs to an aid when the text shows it so elsewhere."""
    if owner.family != "aid":
        return None
    votes, family = nesting.votes, row.family
    above = nesting.path.open(at - 1).family if at else ""
    under_aid, under_above = votes["aid", family], votes[above, family]
    if rank(family) >= 70:
        return under_aid >= under_above
    seldom = under_aid > 1 and under_above == 0
    return rank(family) > 55 and seldom


def bullet(nesting: Nesting, at: int, owner: Node, row: "Marked") -> bool | None:
    """Below a bullet stands only a smaller one."""
    if owner.family not in BULLETS:
        return None
    family = row.family
    if family in BULLETS and family != owner.family and rank(family) > rank(owner.family):
        return True
    inner = (nesting.path.glyph(at), row.marker.glyph) in nesting.inner
    return family == "bullet" and inner


def votes(nesting: Nesting, at: int, owner: Node, row: "Marked") -> bool | None:
    """Of two families the one that more often opens the other is the wider one."""
    down = nesting.votes[owner.family, row.family]
    up = nesting.votes[row.family, owner.family]
    return down > up if up != down else None


def ranks(nesting: Nesting, at: int, owner: Node, row: "Marked") -> bool | None:
    """Where a text does not tell, a family that is usually wider stands in none that is not."""
    return False if rank(row.family) + 10 < rank(owner.family) else None


RULES: tuple[Rule, ...] = (
    Rule(
        "beside",
        "Entries of one Markdown list at one indentation are siblings.",
        "- 1. 问候\n- 微笑\n- 2. 倾听",
        "1. 问候\n微笑\n2. 倾听",
        beside,
    ),
    Rule(
        "colon",
        "A line that ends in a colon owns the list below it.",
        "- 问候：\n1. 微笑\n2. 点头\n- 告别",
        "问候：\n  1. 微笑\n  2. 点头\n告别",
        colon,
    ),
    Rule(
        "one-list",
        "A line above bullets owns these, and no numbers that follow: they go on with the unit.",
        "Unit 1: Welcome\nGoals:\n- smile\n- listen\n1.1 Greeting\n1.2 Asking\n"
        "Unit 2: Goodbye\nGoals:\n- thank\n- wave\n2.1 Thanks\n2.2 Waving",
        "Unit 1: Welcome\n  Goals:\n    smile\n    listen\n  1.1 Greeting\n  1.2 Asking\n"
        "Unit 2: Goodbye\n  Goals:\n    thank\n    wave\n  2.1 Thanks\n  2.2 Waving",
        one_list,
    ),
    Rule(
        "heading",
        "A heading owns whatever follows.",
        "# 迎客\n2. 问候\n# 送客\n3. 告别",
        "迎客\n  2. 问候\n送客\n  3. 告别",
        heading,
    ),
    Rule(
        "further-left",
        "A line owns what is further right.",
        "- 迎客\n    1. 问候\n    2. 倾听\n- 送客",
        "迎客\n  1. 问候\n  2. 倾听\n送客",
        further_left,
    ),
    Rule(
        "text",
        "A line without a number owns no bullets at its own indentation.",
        "一、迎客\n每人至少要认真地练习两遍才算完成。\n- 问候\n- 倾听",
        "一、 迎客\n  每人至少要认真地练习两遍才算完成。\n  问候\n  倾听",
        text,
    ),
    Rule(
        "aid",
        "A list belongs to an aid only where the text shows it so more than once.",
        "一、迎客\n案例：一次投诉\n1. 问候\n2. 倾听",
        "一、 迎客\n  案例： 一次投诉\n  1. 问候\n  2. 倾听",
        aid,
    ),
    Rule(
        "bullet",
        "Below a bullet stands only a smaller one.",
        "一、迎客\n- 问候\n1. 微笑\n2. 点头",
        "一、 迎客\n  问候\n  1. 微笑\n  2. 点头",
        bullet,
    ),
    Rule(
        "votes",
        "Of two families the one that more often opens the other is the wider one.",
        "①迎客\n1. 问候\n2. 微笑\n②送客\n1. 告别\n2. 挥手",
        "① 迎客\n  1. 问候\n  2. 微笑\n② 送客\n  1. 告别\n  2. 挥手",
        votes,
    ),
    Rule(
        "ranks",
        "Where a text does not tell, a family stands in none that is usually smaller.",
        "1. 问候\n一、迎客\n1. 倾听\n二、送客",
        "1. 问候\n一、 迎客\n  1. 倾听\n二、 送客",
        ranks,
    ),
)
