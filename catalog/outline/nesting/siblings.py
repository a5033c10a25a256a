"""Which open list a line with a marker goes on with: the first rule that applies says it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.outline.families import LOOSE
from catalog.outline.rule import Rule

from .path import Node
from .state import Nesting

if TYPE_CHECKING:
    from catalog.outline.rows import Marked

NONE = -1  # the line begins a list of its own


@dataclass(frozen=True, slots=True)
class Asked:
    """A line, the open nodes, and where in them stand those of its own family."""

    nesting: Nesting
    at: int
    row: "Marked"
    family: str
    number: int | None
    opened: list[Node]
    same: list[int]

    def before(self, places: list[int]) -> list[int]:
        """Those of the places whose number is one less."""
        if self.number is None:
            return []
        before = self.number - self.row.marker.covers - 1
        return [at for at in places if self.opened[at].number == before]

    def level(self, places: list[int]) -> list[int]:
        """Those of the places with the line's own indentation."""
        return [at for at in places if self.opened[at].indent == self.row.indent]


def find(nesting: Nesting, at: int, row: "Marked") -> int | None:
    """The index in the path of the node beside which the row stands; None for no such node."""
    family, number = row.family, row.marker.number
    opened = nesting.path.opened()
    same = [place for place, node in enumerate(opened) if node.family == family]
    if same and number:
        last = opened[same[-1]]
        if last.number == number - row.marker.covers - 1 and last.indent == row.indent:
            return same[-1]  # the quick answer for most rows: 3、 after 2、
    asked = Asked(nesting, at, row, family, number, opened, same)
    for rule in RULES:
        found = rule.apply(asked)
        if found is not None:
            return None if found == NONE else found
    return None


def bullets(asked: Asked) -> int | None:
    """Bullets go by indentation; their glyphs matter only below a colon."""
    if asked.number is not None:
        return None
    if not asked.same:
        return NONE
    level = asked.level(asked.same)
    if level:
        return _by_glyph(asked, level)
    if asked.row.indent > asked.opened[asked.same[-1]].indent:
        return NONE
    wider = [at for at in asked.same if asked.opened[at].indent <= asked.row.indent]
    return wider[-1] if wider else asked.same[0]


def _by_glyph(asked: Asked, level: list[int]) -> int:
    path, sign = asked.nesting.path, asked.row.marker.glyph
    alike = [at for at in level if path.glyph(at) == sign]
    if not alike and (sign, path.glyph(level[0])) in asked.nesting.inner:
        return NONE  # ◆ after ➢ where ➢ stands inside ◆ elsewhere
    inside = path.owns_below(level[-1]) or (path.glyph(level[-1]), sign) in asked.nesting.inner
    if not alike and inside:
        return NONE
    return (alike or level)[-1]


def units(asked: Asked) -> int | None:
    """第二讲, 模块三: another word goes on counting."""
    if not asked.row.marker.is_unit or (asked.number or 0) < 2 or asked.same:
        return None
    if asked.nesting.last.get(asked.family):
        return None
    units = [at for at, node in enumerate(asked.opened) if node.family.startswith("unit:")]
    return next(iter(asked.before(units)), None)


def goes_on_in_line(asked: Asked) -> int | None:
    return next(reversed(asked.level(asked.before(asked.same))), None)


def deeper(asked: Asked) -> int | None:
    """A 1 further right than the open list of its family begins a list inside."""
    if asked.number != 1 or not asked.same:
        return None
    return NONE if asked.row.indent > asked.opened[asked.same[-1]].indent else None


def goes_on(asked: Asked) -> int | None:
    return next(reversed(asked.before(asked.same)), None)


def kin(asked: Asked) -> int | None:
    """2) goes on after 1、."""
    if (asked.number or 0) < 2:
        return None
    found = next(reversed(asked.before(_kin(asked))), None)
    return None if found is None or _still_comes(asked, found) else found


def _still_comes(asked: Asked, at: int) -> bool:
    """（3） in an open list （1）: whether the 3. of the list around it stands below."""
    inner = bool(asked.same) and asked.same[-1] > at
    family = asked.opened[at].family
    return inner and asked.nesting.lookahead.next_number(asked.at, family) == asked.number


def _kin(asked: Asked) -> list[int]:
    """Open nodes that count the same way in another dress: 1) beside 1、."""
    loose = LOOSE.get(asked.family)
    if loose is None:
        return []
    return [
        at
        for at, node in enumerate(asked.opened)
        if node.family != asked.family and LOOSE.get(node.family) == loose
    ]


def mixed(asked: Asked) -> int | None:
    """1、 2. 3、: a list that has come to another dress goes back to its first."""
    if asked.same:
        return None
    found = [
        at
        for at in _kin(asked)
        if at and 0 < asked.opened[at - 1].counts.get(asked.family, 0) < (asked.number or 0)
    ]
    return next(reversed(found), None)


def out_of_order(asked: Asked) -> int | None:
    """A number that goes on with nothing stands in the open list of its family all the same."""
    return next(reversed(asked.level(asked.same) or asked.same), None)


RULES: tuple[Rule, ...] = (
    Rule(
        "bullets",
        "Bullets go by indentation, and by their signs where one stands inside another.",
        "一、迎客\n- 问候\n    - 微笑\n- 倾听",
        "一、 迎客\n  问候\n    微笑\n  倾听",
        bullets,
    ),
    Rule(
        "units",
        "模块二 after 第一讲 goes on counting.",
        "第一讲 迎客\n1. 问候\n模块二 送客\n1. 告别",
        "第一讲 迎客\n  1. 问候\n模块二 送客\n  1. 告别",
        units,
    ),
    Rule(
        "goes-on-in-line",
        "Of two open lists the one with the line's own indentation goes on.",
        "1. 迎客\n    1. 问候\n2. 送客",
        "1. 迎客\n  1. 问候\n2. 送客",
        goes_on_in_line,
    ),
    Rule(
        "deeper",
        "A 1 further right than the open list of its family begins a list inside.",
        "1. 迎客\n2. 送客\n    1. 问候\n    2. 倾听",
        "1. 迎客\n2. 送客\n  1. 问候\n  2. 倾听",
        deeper,
    ),
    Rule(
        "goes-on",
        "Numbering that goes on outweighs indentation.",
        "1. 迎客\n2. 倾听\n    1. 点头\n  3. 送客",
        "1. 迎客\n2. 倾听\n  1. 点头\n3. 送客",
        goes_on,
    ),
    Rule(
        "kin",
        "Numbering that goes on outweighs the look: 2. after 1、.",
        "1、迎客\n2. 倾听\n3、送客",
        "1、 迎客\n2. 倾听\n3、 送客",
        kin,
    ),
    Rule(
        "mixed",
        "A list that has changed its look for a line goes back to the old one.",
        "一、迎客\n1、问候\n2. 倾听\n4、点头\n二、送客",
        "一、 迎客\n  1、 问候\n  2. 倾听\n  4、 点头\n二、 送客",
        mixed,
    ),
    Rule(
        "out-of-order",
        "A number that goes on with nothing stands in the open list of its family all the same.",
        "一、迎客\n三、倾听\n七、送客",
        "一、 迎客\n三、 倾听\n七、 送客",
        out_of_order,
    ),
)
