"""What the reader made of an outline, as the rows that staff see beside the text."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.admin.reading_choice import choices_of
from catalog.domain.course_import import Understood, header_notes, past_note
from catalog.domain.header_fields import MEANING, plain
from catalog.domain.outline_versions import sentence
from catalog.domain.seen_doubts import NO_TITLE, keyed
from catalog.models import Category
from catalog.models.outline import ItemKind
from catalog.outline import Extra, Field, Item, Tree
from catalog.outline.fences import asked_reading

EXTRAS = {
    "title": gettext_lazy("课程名称"),
    "contact": gettext_lazy("联系方式"),
    "testimonial": gettext_lazy("学员评价"),
    "schedule": gettext_lazy("开课城市与月份"),
    "toc": gettext_lazy("目录"),
    "heading": gettext_lazy("小标题"),
    "noise": gettext_lazy("其他"),
}
MEANINGS = {
    "category": gettext_lazy("课程类别"),
    "opening": gettext_lazy("开课时间"),
    "price": gettext_lazy("课程价格"),
    "audience": gettext_lazy("适合对象"),
    "days": gettext_lazy("天数"),
    "instructor": gettext_lazy("讲师"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the reading; ``line`` is 0 for a heading that the source lacks."""

    line: int
    form: str  # item, field or extra
    kind: str
    badge: str
    depth: int
    label: str
    text: str
    doubts: list[str]

    def __getitem__(self, name: str):
        """Templates look here first: without it each of 600 rows costs ten exceptions."""
        return getattr(self, name)

    @property
    def anchor(self) -> str:
        return f"L{self.line}" if self.line else ""

    @property
    def number(self) -> str:
        return str(self.line)

    @property
    def classes(self) -> str:
        return f"r d{self.depth} {self.form} k-{self.kind}"


Said = list[tuple[int, str]]  # doubts: the line, and the sentence about it


def rows_of(tree: Tree, said: Said) -> list[Row]:
    """Every entry in reading order, each with the doubts of its lines; none is left out."""
    doubts: dict[int, list[str]] = {}
    for line, text in said:
        doubts.setdefault(line, []).append(text)
    badges, texts = Badges(), {line.number: line.text.strip() for line in tree.source}
    found = []
    for entry in _in_order(tree):
        own = [text for number in entry.lines for text in doubts.pop(number, [])]
        found.append(_row(entry, own, texts, badges))
    if doubts:  # of lines that hold nothing, such as a missing title's
        left = [text for number in sorted(doubts) for text in doubts[number]]
        found.insert(0, Row(min(doubts), "doubt", "doubt", "", 1, "", "", left))
    return found


class Badges:
    """What becomes of an entry, in the reader's language; translated once for all rows."""

    def __init__(self):
        self.kinds = {str(kind): str(kind.label) for kind in ItemKind}
        self.extras = _words_of(EXTRAS)
        self.meanings = _words_of(MEANINGS)

    def of_field(self, name: str) -> str:
        return self.meanings.get(MEANING.get(plain(name), ""), _("课程详情"))

    def of_extra(self, kind: str, text: str) -> str:
        return self.extras[kind] if asked_reading(text) is None else _("读法")


def _row(
    entry: Item | Field | Extra, doubts: list[str], texts: dict[int, str], badges: Badges
) -> Row:
    first = entry.lines[0] if entry.lines else 0
    if isinstance(entry, Item):
        badge, depth = badges.kinds[entry.kind], min(entry.depth, 9)
        return Row(first, "item", entry.kind, badge, depth, entry.label, entry.title, doubts)
    if isinstance(entry, Field):
        badge = badges.of_field(entry.name)
        return Row(first, "field", "field", badge, 1, entry.name, entry.value, doubts)
    text = entry.text or " ".join(texts.get(number, "") for number in entry.lines)
    badge = badges.of_extra(entry.kind, text)
    return Row(first, "extra", entry.kind, badge, 1, "", text, doubts)


def _words_of(names: dict) -> dict[str, str]:
    return {key: str(name) for key, name in names.items()}


def _in_order(tree: Tree) -> Iterator[Item | Field | Extra]:
    """Items keep their order; fields and extras stand where their lines are."""
    others: list[Field | Extra] = sorted(
        [*tree.fields, *tree.extras], key=lambda entry: entry.lines
    )
    at = 0
    for item in tree.items:
        while item.lines and at < len(others) and others[at].lines[0] < item.lines[0]:
            yield others[at]
            at += 1
        yield item
    yield from others[at:]


def becomes(understood: Understood, *, title: str, category: Category | None) -> list[tuple]:
    """What a new course of this text would be, as (name, value) pairs."""
    header, timetable = understood.header, understood.timetable
    facts = [
        (_("课程名称"), title or understood.title or _("（原文没有，将暂定一个名称）")),
        (_("课程类别"), _category(header.category, category)),
        (_("课程价格"), _("%(price)s 元/人") % {"price": header.price} if header.price else ""),
        (_("天数"), header.days),
        (_("开课时间"), header.opening),
        (_("讲师"), _("、").join(header.instructors)),
        (_("适合对象"), header.audience),
        (_("课程详情"), _("、").join(dict.fromkeys(name for name, _text in header.details))),
        (_("计划中的班次"), _sessions(timetable.planned)),
        (_("学员评价（待审核）"), len(understood.quotes) or ""),
        (_("联系方式"), understood.contact.phone or understood.contact.email
         if understood.contact else ""),
    ]  # fmt: skip
    return [(name, value) for name, value in facts if value not in ("", None)]


def _category(name: str, chosen: Category | None) -> str:
    if chosen:
        return str(chosen)
    if not name:
        return _("未分类")
    known = Category.objects.filter(name=name).exists()
    return name if known else _("%(name)s（新建）") % {"name": name}


def _sessions(planned) -> str:
    if not planned:
        return ""
    cities = _("、").join(dict.fromkeys(entry.city for entry in planned))
    return _("%(count)d 个：%(cities)s") % {"count": len(planned), "cities": cities}


class Doubted(NamedTuple):
    """A doubt as it is listed above the reading, to be ticked once somebody looked at it."""

    line: int
    text: str
    key: str
    seen: bool


def context_of(
    tree: Tree, understood: Understood | None = None, *, seen: Collection[str] = (), **chosen
) -> dict:
    """What templates/admin/catalog/preview.html needs; ``seen`` are the keys of ticked doubts."""
    doubts = [
        Doubted(doubt.line, sentence(doubt), key, key in seen)
        for key, doubt in keyed(tree)
        if not (key == NO_TITLE and chosen.get("title"))
    ]
    return {
        "rows": rows_of(tree, [(doubt.line, doubt.text) for doubt in doubts if not doubt.seen]),
        "choices": choices_of(tree),
        "doubts": doubts,
        "left": sum(1 for doubt in doubts if not doubt.seen),
        "items": sum(1 for item in tree.items if not item.implied),
        "facts": becomes(understood, **chosen) if understood else [],
        "notes": notes_of(understood) if understood else [],
    }


def notes_of(understood: Understood) -> list[str]:
    """What the editor should know of a text before it becomes a course."""
    notes = header_notes(understood.header, price_given=False)
    return notes + past_note(understood.timetable)
