"""An outline as .docx: real multilevel numbering, real headings, and the printed labels kept.

Word makes a number only where it would print exactly the label of the item; other labels are text.
"""

import zipfile
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from catalog.outline.readers.docx.numbering import Counters, Definition, Level, List
from catalog.outline.tree import Printable

from . import docx_parts
from .docx_labels import Pattern, patterns_of

DEEPEST = 9  # levels of a Word list
STAMP = (1980, 1, 1, 0, 0, 0)  # the same outline gives the same bytes


def outline_docx(title: str, items: Sequence[Printable], *, foot: str = "") -> bytes:
    """A .docx of a course outline; reading it back gives the same tree.

    ``foot`` stands below every page: who sells the course, and how to reach them.
    """
    shown = [item for item in items if item.label or item.title]
    numbers = Numbers(shown)
    body = [docx_parts.paragraph(title, style="Title")] if title else []
    body += [_paragraph(item, numbers.next(item)) for item in shown]
    parts = docx_parts.fixed(with_foot=bool(foot)) | {
        "word/document.xml": docx_parts.document(body, with_foot=bool(foot)),
        "word/numbering.xml": docx_parts.numbering(numbers.abstracts(), numbers.nums()),
    }
    if foot:
        parts["word/footer.xml"] = docx_parts.footer(foot)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, STAMP), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _paragraph(item: Printable, num: tuple[str, int] | None) -> str:
    words = item.title if num else " ".join(part for part in (item.label, item.title) if part)
    depth = min(item.depth, DEEPEST)
    style = f"OutlineNote{depth}" if item.kind == "note" else f"Outline{depth}"
    if item.kind == "module" and depth == 1:
        style = "Heading1"
    return docx_parts.paragraph(words, style=style, num=num)


@dataclass(slots=True)
class Made:
    """One w:num: a fresh start of a definition, from a number on."""

    key: str
    definition: str
    level: int
    start: int


class Numbers:
    """Chooses for each item, in order, the list and level whose number is the printed label."""

    def __init__(self, items: Sequence[Printable]):
        usual: dict[int, Counter[tuple[str, str]]] = {}
        self.patterns = {item.label: patterns_of(item.label) for item in items if item.label}
        for item in items:
            for pattern in self.patterns.get(item.label, ())[:1]:
                usual.setdefault(min(item.depth, DEEPEST) - 1, Counter())[
                    pattern.form, pattern.text
                ] += 1
        self.definitions: dict[Hashable, Definition] = {}
        levels = {
            at: Level(form, text.replace("%n", f"%{at + 1}"))
            for at, ((form, text),) in (
                (at, [pair for pair, _ in counts.most_common(1)]) for at, counts in usual.items()
            )
        }
        self.main = self._define(("main",), levels)
        self.counters = Counters({})
        self.made: list[Made] = []
        self.open: dict[tuple[str, int], str] = {}  # definition and level: its newest list

    def _define(self, key: Hashable, levels: dict[int, Level]) -> Definition:
        definition = Definition(str(len(self.definitions)), levels)
        self.definitions[key] = definition
        return definition

    def next(self, item: Printable) -> tuple[str, int] | None:
        at = min(item.depth, DEEPEST) - 1
        for pattern in self.patterns.get(item.label, ()) if item.title else ():
            definition = self._definition(pattern, at)
            num = self._num(definition, at, pattern, item.label)
            if num:
                return num, at
        return None

    def _definition(self, pattern: Pattern, at: int) -> Definition:
        text = pattern.text.replace("%n", f"%{at + 1}")
        main = self.main.levels.get(at)
        if main and (main.form, main.text) == (pattern.form, text):
            return self.main
        key = (at, pattern.form, text)
        return self.definitions.get(key) or self._define(key, {at: Level(pattern.form, text)})

    def _num(self, definition: Definition, at: int, pattern: Pattern, label: str) -> str:
        """The list that would print this label next: the open one, or one that starts anew."""
        num = self.open.get((definition.key, at))
        if num and self._would_print(num, at) == label:
            self.counters.label(num, at)
            return num
        num = str(len(self.made) + 1)
        self.counters.lists[num] = List(definition, starts={at: pattern.number})
        if self._would_print(num, at) != label:
            del self.counters.lists[num]
            return ""
        self.made.append(Made(num, definition.key, at, pattern.number))
        self.open[definition.key, at] = num
        self.counters.label(num, at)
        return num

    def _would_print(self, num: str, at: int) -> str:
        key = self.counters.lists[num].definition.key
        counts, begun = dict(self.counters.counts.get(key, {})), set(self.counters.begun)
        shown = self.counters.label(num, at)
        self.counters.counts[key], self.counters.begun = counts, begun
        return shown

    def abstracts(self) -> Iterator[str]:
        for definition in self.definitions.values():
            levels = [
                docx_parts.level(
                    at,
                    form=quoteattr(level.form),
                    text=quoteattr(level.text),
                    wide=len(level.text) > 4,
                )
                for at, level in sorted(definition.levels.items())
            ]
            yield docx_parts.abstract(definition.key, levels)

    def nums(self) -> Iterator[str]:
        for made in self.made:
            yield docx_parts.num(made.key, made.definition, made.level, made.start)


__all__ = ["escape", "outline_docx"]
