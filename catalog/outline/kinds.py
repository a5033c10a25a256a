"""Nodes become items: the printed word decides the kind, then the place in the tree."""

from .aids import Aid, aid
from .extras import is_sentence
from .families import rank
from .nesting import Node
from .rows import LIST_SIGNS
from .tree import Item


def items(nodes: list[Node]) -> list[Item]:
    tops_have_lists = any(
        node.depth > 1
        and node.row
        and (node.row.marker or node.row.depth or nodes[node.parent].family == "head")
        for node in nodes
    )
    return [_item(node, nodes, tops_have_lists) for node in nodes]


def _item(node: Node, nodes: list[Node], nested: bool) -> Item:
    if node.implied:
        return Item(node.depth, "section", "", "", (), implied=True)
    row = node.row
    label, first = _label(node), row.title
    inner = aid(first) if row.marker and not row.aid else None
    if inner and not label:
        label, first = inner.label, inner.rest  # - Exercise: …
    title = " ".join(part for part in (first, *node.more) if part) if node.more else first
    return Item(node.depth, _kind(node, inner, nodes, nested), label, title, node.lines)


def _label(node: Node) -> str:
    """The number or marker as printed, with an explicit mark where it stands."""
    row, label = node.row, _number(node)
    if not row.mark:
        return label
    return " ".join(part for part in (row.mark, label) if part) if row.leading else label + row.mark


def _number(node: Node) -> str:
    row = node.row
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


def _kind(node: Node, inner: Aid | None, nodes: list[Node], nested: bool) -> str:
    row = node.row
    if row.kind:
        return row.kind
    if row.told == "note":
        return "note"
    if row.tier and (node.depth == 1 or (row.aid and not row.aid.rest)) and node.children:
        return "module" if node.depth == 1 else "section"
    if row.aid:
        return row.aid.kind
    if inner and _is_aid(node, inner):
        return inner.kind
    if row.depth and row.role == "note":
        return "note"
    if node.family in ("text", "head") and (node.depth > 1 or not nested):
        return _text_kind(node, nodes)
    return _kind_by_place(node, nested)


def _is_aid(node: Node, inner: Aid) -> bool:
    """Whether a numbered line that begins with the label of an aid is one."""
    mark = node.row.marker
    if mark.is_unit or (node.depth == 1 and node.children and mark.number):
        return False
    return bool(inner.rest or not (node.children or node.aids))


def _kind_by_place(node: Node, nested: bool) -> str:
    row = node.row
    if node.depth > 1:
        return "section" if node.children or (row.heading and node.notes) else "point"
    unit = row.marker and row.marker.is_unit and rank(row.marker.family) <= 30
    if unit or (row.heading and node.children):
        return "module"
    return "section" if nested or node.children or node.notes else "point"


def _text_kind(node: Node, nodes: list[Node]) -> str:
    if node.row.nested and not (node.children or node.notes):
        return "point"
    if node.children or node.notes:
        return "section"
    if node.parent < 0 or node.family == "head":
        return "point"
    owner = nodes[node.parent]
    list_like = (owner.notes > 1 or owner.heads) and not is_sentence(node.row.text)
    if owner.row and (owner.row.heading or owner.family.startswith("unit:")):
        first = not (owner.children or owner.aids)
        return "point" if first or list_like else "note"
    return "point" if list_like and owner.family != "aid" else "note"
