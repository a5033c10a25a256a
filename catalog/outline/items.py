"""Nodes become items: the printed word decides the kind, then the place in the tree."""

from typing import NamedTuple

from . import levels
from .aids import LATIN, Aid, aid
from .extras import is_sentence
from .families import rank
from .markers import Marker
from .nesting import Node
from .rows import LIST_SIGNS, Row
from .tree import Item


class Whole(NamedTuple):
    """What the whole text tells of a single line."""

    levels: levels.Levels
    nested: bool  # whether lines at the top own lists


def items_of(nodes: list[Node]) -> list[Item]:
    tops_have_lists = any(
        node.depth > 1
        and node.row
        and (node.row.marker or node.row.depth or nodes[node.parent].family == "head")
        for node in nodes
    )
    found = levels.read(nodes)
    return [_item(node, nodes, Whole(found, tops_have_lists)) for node in nodes]


def _item(node: Node, nodes: list[Node], whole: Whole) -> Item:
    row = node.row
    if row is None:
        return Item(node.depth, "section", "", "", (), implied=True)
    label, first = _number(row), row.title
    inner = aid(first) if row.marker and not row.aid else None
    if inner and not label:
        label, first = inner.label, inner.rest  # - Exercise: …
    title = " ".join(part for part in (first, *node.more) if part) if node.more else first
    return Item(node.depth, _kind(node, row, inner, nodes, whole), label, title, node.lines)


def _number(row: Row) -> str:
    """The number or marker as printed; what an explicit mark says is for the editor alone."""
    if row.unprinted:
        return row.aid.label if row.aid else ""
    if row.aid:
        return f"{row.label} {row.aid.label}".strip()
    mark = row.marker
    if mark is None:
        return ""
    if mark.label in LIST_SIGNS and row.text[len(mark.label) :][:1].isspace():
        return ""
    return mark.label


def _kind(node: Node, row: Row, inner: Aid | None, nodes: list[Node], whole: Whole) -> str:
    if row.kind or (row.told == "note" and not _says_aid(row)):
        return row.kind or "note"
    if _heads_cells(node, row):
        return "module" if node.depth == 1 else "section"
    if row.aid:
        return row.aid.kind
    if inner and row.marker and _is_aid(node, row.marker, inner):
        return inner.kind
    return _kind_of_line(node, row, nodes, whole)


def _says_aid(row: Row) -> bool:
    """Whether a cell beside the names holds an aid, more than the word for a way of teaching."""
    return row.aid is not None and row.aid.label[-1] in ":：" and bool(row.aid.rest)


def _kind_of_line(node: Node, row: Row, nodes: list[Node], whole: Whole) -> str:
    if row.depth and row.role == "note":
        return "note"
    if node.family in ("text", "head") and (node.depth > 1 or not whole.nested):
        kind = _text_kind(node, row, nodes)
        return "point" if kind == "note" and row.told == "head" else kind  # a cell among such
    return _kind_by_place(node, row, whole)


def _heads_cells(node: Node, row: Row) -> bool:
    """Whether a cell of a table stands above others: the day, the topic, the name of an aid."""
    if not (row.tier and node.children):
        return False
    return node.depth == 1 or (row.aid is not None and not row.aid.rest)


def _is_aid(node: Node, mark: Marker, inner: Aid) -> bool:
    """Whether a numbered line that begins with the label of an aid is one."""
    if mark.is_unit or (node.depth == 1 and node.children and mark.number):
        return False
    if mark.family == "bullet" and not (inner.rest or inner.number) and inner.label.isalpha():
        return not LATIN.match(inner.label)  # lectures, exercises: a list of forms of teaching
    return bool(inner.rest or not (node.children or node.aids))


def _kind_by_place(node: Node, row: Row, whole: Whole) -> str:
    if node.depth > 1:
        divides = whole.levels.divides(node) or (row.heading and node.notes)
        return "section" if divides else "point"
    if _is_module(node, row, whole):
        return "module"
    return "section" if whole.nested or node.children or node.notes else "point"


def _is_module(node: Node, row: Row, whole: Whole) -> bool:
    """Whether an entry of the top is a unit, heads others or leads by its level."""
    if row.unit and rank(row.unit.family) <= 30:
        return True
    return bool(row.heading and node.children) or whole.levels.leads(node)


def _text_kind(node: Node, row: Row, nodes: list[Node]) -> str:
    owning = node.children or node.notes
    if owning and not row.nested:
        return "section"
    if row.nested or node.parent < 0 or node.family == "head":
        return "section" if owning else "point"
    owner = nodes[node.parent]
    below = nodes[node.parent + 1] is node and not is_sentence(row.text)
    return _kind_of_note(row, owner, first=below or not (owner.children or owner.aids))


def _kind_of_note(row: Row, owner: Node, *, first: bool) -> str:
    """A line in a list of lines is a point of it, a sentence or a single line a note."""
    several = owner.notes > 1 or owner.heads or owner.family == "head"
    list_like = several and not (is_sentence(row.text) and len(row.cells) < 2)
    if owner.row and (owner.row.heading or owner.family.startswith(("unit:", "half"))):
        return "point" if first or list_like else "note"
    return "point" if list_like and owner.family != "aid" else "note"
