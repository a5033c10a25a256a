"""The readers that are compared: this product, pandoc and mammoth; a file in, a tree out."""

import importlib.metadata
import importlib.util
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from .outlines import Node, tree

Entry = tuple[int, str, str]  # depth, text, label
BELOW_HEADINGS = 10  # lists are deeper than any heading
PANDOC_FORMATS = {".md": "markdown", ".html": "html", ".docx": "docx"}
LISTS = {"ul", "ol"}


@dataclass(frozen=True, slots=True)
class Reading:
    nodes: tuple[Node, ...]
    refused: str = ""  # what the reader said instead of reading, or how it failed


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    suffixes: frozenset[str] | None  # None: whatever the file is
    read: Callable[[Path], Reading]
    version: Callable[[], str]  # an empty text where it is not installed

    def reads(self, suffix: str) -> bool:
        return self.suffixes is None or suffix in self.suffixes


def kaike(path: Path) -> Reading:
    """The tree that ``manage.py parse_outline`` prints for the file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import CommandError, call_command

    django.setup()
    out = StringIO()
    try:
        call_command("parse_outline", str(path), format="json", stdout=out)
    except CommandError as refusal:
        return Reading((), str(refusal).removeprefix(f"{path}: "))
    except Exception as error:  # a crash is a result here, and the other files go on
        return Reading((), f"crashed: {error!r}")
    items = json.loads(out.getvalue())["items"]
    return Reading(tree((item["depth"], item["title"], item["label"]) for item in items))


def upload(path: Path) -> Reading:
    """The tree of the text that the back office keeps of the file."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from catalog.domain.uploads import uploaded
    from catalog.outline import OutlineError, parse

    try:
        items = parse(uploaded(path.name, path.read_bytes()).text).items
    except OutlineError as refusal:
        return Reading((), str(refusal))
    return Reading(tree((item.depth, item.title, item.label) for item in items))


def pandoc(path: Path) -> Reading:
    """Headings and nested lists of pandoc's own document model."""
    import pypandoc

    try:
        text = pypandoc.convert_file(str(path), "json", format=PANDOC_FORMATS[path.suffix])
    except RuntimeError as error:
        return Reading((), f"crashed: {error}")
    return Reading(tree(pandoc_entries(json.loads(text)["blocks"])))


def mammoth(path: Path) -> Reading:
    """Headings and nested lists of the HTML that mammoth makes of a Word file."""
    import mammoth as package

    with path.open("rb") as file:
        markup = package.convert_to_html(file).value
    return Reading(tree(html_entries(markup)))


def pandoc_entries(blocks: Iterable[dict[str, Any]]) -> Iterator[Entry]:
    """Headings by their level, and list items below them; paragraphs are no entries."""
    for block in blocks:
        kind = block["t"]
        content: Any = block.get("c")
        if kind == "Header":
            yield content[0], _words(content[2]), ""
        elif kind == "Div":
            yield from pandoc_entries(content[1])
        elif kind in ("BulletList", "OrderedList"):
            yield from _list_entries(block, BELOW_HEADINGS)


def _list_entries(block: dict[str, Any], depth: int) -> Iterator[Entry]:
    items = block["c"] if block["t"] == "BulletList" else block["c"][1]
    for item in items:
        inner = [part for part in item if part["t"] in ("BulletList", "OrderedList")]
        words = [_words(part["c"]) for part in item if part["t"] in ("Plain", "Para")]
        yield depth, "".join(words), ""
        for part in inner:
            yield from _list_entries(part, depth + 1)


def _words(part: Any) -> str:
    """The text of an inline element, or of a list of them."""
    if isinstance(part, list):
        return "".join(map(_words, part))
    if not isinstance(part, dict):
        return ""
    if part["t"] in ("Space", "SoftBreak", "LineBreak"):
        return " "
    return part["c"] if part["t"] == "Str" else _words(part.get("c"))


def html_entries(markup: str) -> Iterator[Entry]:
    """Headings by their level, and the items of nested lists below them."""
    from lxml import html

    if not markup.strip():
        return
    for element in html.fromstring(f"<div>{markup}</div>").iter(
        "li", *(f"h{n}" for n in range(1, 7))
    ):
        if element.tag == "li":
            above = sum(1 for outer in element.iterancestors() if outer.tag in LISTS)
            yield BELOW_HEADINGS - 1 + above, _own_text(element), ""
        else:
            yield int(element.tag[1]), element.text_content(), ""


def _own_text(element: Any) -> str:
    """The text of a list item without the lists inside it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in LISTS:
            parts.append(_own_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _version_of_pandoc() -> str:
    if not importlib.util.find_spec("pypandoc"):
        return ""
    import pypandoc

    return pypandoc.get_pandoc_version()


def _version_of_mammoth() -> str:
    installed = importlib.util.find_spec("mammoth")
    return importlib.metadata.version("mammoth") if installed else ""


READERS: Sequence[Reader] = (
    Reader("kaike", None, kaike, lambda: "this checkout"),
    Reader("upload", None, upload, lambda: "this checkout, through the back office"),
    Reader("pandoc", frozenset(PANDOC_FORMATS), pandoc, _version_of_pandoc),
    Reader("mammoth", frozenset({".docx"}), mammoth, _version_of_mammoth),
)
