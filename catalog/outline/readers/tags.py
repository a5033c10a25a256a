"""What HTML tags say to either reader of HTML: numbers of lists, hidden parts, cells of tables."""

import html
import re

from .docx.formats import printed

ATTRIBUTE = re.compile(r"""([a-zA-Z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
INVISIBLE_STYLE = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE
)
VOID = frozenset(  # never close
    re.findall(r"\w+", "area base br col embed hr img input link meta param source track wbr")
)
LEFT_OUT = {  # elements whose words are no part of the text, by kind of the report
    **dict.fromkeys(("script", "style", "template", "noscript"), "script"),
    **dict.fromkeys(("nav", "footer", "aside"), "navigation"),
    **dict.fromkeys(("select", "datalist", "textarea"), "form"),
    **dict.fromkeys(("svg", "canvas"), "picture"),
    **dict.fromkeys(("video", "audio"), "media"),
    **dict.fromkeys(("iframe", "object"), "object"),
    "math": "formula",
}
FRAME = frozenset(["navigation", "form", "hidden"])
SHOWN = {"img": "picture", "embed": "object"}  # void elements that show something
FORMS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "cjk-decimal": "decimal",
}
BULLETS = frozenset(["disc", "circle", "square"])
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")
LONGEST = 200  # characters of what was left out


def attributes(tag: str) -> dict[str, str]:
    """The attributes of a tag as it stands in the source."""
    found = ATTRIBUTE.findall(tag[1:-1].partition(" ")[2] if " " in tag else "")
    return {name.lower(): html.unescape(a or b or c) for name, a, b, c in found}


def is_hidden(said: dict[str, str]) -> bool:
    """Whether a browser, or Word for its own pages, would not show an element."""
    return "hidden" in said or bool(INVISIBLE_STYLE.search(said.get("style", "")))


def number_in(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else otherwise


class Numbers:
    """The numbers that a browser shows before the entries of one list."""

    def __init__(self, tag: str, said: dict[str, str]):
        style = LIST_STYLE.search(said.get("style", ""))
        named = style[1] if style else said.get("type", "")
        plain = "decimal" if tag == "ol" and named not in BULLETS else ""
        self.form = FORMS.get(named, plain) if named != "none" else ""
        self.bullet = "" if named == "none" or tag == "dl" else "•"
        self.next = number_in(said.get("start"), 1)

    def label(self, said: dict[str, str]) -> str:
        """The label of the next entry; an ideographic number is followed by its own mark."""
        if not self.form:
            return self.bullet
        number = number_in(said.get("value"), self.next)
        self.next = number + 1
        return f"{printed(number, self.form)}{'、' if self.form.startswith('chinese') else '.'}"


class Mutes:
    """Knows whether the place is inside an element of which nothing is read, and which."""

    def __init__(self, *, frame: bool = True, also: dict[str, str] | None = None):
        self.frame = frame  # without it, only what no browser shows is left out
        self.also = also or {}  # further elements and their kinds
        self.name = ""
        self.kind = ""
        self.depth = 0
        self.said = ""
        self.line = 0

    def begin(self, name: str, said: dict[str, str], line: int) -> bool:
        kind = self.also.get(name) or LEFT_OUT.get(name, "")
        if name not in VOID and is_hidden(said):
            kind = "hidden"
        if not kind or (kind in FRAME and not self.frame):
            return False
        self.name, self.kind, self.depth, self.said, self.line = name, kind, 1, "", line
        return True

    def hear(self, words: str) -> None:
        """Words that are left out are named in the report; hidden ones and programs never."""
        if self.kind in ("navigation", "form", "formula") and len(self.said) < LONGEST:
            self.said = " ".join(f"{self.said} {html.unescape(words)}".split())[:LONGEST]

    def tag(self, opening: bool, name: str) -> str:
        """The kind of the element that ends with this tag; empty while it goes on."""
        if name == self.name:
            self.depth += 1 if opening else -1
        if self.depth:
            return ""
        self.name = ""
        return self.kind


class Grid:
    """The columns of a table whose cells run over several columns or rows."""

    def __init__(self) -> None:
        self.row = -1
        self.next = 0
        self.taken: dict[int, int] = {}  # column: the last row it is taken by a cell from above

    def next_row(self) -> None:
        self.row += 1
        self.next = 0

    def place(self, said: dict[str, str]) -> int:
        """The column of the next cell of this row."""
        while self.taken.get(self.next, -1) >= self.row:
            self.next += 1
        column = self.next
        wide, high = (
            min(max(number_in(said.get(name), 1), 1), 100) for name in ("colspan", "rowspan")
        )
        for at in range(column, column + wide):
            if high > 1:
                self.taken[at] = self.row + high - 1
        self.next = column + wide
        return column
