"""Readings compete: where structure is only typed, several conventions can explain one text.

Each convention gives a whole tree in linear time; the most plausible one wins, and the next is
offered to the editor. ``WEIGHTS`` are fitted by ``python -m bench.readings`` on annotated outlines.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from . import fences, texts
from .extras import is_sentence
from .nesting import Node, build, by_indentation, only_indented, placed
from .readers.source_text import split_lines
from .rows import Row
from .tree import Line, gettext_noop

CLOSE = 0.04  # two readings whose costs differ by less are both shown


@dataclass(frozen=True, slots=True)
class Convention:
    """A way to explain lines that state nothing; ``mark`` in a text chooses it."""

    code: str
    mark: str
    name: str
    applies: Callable[[Sequence[Row]], bool]
    build: Callable[[list[Row]], list[Node]]


@dataclass(frozen=True, slots=True)
class Reading:
    """One finished reading: how it reads, what it costs, its nodes."""

    convention: Convention
    cost: float
    nodes: list[Node]
    unmarked: bool = False  # the one that a text without a mark is read by

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(node.parent for node in self.nodes)


def read(rows: list[Row], chosen: str = "") -> list[Reading]:
    """Every reading that applies, the most plausible first; a chosen one stands first.

    Where the source states the depth of each row, that is how it reads unless another is chosen.
    """
    stated = _is_stated(rows)
    loose = not stated and _is_loose(rows)
    usual, others = _asked(chosen, stated=stated)
    copies = _copies(others, rows, stated=stated) if chosen or loose else []
    found = [_reading(usual, rows, prior=0.0)]
    found += [_reading(one, copied, prior=WEIGHTS["unusual"]) for one, copied in copies]
    unmarked = min(found if loose else found[:1], key=lambda one: one.cost)
    found.sort(key=lambda one: one.convention.code != chosen)  # of two alike the chosen one stays
    return [
        replace(one, unmarked=one.shape == unmarked.shape)
        for one in sorted(
            _distinct(found), key=lambda one: (one.convention.code != chosen, one.cost)
        )
    ]


def _asked(chosen: str, *, stated: bool) -> tuple[Convention, list[Convention]]:
    """The convention by which a text reads as long as nothing speaks for one of the others."""
    usual, *others = CONVENTIONS
    if stated:  # beside it the usual one, and what else was asked for
        return LEVELS, [one for one in CONVENTIONS if one.code in (usual.code, chosen)]
    return usual, [*others, LEVELS] if chosen == LEVELS.code else others


def _copies(
    asked: Sequence[Convention], rows: Sequence[Row], *, stated: bool
) -> list[tuple[Convention, list[Row]]]:
    """The conventions that apply, each with rows of its own."""
    copy = _bare if stated else replace
    return [(one, [copy(row) for row in rows]) for one in asked if one.applies(rows)]


def _bare(row: Row) -> Row:
    """A copy for a convention that does not ask for the depth which the source states."""
    return replace(row, depth=None)


def _reading(convention: Convention, rows: list[Row], *, prior: float) -> Reading:
    nodes = convention.build(rows)
    return Reading(convention, prior + cost(nodes), nodes)


def _distinct(found: list[Reading]) -> list[Reading]:
    """Without those that give the same tree as an earlier one."""
    kept, seen = [], set()
    for reading in found:
        if reading.shape not in seen:
            seen.add(reading.shape)
            kept.append(reading)
    return kept


def _is_stated(rows: Sequence[Row]) -> bool:
    """Whether the source states the depth of each row."""
    return any(row.depth for row in rows) and all(row.depth or row.raw for row in rows)


def _is_loose(rows: Sequence[Row]) -> bool:
    """Whether enough lines state nothing of their place to be explained otherwise."""
    loose = sum(1 for row in rows if row.family in ("text", "bullet", "dash") and not row.tier)
    return loose * 5 > len(rows) > 3


# ------------------------------------------------------------ conventions


def _usual(rows: list[Row]) -> list[Node]:
    if only_indented(rows):
        return by_indentation(rows)
    texts.assign(rows)
    return build(rows)


def _by_indents(rows: list[Row]) -> list[Node]:
    """Below headings and units indentation alone decides."""
    texts.assign(rows)
    for row in rows:
        if row.family in ("text", "bullet", "dash", "aid"):
            row.role, row.nested = "", True
            row.family = "text" if row.family in ("bullet", "dash") else row.family
    return build(rows)


def _by_blocks(rows: list[Row]) -> list[Node]:
    """The first line of each block between blank lines is above the others."""
    texts.assign(rows)
    for row, below in pairwise(rows):
        if row.family == "text":
            row.nested = False
            heads = row.gap and not below.gap and not is_sentence(row.text)
            row.role = "head" if heads else row.role if row.role == "first" else ""
    return build(rows)


def _flat(rows: list[Row]) -> list[Node]:
    """Lines without a number are all of one rank: none is above another."""
    for row in rows:
        row.role, row.nested = "", False
    texts.lists_of_units(rows)
    return build(rows)


def _as_stated(rows: list[Row]) -> list[Node]:
    """As the source states the depth of each row; without that, by indentation alone."""
    return placed(rows) if any(row.depth for row in rows) else by_indentation(rows)


def _has_indents(rows: Sequence[Row]) -> bool:
    return len({row.indent for row in rows if row.family in ("text", "bullet", "dash")}) > 1


def _has_blocks(rows: Sequence[Row]) -> bool:
    return sum(1 for row in rows if row.gap and row.family == "text") > 1


def _has_text(rows: Sequence[Row]) -> bool:
    return sum(1 for row in rows if row.family == "text") > 1


CONVENTIONS = (
    Convention("usual", "编号", gettext_noop("按编号和标题"), lambda rows: True, _usual),
    Convention("indents", "缩进", gettext_noop("按缩进"), _has_indents, _by_indents),
    Convention("blocks", "空行", gettext_noop("按空行分块"), _has_blocks, _by_blocks),
    Convention("flat", "并列", gettext_noop("把无编号的行并列"), _has_text, _flat),
)
LEVELS = Convention(  # competes with none: it is what a source states, or what is asked for
    fences.CODE, fences.MARK, gettext_noop("完全按每行的层级"), lambda rows: True, _as_stated
)
BY_MARK = {
    word: convention.code
    for convention in (*CONVENTIONS, LEVELS)
    for word in (convention.mark, convention.code)
}


class ReadingMark(NamedTuple):
    """What the 〔读法：缩进〕 lines of a text ask for; the first of them counts."""

    code: str = ""
    lines: tuple[int, ...] = ()  # where they stand; no part of the outline
    unknown: str = ""  # a word that names no convention
    fences: tuple[int, ...] = ()  # the lines above and below an outline that states its levels

    @property
    def chosen(self) -> tuple[int, ...]:
        """The lines that ask for a reading of what the text states."""
        return tuple(line for line in self.lines if line not in self.fences)


def reading_mark(lines: Sequence[Line]) -> ReadingMark:
    """Which reading the editor chose, and where lines state their levels."""
    asked = ((line.number, fences.asked_reading(line.text)) for line in lines)
    found = {number: word for number, word in asked if word is not None}
    if not found:
        return ReadingMark()
    word = next(iter(found.values()))
    code = BY_MARK.get(word.lower(), "")
    return ReadingMark(code, tuple(found), "" if code else word, _fences(lines, found))


def _fences(lines: Sequence[Line], found: dict[int, str]) -> tuple[int, ...]:
    """The first two lines that say 层级; a single one at the top of a text only chooses."""
    stated = [number for number, word in found.items() if BY_MARK.get(word.lower()) == LEVELS.code]
    above = (line for line in lines if line.text.strip() and line.number not in found)
    first = next(above, None)
    if len(stated) == 1 and (first is None or first.number > stated[0]):
        return ()
    return tuple(stated[:2])


def with_mark(text: str, code: str) -> str:
    """The text with the line that asks for this reading at its top, or with none for ``""``.

    Lines between which an outline states its levels stay.
    """
    lines, ends = split_lines(text)
    mark = reading_mark([Line(n, line) for n, line in enumerate(lines, 1)])
    bare = "".join(
        line + end
        for n, (line, end) in enumerate(zip(lines, ends, strict=True), 1)
        if n not in mark.chosen
    )
    line = "" if mark.fences and code == LEVELS.code else mark_line(code)
    return f"{line}{next(filter(None, ends), chr(10))}{bare}" if line else bare


def mark_line(code: str) -> str:
    """The line that asks for a reading; "" for a code that is none."""
    known = (*CONVENTIONS, LEVELS)
    return next((f"〔读法：{one.mark}〕" for one in known if one.code == code), "")


# ------------------------------------------------------------ plausibility

# What makes a tree unlikely, as a share of its nodes, and how much each counts.
WEIGHTS = {
    "unusual": 0.05,  # a convention that nothing in the text asks for
    "lone": 0.10,  # an only child
    "unlike": 0.25,  # two siblings side by side of different kinds
    "against": 1.00,  # a child further left than its parent
    "ignored": 0.45,  # a line further right than the one above it, but not below it
    "numbers": 0.60,  # a list that does not begin at 1 or leaves its order
    "prose": 0.40,  # a sentence with children
    "uneven": 0.20,  # lines without number of which some have children and some have none
    "shallow": 0.15,  # many lines, one level
}


def cost(nodes: Sequence[Node]) -> float:
    """How implausible a tree is; 0 is a tree without fault."""
    shares = features(nodes)
    return sum(WEIGHTS[name] * share for name, share in shares.items())


def features(nodes: Sequence[Node]) -> dict[str, float]:
    """The share of nodes with each fault of ``WEIGHTS``."""
    total = max(1, len(nodes))
    counts = dict.fromkeys(WEIGHTS, 0.0)
    del counts["unusual"]
    children: dict[int, list[Node]] = {}
    for node in nodes:
        children.setdefault(node.parent, []).append(node)
    for parent, group in children.items():
        owner = nodes[parent] if parent >= 0 else None
        _judge_siblings(owner, group, counts)
    counts["ignored"] += sum(1 for above, node in pairwise(nodes) if _is_ignored(above, node))
    deepest = max((node.depth for node in nodes), default=1)
    counts["shallow"] = float(total) if deepest == 1 and total > 8 else 0.0
    return {name: count / total for name, count in counts.items()}


def _is_ignored(above: Node, node: Node) -> bool:
    """Whether a line further right than the one above it is not below it."""
    if above.row is None or node.row is None or node.row.tier or above.row.heading:
        return False
    return node.row.indent > above.row.indent and node.depth <= above.depth


def _judge_siblings(owner: Node | None, group: list[Node], counts: dict[str, float]) -> None:
    plain = [node for node in group if node.family != "aid"]
    if owner is not None and owner.row is not None:
        _judge_owner(owner.row, group, plain, counts)
    counts["unlike"] += sum(1 for above, node in pairwise(plain) if _look(above) != _look(node))
    counts["numbers"] += _faults([node.number for node in plain if node.number is not None])
    counts["uneven"] += _uneven([node for node in plain if node.family in ("text", "head")])


def _uneven(bare: list[Node]) -> int:
    """The fewer of the lines without number that own others, and of those that own none."""
    owning = sum(1 for node in bare if node.children or node.notes)
    return min(owning, len(bare) - owning)


def _faults(numbers: list[int]) -> int:
    """How often a list does not begin at 1 or leaves its order."""
    late = bool(numbers) and numbers[0] > 1
    return late + sum(1 for above, number in pairwise(numbers) if number != above + 1)


def _judge_owner(row: Row, group: list[Node], plain: list[Node], counts: dict[str, float]) -> None:
    counts["lone"] += len(plain) == 1 and len(group) == 1
    counts["prose"] += is_sentence(row.text) and not row.text.endswith((":", "："))
    if not (row.heading or row.tier):
        counts["against"] += sum(1 for node in group if node.row and node.row.indent < row.indent)


def _look(node: Node) -> str:
    return "text" if node.family in ("text", "head", "told") else node.family
