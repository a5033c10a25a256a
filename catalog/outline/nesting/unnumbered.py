"""Where lines without a number stand: text, lines that head a list, aids."""

from catalog.outline.families import rank
from catalog.outline.rows import Row
from catalog.outline.texts import LABEL

from .path import Node, Path, ends_in_colon
from .state import Nesting

BULLETS = ("bullet", "dash")
SECTIONS = 40  # rank of the numbers that never list points
LOOSE = ("text", "bullet", "dash", "aid")  # what indentation closes, unlike headings and units


def title_below_unit(nesting: Nesting, at: int, row: Row) -> bool:
    """The title of a unit may stand on the line below its number."""
    top = nesting.path.top
    if row.family != "text" or top is None or not _joins(nesting, at, row, top):
        return False
    if _is_one_of_several(nesting, at, row):
        return False
    top.lines += tuple(number for number in row.lines if number not in top.lines)
    top.more += (row.text,)
    return True


def _joins(nesting: Nesting, at: int, row: Row, top: Node) -> bool:
    if top.row is None or top.more or row.marker or nesting.rows[at - 1] is not top.row:
        return False
    bare = not top.row.title and bool(top.label)
    if bare and top.family.startswith("step:") and not row.gap:
        return row.role != "head"
    if not top.family.startswith("unit:") or row.role in ("head", "first"):
        return False
    return not top.row.title or _is_in_brackets(top.row.title)


def _is_in_brackets(text: str) -> bool:
    return text[0] in "（(" and text[-1] in "）)"


def _is_one_of_several(nesting: Nesting, at: int, row: Row) -> bool:
    """Whether a line is the first of a typed table, or of lines with labels, and no title."""
    below = nesting.rows[at + 1] if at + 1 < len(nesting.rows) else None
    if below is None or below.family != "text":
        return False
    labelled = LABEL.match(row.text) and LABEL.match(below.text)
    return bool(labelled) or len(row.cells) > 1 < len(below.cells)


def head(nesting: Nesting, at: int, row: Row) -> bool:
    """Beside the open head, or where the list below it would otherwise stand."""
    if row.family != "text" or row.role != "head":
        return False
    nesting.path.add(row, "head", None, keep=_head_place(nesting, at, row))
    return True


def caption(nesting: Nesting, at: int, row: Row) -> bool:
    """学习目标 in part after part stands below the part, and heads what follows."""
    if row.family != "text" or row.role != "caption":
        return False
    opened = nesting.path.opened()
    parts = [index for index, node in enumerate(opened) if _is_part(node)]
    keep = parts[-1] + 1 if parts else 1
    nesting.path.add(row, "head", None, keep=min(keep, len(opened)))
    return True


def _is_part(node: Node) -> bool:
    return node.family.startswith("unit:") or bool(node.row and node.row.heading)


def _head_place(nesting: Nesting, at: int, row: Row) -> int:
    path, rows = nesting.path, nesting.rows
    below = rows[at + 1].family if at + 1 < len(rows) else "text"
    inwards = range(len(path) - 1, -1, -1)
    beside = (
        index
        for index in inwards
        if path.open(index).family == "head" and path.open(index).indent == row.indent
    )
    lists = (
        index
        for index in inwards
        if path.open(index).family == below and below not in ("text", "aid")
    )
    found = next(beside, None)
    found = next(lists, None) if found is None else found
    return _without(nesting, LOOSE) if found is None else found


def _above_bullets(nesting: Nesting, row: Row, keep: int) -> int:
    """Without the bullets that are no further left than the row."""
    path = nesting.path
    while (
        keep and path.open(keep - 1).family in BULLETS and row.indent <= path.open(keep - 1).indent
    ):
        keep -= 1
    return keep


def _beside_label(nesting: Nesting, row: Row, keep: int) -> int:
    """Without a head that ends in a colon when the row, a label too, is no further right."""
    path = nesting.path
    top = path.open(keep - 1) if keep > 1 else None
    if top is None or top.family != "head" or not ends_in_colon(top) or row.indent > top.indent:
        return keep
    return keep - 1


def _without(nesting: Nesting, families: tuple[str, ...]) -> int:
    """How much of the path is left without the innermost nodes of these families."""
    keep = len(nesting.path)
    while keep and nesting.path.open(keep - 1).family in families:
        keep -= 1
    return keep


def closing_line(nesting: Nesting, at: int, row: Row) -> bool:
    """课程总结 closes the course, not the point above it."""
    if row.family != "text" or row.role != "close":
        return False
    nesting.path.add(row, "text", None, keep=0)
    return True


def part_note(nesting: Nesting, at: int, row: Row) -> bool:
    """A line that closes part after part stands below the part."""
    if row.family != "text" or row.role != "part":
        return False
    parts = [at for at, node in enumerate(nesting.path.opened()) if _is_part(node)]
    if not parts:
        return False
    nesting.path.add(row, "text", None, keep=parts[-1] + 1)
    return True


def labelled_note(nesting: Nesting, at: int, row: Row) -> bool:
    """A line with a bold label stands beside the bold line that heads the one above."""
    if row.family != "text" or not row.labelled:
        return False
    promoted = [
        index for index, node in enumerate(nesting.path.opened()) if node.row and node.row.promoted
    ]
    if not promoted:
        return False
    nesting.path.add(row, "text", None, keep=promoted[-1])
    return True


def indented_note(nesting: Nesting, at: int, row: Row) -> bool:
    if row.family != "text" or not row.nested:
        return False
    nesting.path.add(row, "text", None, keep=_further_left(nesting, row))
    return True


def _further_left(nesting: Nesting, row: Row) -> int:
    """How much of the path is left of the row, or is closed by no indentation."""
    path, keep = nesting.path, len(nesting.path)
    while keep and path.open(keep - 1).indent >= row.indent and path.open(keep - 1).family in LOOSE:
        keep -= 1
    return keep


def row_of_table(nesting: Nesting, at: int, row: Row) -> bool:
    """A line without number between numbered ones of a typed table stands beside them."""
    if row.family != "text" or len(row.cells) < 2 or not at:
        return False
    above = nesting.rows[at - 1]
    if above.aid and len(above.cells) > 1 and row.indent == above.indent:
        nesting.path.add(row, "text", None, keep=len(nesting.path) - 1)
        return True
    return _between_numbers(nesting, at, row)


def _between_numbers(nesting: Nesting, at: int, row: Row) -> bool:
    """Place a line whose neighbours in the table both have a number, if it is such a line."""
    if at + 1 == len(nesting.rows):
        return False
    above, below = nesting.rows[at - 1], nesting.rows[at + 1]
    if not (above.cells and below.cells and above.family == below.family != "text"):
        return False
    if above.unit and sum(map(bool, row.cells)) > 1:
        return False  # the cell of the unit goes on
    families = nesting.path.families(len(nesting.path))
    if above.family not in families:
        return False
    nesting.path.add(row, "text", None, keep=families.index(above.family))
    return True


def note(nesting: Nesting, at: int, row: Row) -> bool:
    """A note belongs to the line above it, but to the owner of a list of bullets."""
    if row.family != "text":
        return False
    path, keep = nesting.path, _above_bullets(nesting, row, _without(nesting, ("text",)))
    keep -= keep > 1 and _is_entry(nesting, row, keep)
    if LABEL.match(row.text):
        keep = _beside_label(nesting, row, keep)
    path.add(row, "text", None, keep=keep)
    return True


def _is_entry(nesting: Nesting, row: Row, keep: int) -> bool:
    """Whether a line below an aid is, as the aid is, an entry of a list that is only indented."""
    aid, owner = nesting.path.open(keep - 1), nesting.path.open(keep - 2)
    listed = owner.indent < row.indent == aid.indent and row.indent in nesting.entries
    return aid.family == "aid" and listed


def signed_aid(nesting: Nesting, at: int, row: Row) -> bool:
    """An aid behind a sign of its own stands where its indentation says, among bullets."""
    families = nesting.path.families(len(nesting.path))
    if row.family != "aid" or not row.signed or not any(one in BULLETS for one in families):
        return False
    keep, inner = _further_left(nesting, row), _without(nesting, ("aid", "text"))
    if inner > keep + 1 and _beside_each_other(nesting, keep, inner):
        keep = inner - 1  # ◆ and √ at one indentation: indentation does not tell which it is beside
    nesting.path.add(row, "aid", None, keep=keep)
    return True


def _beside_each_other(nesting: Nesting, keep: int, end: int) -> bool:
    """Whether open bullets stand inside each other at one indentation."""
    opened = nesting.path.opened()[keep:end]
    return all(node.family in BULLETS for node in opened) and len({n.indent for n in opened}) == 1


def aid(nesting: Nesting, at: int, row: Row) -> bool:
    """An aid belongs to the point above it when another point follows, else to the section."""
    if row.family != "aid":
        return False
    path = nesting.path
    keep = _without_text(path, row)
    if keep and _is_below(path.open(keep - 1), row):
        path.add(row, "aid", None, keep=keep)
        return True
    deeper = keep and row.indent > path.open(keep - 1).indent
    if _is_like_head(nesting, at, keep):
        keep -= 2
    elif keep > 1 and not deeper and not _stays_with_point(nesting, at, keep - 1):
        keep = _beside_label(nesting, row, keep - 1)
        keep -= keep > 1 and _is_listed(nesting, at, keep - 1)
    path.add(row, "aid", None, keep=keep)
    return True


def _without_text(path: Path, row: Row) -> int:
    """How much of the path is left without aids, and without lines that do not own the row."""
    families = path.families(len(path))
    keep = families.index("aid") if "aid" in families else len(families)
    while keep and families[keep - 1] == "text" and not _is_below(path.open(keep - 1), row):
        keep -= 1
    return keep


def _is_below(node: Node, row: Row) -> bool:
    """Whether indentation, where it orders lines without numbers, puts a row below one."""
    nested = node.family == "text" and node.row is not None and node.row.nested
    return nested and row.indent > node.indent


def _is_like_head(nesting: Nesting, at: int, keep: int) -> bool:
    """Lessons / • … / Lab 1: … / • …: below the list of a line without number, above another."""
    path, row = nesting.path, nesting.rows[at]
    if keep < 2 or at + 1 >= len(nesting.rows):
        return False
    head, point, below = path.open(keep - 2), path.open(keep - 1), nesting.rows[at + 1]
    anew = below.family == point.family and (below.family == "bullet" or below.number == 1)
    if not anew or nesting.votes["aid", below.family] < 2:
        return False
    return head.family == "head" and row.indent <= head.indent


def _is_listed(nesting: Nesting, at: int, keep: int) -> bool:
    """Whether an open line, further right, is the last of points that hardly own others."""
    path = nesting.path
    point = path.open(keep)
    if point.number is None or nesting.rows[at].indent >= point.indent:
        return False
    if rank(point.family) <= SECTIONS or _stays_with_point(nesting, at, keep):
        return False
    inside = path.nodes[path.path[keep - 1] + 1 : path.path[keep] + 1]
    beside = [n for n in inside if n.parent == point.parent and n.family == point.family]
    return sum(1 for node in beside if node.children) * 2 <= len(beside)


def _beside(path: Path, keep: int) -> list[Node]:
    """The nodes above an open one that stand in the same list."""
    point = path.open(keep)
    return [
        node
        for node in path.nodes[path.path[keep - 1] + 1 : path.path[keep]]
        if node.parent == point.parent and node.family == point.family
    ]


def _stays_with_point(nesting: Nesting, at: int, keep: int) -> bool:
    path = nesting.path
    point = path.open(keep)
    if point.row is not None and (point.row.heading or rank(point.family) <= 30):
        return True
    if point.aids or nesting.lookahead.list_goes_on(at, point, path.families(keep)):
        return True
    rest = _beside(path, keep)
    owning = any(node.children for node in rest) and nesting.mostly_own(point.family)
    return owning or all(node.aids for node in rest)
