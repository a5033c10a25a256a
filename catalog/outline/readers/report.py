"""The intake report: what of a file was read, and what was left out, by kind and place."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from catalog.outline.tree import LeftOut, gettext_noop

UNSURE = "unsure"
KINDS = {  # plural nouns: they stand before a colon and a number
    "picture": gettext_noop("图片"),
    "footnote": gettext_noop("脚注"),
    "endnote": gettext_noop("尾注"),
    "comment": gettext_noop("批注"),
    "header": gettext_noop("页眉"),
    "footer": gettext_noop("页脚"),
    "page-number": gettext_noop("页码"),
    "hidden": gettext_noop("隐藏文字"),
    "struck": gettext_noop("带删除线的文字"),
    "deleted": gettext_noop("修订中已删除的文字"),
    "formula": gettext_noop("公式"),
    "smartart": gettext_noop("SmartArt 图示"),
    "chart": gettext_noop("图表"),
    "altchunk": gettext_noop("嵌入的文档"),
    "object": gettext_noop("嵌入的对象"),
    "wordart": gettext_noop("艺术字"),
    "field": gettext_noop("自动更新的域"),
    "placeholder": gettext_noop("没有填写的占位文字"),
    "merged": gettext_noop("合并单元格里被盖住的文字"),
    "link": gettext_noop("链接的地址"),
    "sheet": gettext_noop("其他工作表"),
    "hidden-sheet": gettext_noop("隐藏的工作表"),
    "hidden-row": gettext_noop("隐藏的行"),
    "hidden-column": gettext_noop("隐藏的列"),
    "hidden-slide": gettext_noop("隐藏的幻灯片"),
    "notes": gettext_noop("演讲者备注"),
    "media": gettext_noop("视频或音频"),
    "script": gettext_noop("网页的程序和样式"),
    "navigation": gettext_noop("网页的导航、页脚和侧栏"),
    "form": gettext_noop("网页的按钮和输入框"),
    "repeated": gettext_noop("重复的标题"),
    UNSURE: gettext_noop("认不准的行"),
    "rotated": gettext_noop("竖排或倾斜的文字"),
}
FACTS = {
    "encoding": gettext_noop("文字编码：%(value)s"),
    "sheet": gettext_noop("读的是工作表“%(value)s”"),
    "pages": gettext_noop("页数：%(value)s"),
    "slides": gettext_noop("幻灯片：%(value)s 张"),
    "paragraphs": gettext_noop("有文字的段落：%(value)s"),
    "rows": gettext_noop("有内容的行：%(value)s"),
    "tables": gettext_noop("表格：%(value)s 个"),
    "lines": gettext_noop("有文字的行：%(value)s"),
}
PLACES = {
    "line": gettext_noop("第 %(at)s 行"),
    "page": gettext_noop("第 %(at)s 页"),
    "slide": gettext_noop("第 %(at)s 张"),
    "row": gettext_noop("第 %(at)s 行"),
    "sheet": gettext_noop("工作表 %(at)s"),
    "column": gettext_noop("第 %(at)s 列"),
}
MOST_PLACES = 12  # named one by one; the count tells the rest
MOST_TEXTS = 5


class Group(NamedTuple):
    """All of one kind in a file."""

    kind: str
    kept: bool  # the words were read all the same
    count: int  # type: ignore[assignment]  # a word that tuples have a method for
    unit: str  # of the places; "file" where there are none
    places: tuple[str, ...]
    texts: tuple[str, ...]
    more: bool  # there are more places or texts than are named


def groups(left_out: Sequence[LeftOut]) -> list[Group]:
    """What was left out, one entry a kind: first what is lost, then what was read with care."""
    found: dict[tuple[bool, str], list[LeftOut]] = {}
    for entry in left_out:
        found.setdefault((entry.kept, entry.kind), []).append(entry)
    order = list(KINDS)
    return [
        _group(kind, kept, entries)
        for (kept, kind), entries in sorted(
            found.items(), key=lambda pair: (pair[0][0], order.index(pair[0][1]))
        )
    ]


def _group(kind: str, kept: bool, entries: list[LeftOut]) -> Group:
    places = list(dict.fromkeys(entry.place.at for entry in entries if entry.place.at))
    texts = list(dict.fromkeys(entry.text for entry in entries if entry.text))
    return Group(
        kind,
        kept,
        len(entries),
        next((entry.place.unit for entry in entries if entry.place.at), "file"),
        tuple(places[:MOST_PLACES]),
        tuple(texts[:MOST_TEXTS]),
        len(places) > MOST_PLACES or len(texts) > MOST_TEXTS,
    )


def at_lines(left_out: Sequence[LeftOut], lines: Mapping[int, int]) -> tuple[LeftOut, ...]:
    """The same, its lines named by the number that they have in another text."""
    return tuple(
        entry._replace(place=entry.place._replace(at=str(lines[int(entry.place.at)])))
        if entry.place.unit == "line" and int(entry.place.at or 0) in lines
        else entry
        for entry in left_out
    )
