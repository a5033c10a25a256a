"""Slides (.pptx) as lines: a title is a heading, bullets keep their level; place is the slide."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from catalog.outline.tree import Fact, LeftOut, Line, OutlineError, Place, Source, gettext_noop

from .docx.formats import bullet, printed
from .docx.names import local_name
from .source_text import EMPTY, MAX_CHARACTERS, TOO_LONG
from .zip_parts import Package, Sentences, within_package

MAX_SLIDES = 300
MAX_NESTING = 12  # groups in groups
SHOWN = 200  # characters of what was left out
SAYS = Sentences(
    too_large=gettext_noop("这个 .pptx 太大，没有读取。请只保留有大纲的幻灯片，另存后再上传。"),
    broken=gettext_noop(
        "这个 .pptx 文件打不开。请用 PowerPoint 或 WPS 重新另存为 .pptx 后再上传。"
    ),
    locked=gettext_noop("这个文件有密码。请去掉密码，另存后再上传。"),
    macros=gettext_noop("这个文件含有宏，没有读取。请另存为不带宏的 .pptx 后再上传。"),
    doctype=gettext_noop(
        "这个 .pptx 里有不允许的声明（DOCTYPE），没有读取。请用 PowerPoint 重新另存。"
    ),
    other=gettext_noop("这不是幻灯片文件。请上传 .pptx、.docx 或 .txt 文件。"),
)
NUMBERED = {  # how automatic numbers are counted and dressed
    "arabicPeriod": ("decimal", "%s."),
    "arabicParenR": ("decimal", "%s)"),
    "arabicParenBoth": ("decimal", "(%s)"),
    "arabicPlain": ("decimal", "%s"),
    "circleNumDbPlain": ("decimalEnclosedCircle", "%s"),
    "circleNumWdBlackPlain": ("decimalEnclosedCircle", "%s"),
    "ea1ChsPeriod": ("chineseCountingThousand", "%s、"),
    "ea1ChsPlain": ("chineseCountingThousand", "%s"),
    "ea1ChtPeriod": ("chineseCountingThousand", "%s、"),
    "alphaLcPeriod": ("lowerLetter", "%s."),
    "alphaUcPeriod": ("upperLetter", "%s."),
    "alphaLcParenR": ("lowerLetter", "%s)"),
    "alphaUcParenR": ("upperLetter", "%s)"),
    "romanLcPeriod": ("lowerRoman", "%s."),
    "romanUcPeriod": ("upperRoman", "%s."),
}
TITLES = ("title", "ctrTitle")
ASIDE = {"ftr": "footer", "hdr": "header", "sldNum": "page-number", "dt": "field"}
GRAPHICS = {"chart": "chart", "relIds": "smartart", "oleObj": "object", "videoFile": "media"}


def open_pptx(data: bytes) -> Source:
    """The text of the slides that are shown. Raises OutlineError."""
    return within_package(data, SAYS, "ppt/", _presentation)


def _presentation(package: Package) -> Source:
    main = package.main_part("ppt/presentation.xml")
    root = package.parsed(main)
    if root is None:
        raise OutlineError(SAYS.broken)
    targets = {key: target for key, _, target in package.relations(main)}
    keys = [_relation(element) for element in root.iter() if local_name(element.tag) == "sldId"]
    if len(keys) > MAX_SLIDES:
        raise OutlineError(SAYS.too_large)
    deck = Deck(package)
    for number, key in enumerate(keys, 1):
        if target := targets.get(key):
            deck.slide(number, target)
    if not any(line.text.strip() for line in deck.lines):
        raise OutlineError(EMPTY)
    length = sum(len(line.text) for line in deck.lines)
    if length > MAX_CHARACTERS:
        raise OutlineError(TOO_LONG, length=length, limit=MAX_CHARACTERS)
    return Source(deck.numbered(), tuple(deck.left_out), (Fact("slides", str(len(keys))),))


class Deck:
    """Collects lines slide by slide; the title of a slide comes first."""

    def __init__(self, package: Package):
        self.package = package
        self.lines: list[Line] = []
        self.left_out: list[LeftOut] = []
        self.place = Place()
        self.tables = 0
        self.title = ""
        self.ranks: list[tuple[int, bool]] = []  # line of each title, and whether it opens a part

    def slide(self, number: int, part: str) -> None:
        self.place = Place("slide", str(number))
        root = self.package.parsed(part)
        if root is None:
            raise OutlineError(SAYS.broken)
        if root.get("show", "1") in ("0", "false"):
            self.leave_out("hidden-slide")
            return
        layout = self.notes_and_layout(part)
        shapes = [shape for tree in _named(root, "spTree") for shape in self.shapes(tree)]
        titles = [shape for shape in shapes if _placeholder(shape) in TITLES]
        for shape in titles[:1]:
            self.headline(shape, number, opens=layout in ("secHead", "title"))
        for shape in shapes:
            if shape not in titles[:1]:
                self.shape(shape, number)

    def notes_and_layout(self, part: str) -> str:
        """Report the speaker's notes; return the type of the slide's layout."""
        layout = ""
        for _, schema, target in self.package.relations(part):
            kind = schema.rpartition("/")[2]
            if kind == "notesSlide":
                root = self.package.parsed(target)
                if words := _notes(root):
                    self.leave_out("notes", words)
            elif kind == "comments":
                self.leave_out("comment", _words(self.package.parsed(target)))
            elif kind == "slideLayout":
                root = self.package.parsed(target)
                layout = root.get("type", "") if root is not None else ""
        return layout

    def leave_out(self, kind: str, text: str = "") -> None:
        self.left_out.append(LeftOut(kind, self.place, text[:SHOWN]))

    def shapes(self, tree: Element, depth: int = 0) -> Iterator[Element]:
        """Shapes, pictures and tables in their order, groups opened."""
        for shape in tree:
            name = local_name(shape.tag)
            if name in ("sp", "pic", "graphicFrame", "cxnSp", "contentPart"):
                yield shape
            elif name == "grpSp" and depth < MAX_NESTING:
                yield from self.shapes(shape, depth + 1)
            elif name == "AlternateContent":
                choice = next((one for one in shape if local_name(one.tag) == "Choice"), None)
                if choice is not None and depth < MAX_NESTING:
                    yield from self.shapes(choice, depth + 1)

    def headline(self, shape: Element, number: int, *, opens: bool) -> None:
        """The title; one that only goes on from the slide before is said once."""
        words = " ".join(" ".join(text.split()) for text, _ in _paragraphs(shape) if text.strip())
        if words and words == self.title:
            self.leave_out("repeated", words)
            return
        self.title = words
        if not words:
            return
        kind = _placeholder(shape)
        first = number == 1 and kind == "ctrTitle"
        self.blank()
        self.ranks.append((len(self.lines), opens))
        self.lines.append(Line(0, words, heading=0 if first else 1))

    def blank(self) -> None:
        if self.lines:
            self.lines.append(Line(0, ""))

    def shape(self, shape: Element, number: int) -> None:
        if any(one.get("hidden") in ("1", "true") for one in _named(shape, "cNvPr")):
            self.leave_out("hidden")
            return
        name, kind = local_name(shape.tag), _placeholder(shape)
        if kind in ASIDE:
            self.leave_out(ASIDE[kind], _words(shape))
            return
        if name == "pic" or name == "contentPart":
            media = any(local_name(one.tag) in ("videoFile", "audioFile") for one in shape.iter())
            self.leave_out("media" if media else "picture")
        elif name == "graphicFrame":
            self.frame(shape)
        elif name == "sp":
            self.body(shape, number, listed=kind in ("body", "obj", ""))

    def frame(self, shape: Element) -> None:
        table = next(iter(_named(shape, "tbl")), None)
        if table is None:
            names = {local_name(one.tag) for one in shape.iter()}
            kind = next((GRAPHICS[name] for name in GRAPHICS if name in names), "object")
            self.leave_out(kind)
            return
        for at, row in enumerate(_named(table, "tr")):
            for column, cell in enumerate(one for one in row if local_name(one.tag) == "tc"):
                self.cell(cell, (self.tables, at, column))
        self.tables += 1

    def cell(self, cell: Element, place: tuple[int, int, int]) -> None:
        merged = cell.get("vMerge") in ("1", "true")
        parts = [text for text, _ in _paragraphs(cell)] if not merged else []
        for text in [part for part in parts if part.strip()] or [""]:
            self.lines.append(Line(0, text, cell=place, merged=merged))

    def body(self, shape: Element, number: int, *, listed: bool) -> None:
        """Paragraphs; those of a text placeholder are bullets unless they say otherwise."""
        counts: dict[int, int] = {}
        for text, properties in _paragraphs(shape):
            if not text.strip():
                continue
            level = min(_number(properties, "lvl"), 8)
            label = _label(properties, level, counts)
            if label is None:
                label = "•" if listed and _is_placeholder(shape) else ""
            name = f"slide {number}" if label else ""
            if label:
                self.lines.append(Line(0, text, label, level=level, list=name))
            else:
                self.lines.append(Line(0, text, indent=4 * level))

    def numbered(self) -> tuple[Line, ...]:
        """Where some slides open a part, the titles of the others stand one level below."""
        later = [(at, opens) for at, opens in self.ranks if self.lines[at].heading]
        if any(opens for _, opens in later) and not all(opens for _, opens in later):
            for at, opens in later:
                if not opens:
                    self.lines[at] = self.lines[at]._replace(heading=2)
        return tuple(line._replace(number=at) for at, line in enumerate(self.lines, 1))


def _relation(element: Element) -> str:
    return next((text for name, text in element.attrib.items() if name.endswith("}id")), "")


def _named(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter() if local_name(element.tag) == name]


def _is_placeholder(shape: Element) -> bool:
    return bool(_named(shape, "ph"))


def _placeholder(shape: Element) -> str:
    """The type of a placeholder; empty for a plain text box, "obj" where it names none."""
    return next((one.get("type", "obj") for one in _named(shape, "ph")), "")


def _paragraphs(shape: Element) -> Iterator[tuple[str, Element | None]]:
    """The text of each paragraph with its properties; a line break stays one."""
    for paragraph in _named(shape, "p"):
        pieces: list[str] = []
        for element in paragraph.iter():
            name = local_name(element.tag)
            if name == "t":
                pieces.append(element.text or "")
            elif name == "br":
                pieces.append("\n")
            elif name == "tab":
                pieces.append("\t")
        properties = next((one for one in paragraph if local_name(one.tag) == "pPr"), None)
        yield "".join(pieces).strip(), properties


def _number(properties: Element | None, name: str) -> int:
    text = properties.get(name, "0") if properties is not None else "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0


def _label(properties: Element | None, level: int, counts: dict[int, int]) -> str | None:
    """What the slide shows before a paragraph; None where the paragraph does not say."""
    for deeper in [at for at in counts if at > level]:
        del counts[deeper]
    for element in properties if properties is not None else ():
        name = local_name(element.tag)
        if name == "buNone":
            return ""
        if name == "buChar":
            return bullet(element.get("char", ""))
        if name == "buAutoNum":
            form, dress = NUMBERED.get(element.get("type", ""), ("decimal", "%s."))
            start = _number(element, "startAt") or 1
            counts[level] = counts.get(level, start - 1) + 1
            return dress % printed(counts[level], form)
    return None


def _words(root: Element | None) -> str:
    texts = [one.text or "" for one in _named(root, "t")] if root is not None else []
    return " ".join(" ".join(texts).split())


def _notes(root: Element | None) -> str:
    """The words of the notes, without the number and the picture of the slide."""
    shapes = _named(root, "sp") if root is not None else []
    return " ".join(_words(shape) for shape in shapes if _placeholder(shape) not in ASIDE).strip()
