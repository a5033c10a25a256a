"""What paragraph styles say: heading level, list, indentation; styles inherit from each other."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .names import attribute, child, children, indent_in, number_in, value_of

# Built-in names as Word and WPS write them, and as other programs translate them.
HEADING = re.compile(
    r"(?:heading|标题|標題|見出し|제목|titre|überschrift|título|titolo|заголовок)\s?([1-9])", re.I
)
TITLE = re.compile(r"title|标题|標題|表題|제목|titre|titel|título|文档标题|文檔標題", re.I)
OUTLINE = re.compile(r"outline (note )?([1-9])", re.I)  # of docx_writer
DEEPEST = 20  # styles that one style may inherit from


@dataclass(slots=True)
class Style:
    """None where the style leaves a thing to the style it is based on."""

    name: str = ""
    base: str = ""
    outline: int | None = None  # 0 to 8; 9 is body text
    num: str | None = None
    level: int | None = None
    indent: int | None = None  # twips
    bold: bool | None = None
    size: int | None = None  # half points
    hidden: bool | None = None
    struck: bool | None = None


@dataclass(slots=True)
class Styles:
    by_id: dict[str, Style] = field(default_factory=dict)
    runs: dict[str, Style] = field(default_factory=dict)  # character styles
    default: str = ""
    tables: dict[str, Style] = field(default_factory=dict)
    default_size: int = 0
    default_hidden: bool = False

    def chain(self, key: str) -> list[tuple[str, Style]]:
        """A style and those it is based on, nearest first; circles end."""
        found: list[tuple[str, Style]] = []
        key = key if key in self.by_id else self.default
        while key in self.by_id and len(found) < DEEPEST and key not in dict(found):
            found.append((key, self.by_id[key]))
            key = self.by_id[key].base
        return found

    def heading(self, key: str) -> int | None:
        """1 to 9; 0 for the style of the title; None for body text."""
        for _, style in self.chain(key):
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else None
            named = HEADING.fullmatch(style.name)
            if named:
                return int(named[1])
            if TITLE.fullmatch(style.name):
                return 0
        return None

    def place(self, key: str) -> tuple[int, bool] | None:
        """Depth in an outline, and whether it is a note, by the styles of docx_writer."""
        for _, style in self.chain(key):
            found = OUTLINE.fullmatch(style.name)
            if found:
                return int(found[2]), bool(found[1])
        return None

    def bold(self, key: str, *, run: bool = False) -> bool:
        if run:
            return bool(key in self.runs and self.runs[key].bold)
        return next((style.bold for _, style in self.chain(key) if style.bold is not None), False)

    def size(self, key: str) -> int:
        sizes = (style.size for _, style in self.chain(key) if style.size is not None)
        return next(sizes, self.default_size)

    def hidden(self, key: str) -> bool:
        """Whether a paragraph style hides its words."""
        said = (style.hidden for _, style in self.chain(key) if style.hidden is not None)
        return next(said, self.default_hidden)

    def struck(self, key: str) -> bool:
        said = (style.struck for _, style in self.chain(key) if style.struck is not None)
        return next(said, False)

    def of_run(self, key: str) -> Style:
        """A character style together with those it is based on."""
        found = Style()
        seen: set[str] = set()
        while key in self.runs and key not in seen and len(seen) < DEEPEST:
            seen.add(key)
            style = self.runs[key]
            found.hidden = style.hidden if found.hidden is None else found.hidden
            found.struck = style.struck if found.struck is None else found.struck
            key = style.base
        return found

    def table_hides(self, key: str) -> bool:
        seen: set[str] = set()
        while key in self.tables and key not in seen and len(seen) < DEEPEST:
            seen.add(key)
            if self.tables[key].hidden is not None:
                return bool(self.tables[key].hidden)
            key = self.tables[key].base
        return False

    @property
    def tell_depth(self) -> bool:
        return any(OUTLINE.fullmatch(style.name) for style in self.by_id.values())


def styles_in(root: Element | None) -> Styles:
    found = Styles()
    if root is not None:
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        found.default_size = number_in(value_of(defaults, "sz")) or 0
        found.default_hidden = bool(_switch(defaults, "vanish"))
    for element in children(root, "style") if root is not None else ():
        key = attribute(element, "styleId")
        if attribute(element, "type") == "character":
            found.runs[key] = _style(element)
        if attribute(element, "type") == "table":
            found.tables[key] = _style(element)
        if attribute(element, "type") not in ("paragraph", ""):
            continue
        found.by_id[key] = _style(element)
        if attribute(element, "default") in ("1", "true", "on"):
            found.default = key
    return found


def _style(element: Element) -> Style:
    properties = child(element, "pPr")
    numbering = child(properties, "numPr")
    look = child(element, "rPr")
    return Style(
        name=value_of(element, "name")[:60],
        base=value_of(element, "basedOn"),
        outline=number_in(value_of(properties, "outlineLvl")),
        num=value_of(numbering, "numId") or None,
        level=number_in(value_of(numbering, "ilvl")),
        indent=indent_in(properties),
        bold=_switch(look, "b"),
        size=number_in(value_of(look, "sz")),
        hidden=_switch(look, "vanish"),
        struck=_switch(look, "strike") or _switch(look, "dstrike"),
    )


def _switch(look: Element | None, name: str) -> bool | None:
    """A property that is on where it stands without a value."""
    found = child(look, name)
    return None if found is None else attribute(found, "val") not in ("0", "false", "off")
