"""Nodes become items: the printed word decides the kind, then the place in the tree."""

from .aids import aid
from .depth import Node
from .tree import Item


def items(nodes: list[Node]) -> list[Item]:
    tops_have_lists = any(node.depth > 1 and node.row and node.row.marker for node in nodes)
    return [_item(node, nodes, tops_have_lists) for node in nodes]


def _item(node: Node, nodes: list[Node], nested: bool) -> Item:
    if node.implied:
        return Item(node.depth, "section", "", "", (), implied=True)
    row = node.row
    label = _label(node)
    title = " ".join(part for part in (row.title, *node.more) if part)
    return Item(node.depth, _kind(node, nodes, nested), label, title, tuple(node.lines))


def _label(node: Node) -> str:
    row = node.row
    if row.aid:
        return f"{row.label} {row.aid.label}".strip()
    mark = row.marker
    return "" if mark is None or mark.label in ("-", "*", "+") else mark.label


def _kind(node: Node, nodes: list[Node], nested: bool) -> str:
    row = node.row
    if row.aid:
        return row.aid.kind
    inner = row.marker and aid(row.marker.rest)
    if inner and not row.marker.is_unit and (inner.rest or not node.children):
        return inner.kind
    if node.family == "text":
        return _text_kind(node, nodes)
    if node.depth == 1:
        unit = row.marker and row.marker.is_top_unit
        if unit or (row.heading and node.children):
            return "module"
        return "section" if nested or node.children else "point"
    return "section" if node.children else "point"


def _text_kind(node: Node, nodes: list[Node]) -> str:
    if node.parent < 0:
        return "section" if node.children else "point"
    owner = nodes[node.parent]
    if owner.row and (owner.row.heading or owner.family.startswith("unit:")):
        return "point"
    return "section" if node.children else "note"
