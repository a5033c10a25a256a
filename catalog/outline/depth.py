"""Depth without fixed levels: a family of markers stands where it first appears on the open path.

Evidence, strongest first: heading levels, numbering that goes on, indentation within one family,
a line that ends in a colon, and how often one family opens directly under another.
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Node:
    """A row in its place; ``parent`` is an index into the nodes, -1 for the top."""

    row: Row | None
    parent: int
    family: str
    number: int | None = None
    indent: int = 0
    depth: int = 1
    lines: list[int] = field(default_factory=list)
    more: list[str] = field(default_factory=list)  # text of further lines joined to the title
    before: int | None = None  # number of the sibling above in the same list
    above: str = ""  # its label
    restart: bool = False  # counts from 1 again below a parent that already counted
    children: int = 0  # without aids and text
    aids: int = 0  # aids among the children
    notes: int = 0  # text among the children
    heads: int = 0  # lines without marker that own a list, among the children
    counts: dict[str, int] = field(default_factory=dict)  # last number of each list below
    implied: bool = False


def rank(family: str) -> int:
    if family.startswith("h"):
        return RANKS.get(family, 10)
    if family.startswith("unit:"):
        return UNIT_RANKS.get(family[5:], 20)
    if family.startswith("dec"):
        return 60 + int(family[3:])
    if family.startswith("step:"):
        return 68
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
        family = family_of(row)
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


class Builder:
    """Place rows one by one; ``path`` holds the indexes of the open nodes."""

    def __init__(self, rows: list[Row]):
        self.rows = rows
        self.nodes: list[Node] = []
        self.path: list[int] = []
        self.told: list[int] = []  # depths that the source told for the open nodes
        self.votes = openings(rows)
        self.last: dict[str, int] = {}
        self.ahead = Ahead(rows)
        self.inner = inner_glyphs(rows)

    def build(self) -> list[Node]:
        for at, row in enumerate(self.rows):
            family = family_of(row)
            if family == "text":
                self.text(at, row)
            elif family == "aid":
                self.aid(at, row)
            elif row.heading:
                self.heading(at, row, family)
            else:
                self.marked(at, row, family)
        return self.nodes

    # ------------------------------------------------------------ helpers

    @property
    def top(self) -> Node | None:
        return self.nodes[self.path[-1]] if self.path else None

    def open(self, at: int) -> Node:
        return self.nodes[self.path[at]]

    def add(self, row: Row, family: str, number: int | None = None, *, keep: int) -> Node:
        """Append below path[:keep]."""
        del self.path[keep:]
        parent = self.path[-1] if self.path else -1
        node = Node(row, parent, family, number, row.indent, len(self.path) + 1, list(row.lines))
        if parent >= 0:
            self.nodes[parent].children += family not in ("aid", "text")
            self.nodes[parent].aids += family == "aid"
            self.nodes[parent].notes += family == "text"
            self.nodes[parent].heads += family == "head"
            if number:
                self.nodes[parent].counts[family] = number
        self.path.append(len(self.nodes))
        self.nodes.append(node)
        return node

    # ------------------------------------------------------------ headings

    def heading(self, at: int, row: Row, family: str) -> None:
        keep = next(
            (
                index
                for index in range(len(self.path))
                if not self.open(index).family.startswith("h")
                or self.open(index).family == "half"
                or self.open(index).family >= family
            ),
            len(self.path),
        )
        before = self.open(keep) if keep < len(self.path) else None
        node = self.add(row, family, row.marker.number if row.marker else None, keep=keep)
        if before is not None and before.family == family:
            node.before = before.number

    # ------------------------------------------------------------ markers

    def marked(self, at: int, row: Row, family: str) -> None:
        number = row.marker.number
        found = self.sibling(row, family, number)
        if found is None:
            self.new_list(at, row, family, number)
            return
        before = self.open(found)
        if number == 1 and (before.number or 0) >= 1:
            self.again(at, row, family, found, before.number)
            return
        node = self.add(row, family, number, keep=found)
        node.before = before.number
        node.above = before.row.marker.label if before.row and before.row.marker else ""
        self.last[family] = number or 0

    def sibling(self, row: Row, family: str, number: int | None) -> int | None:
        """The open node whose list this row goes on with, as an index of the path."""
        same = [at for at in range(len(self.path)) if self.open(at).family == family]
        if number is None:
            return self.sibling_bullet(row, same)
        going_on = [at for at in same if self.open(at).number == number - 1]
        level = [at for at in going_on if self.open(at).indent == row.indent]
        if level:
            return level[-1]
        deeper = same and row.indent > self.open(same[-1]).indent
        if number == 1 and deeper:
            return None
        loose = LOOSE.get(family)
        if going_on:
            return going_on[-1]
        near = [
            at
            for at in range(len(self.path))
            if loose
            and LOOSE.get(self.open(at).family) == loose
            and self.open(at).number == number - 1
            and self.open(at).family != family
        ]
        if near and number > 1:
            return near[-1]
        mixed = [
            at
            for at in range(1, len(self.path))
            if loose
            and LOOSE.get(self.open(at).family) == loose
            and self.open(at).family != family
            and 0 < self.open(at - 1).counts.get(family, 0) < number
        ]
        if mixed and not same:
            return mixed[-1]
        level = [at for at in same if self.open(at).indent == row.indent]
        return (level or same or [None])[-1]

    def sibling_bullet(self, row: Row, same: list[int]) -> int | None:
        """Bullets go by indentation; their glyphs matter only below a colon."""
        if not same:
            return None
        level = [at for at in same if self.open(at).indent == row.indent]
        if level:
            glyph = [at for at in level if self.glyph(at) == row.marker.glyph]
            if not glyph and (
                self.owns_below(level[-1])
                or (self.glyph(level[-1]), row.marker.glyph) in self.inner
            ):
                return None
            return (glyph or level)[-1]
        if row.indent > self.open(same[-1]).indent:
            return None
        wider = [at for at in same if self.open(at).indent <= row.indent]
        return wider[-1] if wider else same[0]

    def glyph(self, at: int) -> str:
        return self.open(at).row.marker.glyph if self.open(at).row else ""

    def owns_below(self, at: int) -> bool:
        """A line that ends in a colon owns the list directly below it."""
        node = self.open(at)
        return at == len(self.path) - 1 and node.row is not None and ends_in_colon(node)

    def new_list(self, at: int, row: Row, family: str, number: int | None) -> None:
        """A family that is not open begins a list below the innermost node that can own it."""
        keep = len(self.path)
        while keep and not self.can_own(keep - 1, row, family):
            keep -= 1
        counted = self.open(keep - 1).counts.get(family) if keep else None
        if counted and number == 1:
            self.again(at, row, family, keep, counted)
            return
        node = self.add(row, family, number, keep=keep)
        node.before = counted or (self.last.get(family) if number and number > 1 else None)
        if number and number > 1 and node.before is None:
            node.before = 0
        self.last[family] = number or 0

    def can_own(self, at: int, row: Row, family: str) -> bool:
        owner = self.open(at)
        if self.owns_below(at) or owner.implied:
            return True
        if row.indent > owner.indent and owner.family not in ("text",):
            return True
        if owner.family == "text":
            return False
        if owner.family == "aid":
            return self.aid_owns(at, family)
        down, up = self.votes[owner.family, family], self.votes[family, owner.family]
        if owner.family in ("bullet", "dash"):
            return (
                family in ("bullet", "dash")
                and owner.family != family
                and rank(family) > rank(owner.family)
            ) or (family == "bullet" and (self.glyph(at), row.marker.glyph) in self.inner)
        if up > down:
            return False
        return not (up == down and rank(family) + 10 < rank(owner.family))

    def aid_owns(self, at: int, family: str) -> bool:
        above = self.open(at - 1).family if at else ""
        under_aid, under_above = self.votes["aid", family], self.votes[above, family]
        if rank(family) >= 70:
            return under_aid >= under_above
        return (
            under_aid > under_above
            and above != ""
            and rank(family) > 55
            and under_above == 0
            and under_aid > 1
        )

    def again(self, at: int, row: Row, family: str, found: int, counted: int) -> None:
        """A list counts from 1 again: a list inside, or one whose heading is missing."""
        outer = [self.open(index).family for index in range(found)]
        if self.ahead.goes_on(at, family, counted, outer):
            node = self.add(row, family, 1, keep=len(self.path))
        elif found and self.heading_is_missing(at, found):
            owner = self.open(found - 1)
            gap = Node(None, -1, owner.family, (owner.number or 0) + 1, owner.indent, implied=True)
            self.insert(gap, found - 1)
            node = self.add(row, family, 1, keep=found)
            node.restart = True
        else:
            node = self.add(row, family, 1, keep=found)
            node.restart, node.before = counted > 1, counted
        self.last[family] = 1

    def heading_is_missing(self, at: int, found: int) -> bool:
        """The next heading skips exactly one number: the missing one stood here."""
        owner = self.open(found - 1)
        if owner.number is None:
            return False
        following = self.ahead.next_number(at, owner.family)
        return following == owner.number + 2

    def insert(self, node: Node, keep: int) -> None:
        del self.path[keep:]
        node.parent = self.path[-1] if self.path else -1
        node.depth = len(self.path) + 1
        self.path.append(len(self.nodes))
        self.nodes.append(node)

    # ------------------------------------------------------------ aids

    def aid(self, at: int, row: Row) -> None:
        """An aid belongs to the point above it when another point follows, else to the section."""
        keep = len(self.path)
        while (keep and self.open(keep - 1).family in ("aid", "text")) or (
            keep and self.open(keep - 1).parent >= 0 and self.inside_aid(keep - 1)
        ):
            keep -= 1
        deeper = keep and row.indent > self.open(keep - 1).indent
        if keep > 1 and not deeper and not self.stays_with_point(at, keep - 1):
            keep -= 1
        self.add(row, "aid", None, keep=keep)

    def inside_aid(self, at: int) -> bool:
        return any(self.open(index).family == "aid" for index in range(at))

    def stays_with_point(self, at: int, keep: int) -> bool:
        point = self.open(keep)
        if point.row is not None and (point.row.heading or rank(point.family) <= 30):
            return True
        if point.aids or self.ahead.list_goes_on(
            at, point, [self.open(i).family for i in range(keep)]
        ):
            return True
        mine = self.path[keep]
        rest = [
            node
            for node in self.nodes[self.path[keep - 1] + 1 : mine]
            if node.parent == point.parent and node.family == point.family
        ]
        return all(node.aids for node in rest)

    # ------------------------------------------------------------ text

    def text(self, at: int, row: Row) -> None:
        top = self.top
        if top is not None and self.joins(at, row, top):
            top.lines += [number for number in row.lines if number not in top.lines]
            top.more.append(row.text)
            return
        if row.role == "head":
            self.add(row, "head", None, keep=self.head_place(at, row))
            return
        self.add(row, "text", None, keep=0 if row.role == "close" else self.text_place(row))

    def text_place(self, row: Row) -> int:
        """A note belongs to the line above it, but to the owner of a list of bullets."""
        keep = len(self.path)
        while (
            keep
            and self.open(keep - 1).family == "text"
            and not (row.nested and row.indent > self.open(keep - 1).indent)
        ):
            keep -= 1
        while (
            keep
            and self.open(keep - 1).family in ("bullet", "dash")
            and (row.indent <= self.open(keep - 1).indent)
        ):
            keep -= 1
        return keep

    def head_place(self, at: int, row: Row) -> int:
        """Beside the open head, or where the list below it would otherwise stand."""
        below = family_of(self.rows[at + 1]) if at + 1 < len(self.rows) else "text"
        open_at = range(len(self.path) - 1, -1, -1)
        for index in open_at:
            if self.open(index).family == "head" and self.open(index).indent == row.indent:
                return index
        for index in open_at:
            if self.open(index).family == below and below not in ("text", "aid"):
                return index
        keep = len(self.path)
        while keep and self.open(keep - 1).family in ("text", "bullet", "dash", "aid"):
            keep -= 1
        return keep

    def joins(self, at: int, row: Row, top: Node) -> bool:
        """The title of a unit may stand on the line below its number."""
        if top.row is None or top.more or self.rows[at - 1] is not top.row:
            return False
        if not top.family.startswith("unit:") or row.role == "head":
            return False
        title = top.row.title
        return not title or (title[0] in "（(" and title[-1] in "）)")


def placed(rows: list[Row]) -> list[Node]:
    """Nodes of rows whose source tells the depth of each."""
    builder = Builder(rows)
    for row in rows:
        number = row.marker.number if row.marker else None
        keep = next(
            (at for at in range(len(builder.path)) if builder.told[at] >= row.depth),
            len(builder.path),
        )
        del builder.told[keep:]
        family = family_of(row)
        family = "told" if family == "text" and row.role != "note" else family
        owner = builder.open(keep - 1) if keep else None
        before = owner.counts.get(family) if owner else None
        builder.add(row, family, number, keep=keep).before = before
        builder.told.append(row.depth)
    return builder.nodes


def ends_in_colon(node: Node) -> bool:
    text = node.more[-1] if node.more else node.row.text
    return text.endswith((":", "："))


class Ahead:
    """Looks forward in the rows without reading them again for every question."""

    def __init__(self, rows: list[Row]):
        self.places: dict[str, list[int]] = {}
        self.numbers: list[int | None] = []
        for at, row in enumerate(rows):
            self.places.setdefault(family_of(row), []).append(at)
            self.numbers.append(row.marker.number if row.marker else None)

    def following(self, at: int, family: str) -> int | None:
        places = self.places.get(family, [])
        index = bisect_right(places, at)
        return places[index] if index < len(places) else None

    def next_number(self, at: int, family: str) -> int | None:
        place = self.following(at, family)
        return None if place is None else self.numbers[place]

    def closed(self, at: int, place: int, outer: list[str]) -> bool:
        """Whether a row of an outer family stands between."""
        return any(
            (near := self.following(at, family)) is not None and near < place for family in outer
        )

    def goes_on(self, at: int, family: str, number: int, outer: list[str]) -> bool:
        """Whether, after the run that begins at this 1, the list goes on with number + 1."""
        expected = 2
        while True:
            place = self.following(at, family)
            if place is None or self.closed(at, place, outer):
                return False
            if self.numbers[place] != expected:
                return self.numbers[place] == number + 1
            at, expected = place, expected + 1

    def list_goes_on(self, at: int, point: Node, outer: list[str]) -> bool:
        """Whether a later row of the same list stands before its owner closes."""
        place = self.following(at, point.family)
        if place is None or self.closed(at, place, outer):
            return False
        return point.number is None or (self.numbers[place] or 0) > point.number
