"""A tree printed: as indented text with kinds for people, as plain text, as Markdown, as JSON.

Plain text and Markdown hold title and items only; read back they give the same items.
"""

import json
import re
from collections.abc import Iterator, Sequence

from catalog.outline.tree import Item, Printable, Tree

STEP = "  "
MARKDOWN = re.compile(r"([\\`*_\[\]<>|])")


def as_text(tree: Tree) -> str:
    """One line per field, item, extra and doubt; items are indented by their depth."""
    printed = [f"# {tree.title}"] if tree.title else []
    printed += [f"{field.name}: {field.value}" for field in tree.fields]
    printed += [_item(item) for item in tree.items]
    printed += [f"[{extra.kind}] {_lines(extra.lines)}" for extra in tree.extras]
    printed += [f"! {doubt.line} {doubt.code} {doubt.message}" for doubt in tree.doubts]
    return "\n".join(printed) + "\n"


def as_json(tree: Tree) -> str:
    """The contract of ``parse_outline --format json``, on one line."""
    return json.dumps(tree.as_json(), ensure_ascii=False) + "\n"


def items_as_json(title: str, items: Sequence[Printable]) -> str:
    """Title and items for other programs: depth from 1, kind, label as printed, title."""
    printed = [
        {"depth": item.depth, "kind": item.kind, "label": item.label, "title": item.title}
        for item in items
    ]
    return json.dumps({"title": title, "items": printed}, ensure_ascii=False, indent=1) + "\n"


def as_plain(title: str, items: Sequence[Printable]) -> str:
    """Title and items, two columns of indentation a level."""
    lines = [title, ""] if title else []
    return "\n".join([*lines, *(_indented(item) for item in items if _words(item))]) + "\n"


def as_markdown(title: str, items: Sequence[Printable]) -> str:
    """The title and the top as headings, below it nested lists; printed labels are kept."""
    return "\n".join(_markdown(title, items)) + "\n"


def _markdown(title: str, items: Sequence[Printable]) -> Iterator[str]:
    if title:
        yield from (f"# {_escaped(title)}", "")
    for item in items:
        words = _escaped(_words(item))
        if item.depth == 1 and words:
            yield from (f"## {words}", "")
        elif words:
            yield f"{STEP * (item.depth - 2)}- {words}"


def _escaped(text: str) -> str:
    return MARKDOWN.sub(r"\\\1", text)


def _words(item: Printable) -> str:
    return " ".join(part for part in (item.label, item.title) if part)


def _indented(item: Printable) -> str:
    return STEP * (item.depth - 1) + _words(item)


def _item(item: Item) -> str:
    words = "(…)" if item.implied else _words(item)
    return f"{STEP * (item.depth - 1)}{words}  <{item.kind}>"


def _lines(lines: tuple[int, ...]) -> str:
    return ", ".join(map(str, lines))
