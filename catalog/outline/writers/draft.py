"""A file as the text that the back office keeps: read again, it gives the tree of the file.

What a file states of its order, a table or the levels of a list, is seldom all in its words. Where
the words alone would be read otherwise, the outline states its levels: each line is indented by its
depth between two lines 〔读法：层级〕, and a mark says what no word says.
"""

import html
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from catalog.outline import readings
from catalog.outline.field_names import is_known, is_outline_heading
from catalog.outline.markers import marker
from catalog.outline.marks import mark_of
from catalog.outline.parsing import parse
from catalog.outline.readers.flowing import flowed, flowing
from catalog.outline.readers.html import tokens
from catalog.outline.readers.whole_tags import whole_tags
from catalog.outline.rows import Row
from catalog.outline.tree import Extra, Field, Item, Line, Tree

STEP = "  "
FENCE = readings.mark_line(readings.LEVELS.code)
APART = ("contact", "testimonial", "schedule")  # they say by their words what they are
WHOLE = 1.0
MOST_SIGNS = 6  # of a heading in Markdown
ROUNDS = 3  # of marks: one may change what the line above is taken for
MANY = 4000  # items: more than any course has are read once, and kinds need no mark
Written = tuple[str, tuple[int, ...]]  # a line of the text, and the lines it is made of
Marks = Mapping[int, str]  # the place of an item -> what says its kind


class Draft(NamedTuple):
    """``places`` names for a line of the file the line of the text that holds it."""

    text: str
    places: dict[int, int]


def draft_of(tree: Tree) -> Draft:
    """The text of a tree of styled lines, such as the paragraphs of a .docx."""
    values = {number for field in tree.fields for number in field.lines}
    lines = [
        line._replace(label="") if line.number in values else line for line in tree.source
    ]  # Word counts the lines of a value, and none of its numbers belongs to it
    return _nearest(tree, Draft(*flowed(lines)))


def _nearest(tree: Tree, plain: Draft) -> Draft:
    """The plain text where it reads to this tree, else one that states the levels of its lines.

    Of two that both read otherwise the nearer one.
    """
    likeness = _likeness(tree, parse(plain.text))
    if likeness == WHOLE or not tree.items:
        return plain
    marks: dict[int, str] = {}
    best, most = plain, likeness
    for _ in range(ROUNDS if len(tree.items) < MANY else 1):
        stated = _stated(tree, marks)
        read = parse(stated.text)
        likeness = _likeness(tree, read)
        if likeness > most:
            best, most = stated, likeness
        unlike = _unlike(tree.items, read.items)
        more = {at: _mark(tree.items[at], again=at in marks) for at in unlike}
        if likeness == WHOLE or marks.items() >= more.items():
            break
        marks |= more
    return best


def page_draft_of(tree: Tree, page: str) -> Draft:
    """The text of a page of HTML source; ``page`` is what a person would copy of it.

    What a browser does not show, or what belongs to the frame of the page, is in neither.
    """
    source = tuple(line._replace(text=_without_tags(line.text)) for line in whole_tags(tree.source))
    words = {line.number: _letters(line.text) for line in source}
    shown = {_letters(cell) for line in page.split("\n") for cell in (line, *line.split("\t"))}
    extras = tuple(
        one
        for one in tree.extras
        if (_letters(one.text) or "".join(words[at] for at in one.lines)) in shown
    )
    return _nearest(replace(tree, source=source, extras=extras), Draft(page, {}))


def _without_tags(text: str) -> str:
    words = "".join(part for kind, part in tokens(text) if kind == "text")
    return html.unescape(words)


# ------------------------------------------------------------ likeness


def _likeness(wanted: Tree, got: Tree) -> float:
    """The share of what either tree says that both say."""
    one, other = Counter(_facts(wanted)), Counter(_facts(got))
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _facts(tree: Tree) -> Iterator[tuple[str, ...]]:
    """What a tree says: its title, its fields, and each item with its parent and its kind."""
    yield "title", _letters(tree.title or "")
    for field in tree.fields:
        yield "field", _letters(field.name), _letters(field.value)
    path: list[str] = []
    for item in tree.items:
        del path[item.depth - 1 :]
        words = _words_of(item)
        yield "item", words, path[-1] if path else "", item.kind
        path += [""] * (item.depth - 1 - len(path)) + [words]


def _words_of(item: Item) -> str:
    return _letters(item.label + item.title)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _unlike(wanted: Sequence[Item], got: Sequence[Item]) -> list[int]:
    """The items whose kind no word says: read as another kind, all items being at their place."""
    shown = [(at, item) for at, item in enumerate(wanted) if not item.implied]
    if [_words_of(item) for _, item in shown] != [_words_of(item) for item in got]:
        return []
    pairs = zip(shown, got, strict=True)
    return [at for (at, item), other in pairs if item.kind != other.kind]


# ------------------------------------------------------------ writing


def _stated(tree: Tree, marks: Marks) -> Draft:
    """What stands above the outline, the outline by its levels, and what stands below."""
    lines = {line.number: line for line in tree.source}
    first = min(min(item.lines) for item in tree.items if item.lines)
    above, inside, below = _parted(_joined(tree.extras, lines), first)
    written = [
        *_header(tree.fields, above, lines),
        (FENCE, ()),
        *_outline(tree.items, inside, lines, marks),
    ]
    if below or written[0][0] == FENCE:  # alone at the top it would leave the header to its words
        written += [(FENCE, ()), *_flowing(below, lines)]
    places = {number: at for at, (_, numbers) in enumerate(written, 1) for number in numbers}
    return Draft("\n".join(words for words, _ in written) + "\n", places)


def _parted(extras: Sequence[Extra], first: int) -> tuple[list[Extra], list[Extra], list[Extra]]:
    """What stands above the first line of the outline, what among its lines, and what below."""
    above = [one for one in extras if min(one.lines) <= first]
    others = [one for one in extras if min(one.lines) > first]
    inside = [one for one in others if one.kind not in APART]
    return above, inside, [one for one in others if one.kind in APART]


def _joined(extras: Sequence[Extra], lines: Mapping[int, Line]) -> list[Extra]:
    """In the order of the file; the cells of one row, such as the names of columns, are one."""
    found: list[Extra] = []
    for extra in sorted((one for one in extras if one.lines), key=lambda one: min(one.lines)):
        above = found[-1] if found else None
        row = lines[extra.lines[0]].cell
        beside = above and lines[above.lines[-1]].cell
        if above and row and beside and (above.kind, beside[:2]) == (extra.kind, row[:2]):
            found[-1] = Extra(extra.kind, above.lines + extra.lines)
        else:
            found.append(extra)
    return found


def _header(
    fields: Sequence[Field], extras: Sequence[Extra], lines: Mapping[int, Line]
) -> Iterator[Written]:
    """In the order of the file; a title that stands twice is told once."""
    entries: list[Field | Extra] = [*fields, *extras]
    title = ""
    for entry in sorted(entries, key=lambda one: min(one.lines)):
        if isinstance(entry, Field):
            yield from _field(entry)
        elif entry.kind != "title":
            yield from _above(entry, lines)
        elif not title:
            title = _text(entry, lines)
            yield f"# {title.lstrip('# ')}", entry.lines
        elif _letters(_text(entry, lines)) != _letters(title):
            yield from _aside(entry, lines)


def _field(field: Field) -> Iterator[Written]:
    """A name that course headers use before a colon, any other in 【】; several lines below it."""
    plain = is_known(field.name) and not marker(field.name)
    name = f"{field.name}：" if plain else f"【{field.name}】"
    first, *more = field.value.split("\n")
    if more or ":" in first or "：" in first:
        first, more = "", [first, *more]
    yield name + first, field.lines
    yield from ((STEP + part.strip(), ()) for part in more if part.strip())


def _outline(
    items: Sequence[Item], extras: Sequence[Extra], lines: Mapping[int, Line], marks: Marks
) -> Iterator[Written]:
    """The items by their depth, with what stands among them where it stood."""
    left = list(extras)
    depth = 1
    for at, item in enumerate(items):
        while left and item.lines and min(left[0].lines) < min(item.lines):
            yield from _aside(left.pop(0), lines, indent=STEP * (depth - 1))
        depth = item.depth
        if item.lines:
            signs = _heading(lines[item.lines[0]]) + marks.get(at, "")
            yield STEP * (depth - 1) + signs + _shown(item, lines), item.lines
    for extra in left:
        yield from _aside(extra, lines)


def _heading(line: Line) -> str:
    return f"{'#' * min(line.heading, MOST_SIGNS)} " if line.heading else ""


def _mark(item: Item, *, again: bool) -> str:
    """What says the kind of an item: of a module a heading, unless that was not enough."""
    if item.kind == "module" and not (item.label or again):
        return "# "
    return mark_of(item.kind)


def _shown(item: Item, lines: Mapping[int, Line]) -> str:
    """The words of an item on one line, as they were typed where they were."""
    words = " ".join(f"{item.label} {item.title}".split())
    first = lines[item.lines[0]]
    typed = " ".join(f"{first.label} {first.text}".split())
    return typed if _letters(typed) == _letters(words) else words


def _above(extra: Extra, lines: Mapping[int, Line]) -> Iterator[Written]:
    """What is neither title nor field; 课程大纲 says by its words what it is."""
    words = _text(extra, lines)
    if extra.kind in APART:
        yield from _flowing([extra], lines)
    elif extra.kind == "heading" and is_outline_heading(Row((), words)):
        yield words, extra.lines
    else:
        yield from _aside(extra, lines)


def _aside(extra: Extra, lines: Mapping[int, Line], indent: str = "") -> Iterator[Written]:
    """What is no outline, with the mark that says so."""
    words = _text(extra, lines)
    if _letters(words):
        yield indent + mark_of("noise") + words, extra.lines


def _flowing(extras: Sequence[Extra], lines: Mapping[int, Line]) -> Iterator[Written]:
    """Lines as they stand, the cells of a row side by side."""
    numbers = sorted({number for extra in extras for number in extra.lines})
    bare = (lines[at]._replace(heading=None, level=None, depth=None, indent=0) for at in numbers)
    yield from flowing(list(bare), marks=False)


def _text(extra: Extra, lines: Mapping[int, Line]) -> str:
    if extra.text:
        return " ".join(extra.text.split())
    told = [line for line in map(lines.__getitem__, extra.lines) if _letters(line.text)]
    between = " | " if any(line.cell for line in told) else " "
    return between.join(" ".join(f"{line.label} {line.text}".split()) for line in told)
