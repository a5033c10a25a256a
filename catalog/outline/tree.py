"""What an outline is once it has been read: lines, fields, items, extras and doubts.

Pure data: no Django, no clock, no database. Line numbers are 1-based lines of the source.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any, NamedTuple, Protocol

EXTRA_KINDS = ("title", "contact", "testimonial", "schedule", "toc", "heading", "noise")


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation; the edges translate it, so no Django is needed here."""
    return message


DOUBTS = {
    "numbering-gap": gettext_noop("编号从“%(before)s”跳到“%(label)s”，中间可能漏了一行。"),
    "numbering-repeat": gettext_noop("编号“%(label)s”在同一层里出现了两次。"),
    "numbering-back": gettext_noop("编号“%(label)s”排在“%(before)s”之后，倒回去了。"),
    "numbering-restart": gettext_noop("编号从“%(label)s”重新开始，上面可能缺一个标题。"),
    "missing-title": gettext_noop("没有找到课程名称，请补上。"),
    "mixed-punctuation": gettext_noop("这里的标点“%(label)s”与同类条目不一致。"),
    "field-incomplete": gettext_noop("“%(label)s”没有填写完整。"),
    "truncated": gettext_noop("最后一行似乎没有写完。"),
    "flattened": gettext_noop("这段文字丢失了换行，条目是按编号切开的，请核对。"),
    "kept-as-is": gettext_noop("这一行拆开会丢字，已按原文保留，请核对它的位置。"),
    "page-furniture": gettext_noop(
        "这些行像是网页的导航、广告、推荐或版权信息，没有当作课程内容，请核对：第 %(lines)s 行。"
    ),
    "reading-close": gettext_noop("这段文字也可以%(reading)s来读，点一下就能看到。"),
    "reading-unknown": gettext_noop(
        "不认识读法“%(label)s”，可以写：编号、缩进、空行、并列、层级。现在按最可能的读法显示。"
    ),
    "duplicate-aid": gettext_noop("“%(label)s”这个编号已经用过了。"),
    "unsure": gettext_noop("图片里的这一行认不准，请对照原图。"),
}


OWN_DOUBTS = (
    "kept-as-is",
    "page-furniture",
    "reading-close",
    "reading-unknown",
    "unsure",
)  # shown to editors, no part of the contract
CONTRACT = frozenset(DOUBTS) - frozenset(OWN_DOUBTS)


class OutlineError(ValueError):
    """The input cannot be read as an outline; ``str()`` is a Chinese sentence for the person.

    ``template`` and ``params`` let an edge say the same in another language.
    """

    def __init__(self, template: str, **params: object):
        self.template = template
        self.params = params
        super().__init__(template % params if params else template)


class Line(NamedTuple):
    """One line of the source, or one paragraph of a .docx with what its styles say about it."""

    number: int
    text: str
    label: str = ""  # the automatic number as Word displays it; it is not part of text
    heading: int | None = None  # 1 to 9, from style or outline level; 0 is the title's own style
    level: int | None = None  # 0 to 8, the level of an automatic list
    cell: tuple[int, int, int] | None = None  # table, row and column, each from 0
    indent: int = 0  # columns, from the paragraph's left margin
    depth: int | None = None  # from 1, where the source tells it; 0: no part of the outline
    note: bool = False  # by those styles: a line that belongs to the item above
    list: str = ""  # the definition an automatic list counts in
    strong: bool = False  # all of the paragraph is bold
    size: int = 0  # of its largest run, in half points; 0 unknown
    merged: bool = False  # a blank line that stands for a cell which goes on from the one above


class Place(NamedTuple):
    """Where in a file: a line, page, slide, sheet or row; without a number, the whole file."""

    unit: str = "file"
    at: str = ""


class LeftOut(NamedTuple):
    """A part of a file that is not plain text of its body; ``kind`` is a key of carriers.KINDS."""

    kind: str
    place: Place = Place()
    text: str = ""  # what it says, where a person may see it: never for hidden text
    kept: bool = False  # its words were read all the same


class Fact(NamedTuple):
    """How a file was read: its encoding, the sheet, the number of pages."""

    kind: str
    value: str


class Source(NamedTuple):
    """What a reader makes of a file: its lines, and everything it did not read as a line."""

    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...] = ()
    facts: tuple[Fact, ...] = ()
    text: str | None = None  # of a carrier that is text itself
    form: str = ""  # "html" where that text is the source of a page


class Field(NamedTuple):
    name: str
    value: str  # several lines are joined by "\n"
    lines: tuple[int, ...]


class Item(NamedTuple):
    """One line of the tree, in reading order; ``depth`` 1 is the top."""

    depth: int
    kind: str
    label: str  # as printed: 第一模块, 一、, 案例分析01:
    title: str
    lines: tuple[int, ...]
    implied: bool = False  # a heading that the source lacks; it has no lines and no words


class Printable(Protocol):
    """An item of a tree, or whatever else has what is printed of one."""

    @property
    def depth(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def title(self) -> str: ...


class Outlined(Printable, Protocol):
    """The same, where headings that the source lacks are among them."""

    @property
    def implied(self) -> bool: ...


class Extra(NamedTuple):
    kind: str
    lines: tuple[int, ...]
    text: str = ""  # only where the line holds other entries too


Entry = Field | Item | Extra


def repeated(numbers: list[int]) -> set[int]:
    """Those that occur more than once; mostly none do, and that is found without counting."""
    if len(set(numbers)) == len(numbers):
        return set()
    return {number for number, count in Counter(numbers).items() if count > 1}


def shared_lines(entries: Sequence[Entry]) -> set[int]:
    """Lines of which several entries hold a part; one entry may name a line twice."""
    named = repeated([line for entry in entries for line in entry.lines])
    return named and repeated([line for entry in entries for line in set(entry.lines)])


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at; nothing is repaired silently."""

    line: int
    code: str
    params: dict[str, str] = field(default_factory=dict)

    @property
    def template(self) -> str:
        return DOUBTS[self.code]

    @property
    def message(self) -> str:
        return self.template % self.params


class Option(NamedTuple):
    """A way to read the whole text; the first of a tree is the one it was read by."""

    code: str
    name: str  # a Chinese sentence, marked for translation
    cost: float  # how implausible its tree is; 0 is without fault
    unmarked: bool = False  # the one that the text is read by without a 〔读法：…〕 line


@dataclass(frozen=True, slots=True)
class Tree:
    """A whole outline; ``source`` holds every line, blank ones included."""

    title: str | None
    fields: tuple[Field, ...]
    items: tuple[Item, ...]
    extras: tuple[Extra, ...]
    doubts: tuple[Doubt, ...]
    source: tuple[Line, ...] = ()
    readings: tuple[Option, ...] = field(default=(), compare=False)
    ends: tuple[
        str, ...
    ] = ()  # the line end after each line; without them, lines are joined by "\n"

    @property
    def entries(self) -> tuple["Entry", ...]:
        """All that the lines of the source are in."""
        return (*self.fields, *self.items, *self.extras)

    def to_text(self) -> str:
        """The source as it was read, line ends included."""
        ends = self.ends or ("\n",) * max(len(self.source) - 1, 0)
        texts = [line.text for line in self.source]
        return "".join(text + end for text, end in zip_longest(texts, ends, fillvalue=""))

    def as_json(self) -> dict[str, Any]:
        """The contract of ``parse_outline --format json``."""
        return {
            "title": self.title,
            "fields": [entry._asdict() for entry in self.fields],
            "items": [entry._asdict() for entry in self.items],
            "extras": [
                {key: part for key, part in entry._asdict().items() if key != "text" or part}
                for entry in self.extras
            ],
            "warnings": [
                {"line": doubt.line, "code": doubt.code, "message": doubt.message}
                for doubt in self.doubts
                if doubt.code in CONTRACT
            ],
            "readings": [
                {"code": option.code, "name": option.name, "cost": option.cost}
                for option in self.readings
            ],
        }
