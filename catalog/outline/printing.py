"""A tree as indented text for people: fields, items with their kinds, extras, doubts."""

from .tree import Item, Tree


def as_text(tree: Tree) -> str:
    """One line per field, item, extra and doubt; items are indented by their depth."""
    printed = [f"# {tree.title}"] if tree.title else []
    printed += [f"{field.name}: {field.value}" for field in tree.fields]
    printed += [_item(item) for item in tree.items]
    printed += [f"[{extra.kind}] {_lines(extra.lines)}" for extra in tree.extras]
    printed += [f"! {doubt.line} {doubt.code} {doubt.message}" for doubt in tree.doubts]
    return "\n".join(printed) + "\n"


def _item(item: Item) -> str:
    words = "(…)" if item.implied else " ".join(part for part in (item.label, item.title) if part)
    return f"{'  ' * (item.depth - 1)}{words}  <{item.kind}>"


def _lines(lines: tuple[int, ...]) -> str:
    return ", ".join(map(str, lines))
