"""HTML from the clipboard made into outline text: list numbers and nesting are written out.

A browser's plain text of a list has lost both; its HTML, and Word's, still says them.
"""

import re
from html.parser import HTMLParser

from catalog.outline.markers import marker
from catalog.outline.tree import LeftOut, Place, Source

from .html import HEADING_TAG
from .tags import SHOWN, Mutes, Numbers

# Of HTML; Word writes ten characters of style for one of text. More than a form may send.
MAX_CHARACTERS = 4_000_000
INDENT = "  "
DEEPEST = 60  # levels that are told apart: a page with more has lists that are never closed
STRUCTURE = re.compile(r"<(?:li|h[1-6]|tr)\b|mso-list", re.IGNORECASE)
BLOCK = re.compile(
    "address|article|aside|blockquote|body|caption|d[dlt]|div|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|header|html|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul"
)
WORD_LEVEL = re.compile(r"mso-list\s*:\s*\S+\s+level([1-9])")
WORD_IGNORES = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
GLYPHS = frozenset("·§ØüvlnoqtuwàèìÒ•●○■□◆◇➢✓➤▪-–\uf0b7\uf0a7\uf0d8\uf0fc\uf06c\uf06e")


def is_structured(html: str) -> bool:
    """Whether the HTML says something that its plain text would lose."""
    return bool(STRUCTURE.search(html))


def text_of_clipboard(html: str) -> str:
    """The text, a line for each paragraph, list item, heading or table row."""
    return read_clipboard(html).text or ""


def read_clipboard(html: str) -> Source:
    """The text, and what of the page is not in it; places are lines of the text."""
    reader = _read(html, frame=True)
    if reader.mutes.name in ("nav", "footer", "aside"):  # it never ends, and would hide the rest
        reader = _read(html, frame=False)
    text = "\n".join(reader.lines) + ("\n" if reader.lines else "")
    return Source((), tuple(reader.left_out), (), text)


def _read(html: str, *, frame: bool) -> "_Reader":
    reader = _Reader(frame=frame)
    reader.feed(_with_whole_tags(html[:MAX_CHARACTERS]))
    reader.close()
    reader.end_row()
    return reader


def _with_whole_tags(html: str) -> str:
    """Signs behind the last tag begin none: the parser would seek the end of each."""
    end = html.rfind(">") + 1
    return html[:end] + html[end:].replace("<", "&lt;")


class _Reader(HTMLParser):
    def __init__(self, *, frame: bool = True):
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.left_out: list[LeftOut] = []
        self.mutes = Mutes(frame=frame, also={"head": "head", "title": "head"})
        self.words: list[str] = []
        self.label = ""  # of the list item or Word paragraph that is open
        self.typed = False  # the label is Word's own and must not be lost
        self.word_label: list[str] | None = None  # collects what Word would ignore
        self.word_level = 0
        self.spans: list[bool] = []  # open spans: whether each holds a label of Word
        self.lists: list[Numbers] = []
        self.heading = 0
        self.cells: list[list[str]] | None = None  # what is said in each

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if self.is_left_out(tag, attributes):
            return
        if tag == "span":
            ignored = bool(WORD_IGNORES.search(attributes.get("style", "")))
            self.spans.append(ignored)
            if ignored:
                self.end_word_label()
                self.word_label = []
        elif tag == "br" and self.cells is None:
            self.flush()
        elif BLOCK.fullmatch(tag):
            self.open(tag, attributes)

    def is_left_out(self, tag: str, attributes: dict[str, str]) -> bool:
        if self.mutes.name:
            self.mutes.tag(True, tag)
            return True
        if tag in SHOWN:
            self.leave_out(SHOWN[tag], attributes.get("alt", ""))
        return self.mutes.begin(tag, attributes, len(self.lines) + 1)

    def leave_out(self, kind: str, text: str = "") -> None:
        """Programs in the head of a page are no part of what a person copies."""
        if kind != "head":
            place = Place("line", str(max(len(self.lines), 1)))
            self.left_out.append(LeftOut(kind, place, text))

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        self.flush()
        if tag in ("tr", "table"):
            self.end_row()
        if tag in ("ol", "ul"):
            self.lists.append(Numbers(tag, attributes))
        elif tag == "li":
            self.label, self.typed = self.next_label(attributes), False
        elif tag == "tr":
            self.cells = []
        elif tag in ("td", "th") and self.cells is not None:
            self.cells.append([])
        elif HEADING_TAG.fullmatch(tag):
            self.heading = int(tag[1])
        level = WORD_LEVEL.search(attributes.get("style", ""))
        self.word_level = int(level[1]) if level else 0

    def next_label(self, attributes: dict[str, str]) -> str:
        return self.lists[-1].label(attributes) if self.lists else "•"

    def handle_endtag(self, tag: str) -> None:
        if self.mutes.name:
            if kind := self.mutes.tag(False, tag):
                self.leave_out(kind, self.mutes.said)
        elif tag == "span":
            if self.spans and self.spans.pop():
                self.end_word_label()
        elif BLOCK.fullmatch(tag):
            self.flush()
            if tag in ("ol", "ul") and self.lists:
                self.lists.pop()
            elif tag in ("tr", "table"):
                self.end_row()
            self.heading = 0 if tag[0] == "h" else self.heading

    def handle_data(self, data: str) -> None:
        if self.mutes.name:
            self.mutes.hear(data)
            return
        (self.words if self.word_label is None else self.word_label).append(data)

    def end_word_label(self) -> None:
        label = SPACES.sub(" ", "".join(self.word_label or [])).strip()
        self.word_label = None
        if self.typed or "".join(self.words).strip():
            self.words += [" ", label, " "]
        elif label:
            self.label, self.typed = "•" if label in GLYPHS else label, True

    def end_row(self) -> None:
        self.flush()
        cells, self.cells = self.cells, None
        if cells:
            self.add("\t".join(map(" ".join, cells)).rstrip("\t"))

    def flush(self) -> None:
        """The open paragraph becomes a line; inside a table, a part of its cell."""
        if self.word_label is not None:
            self.end_word_label()
        text = SPACES.sub(" ", "".join(self.words)).strip()
        self.words.clear()
        if not text and not self.typed:
            return
        label, self.label, self.typed = self.label, "", False
        line = f"{label} {text}".strip()
        if self.cells:
            self.cells[-1].append(line)
            return
        depth = self.word_level or len(self.lists)
        if self.heading and not marker(line):
            line = f"{'#' * self.heading} {line}"
        self.add(INDENT * max(0, min(depth, DEEPEST) - 1) + line)

    def add(self, line: str) -> None:
        if line.strip():
            self.lines.append(line)
