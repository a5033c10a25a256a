"""PURE. The order a message asks for: 请按“姓名 部门 手机”接龙, Format: Name - Title - Unit."""

import re
from collections.abc import Iterable

from catalog.text import inbound
from enrollment.people import names
from enrollment.people.roster.cells import is_nothing, read_name, read_phone
from enrollment.people.roster.contacts import numbers_in
from enrollment.people.roster.headers import (
    DEPARTMENT,
    EMAIL,
    JOB_TITLE,
    NAME,
    OTHER,
    PHONE,
    kind_of,
)
from enrollment.people.roster.sketches import Sketch

Order = tuple[str, ...]

ASKED = re.compile(
    r"(?:格式|模板|样式|format|请按|按照|依照)[^\w“\"‘「]{0,4}(\S.{5,80})", re.IGNORECASE
)
IN_QUOTES = re.compile(r"[“\"‘「『【]([^“”\"‘’「」『』【】]{5,60})[”\"’」』】]")
# How people divide one line, the surest first.
CUTS = tuple(
    re.compile(cut)
    for cut in (r"\s[-–—]{1,2}\s", r"\s?[/／|｜]\s?", r"\s?[＋+]\s?", r"\s?[,，、;；]\s?", r"\s+")
)
ASIDE = re.compile(r"[(（\[【]([^()（）\[\]【】]{2,60})[)）\]】](?=[\s,，、;；。]|$)")
LEAST = 3  # facts
PUT = (PHONE, DEPARTMENT, JOB_TITLE, EMAIL)


def order_of(texts: Iterable[str]) -> Order:
    """The kinds of facts in the order that a line asks for; () where none does."""
    for text in texts:
        asked = ASKED.search(inbound.plain(text))
        if asked is None:
            continue
        quoted = IN_QUOTES.search(asked[1])
        for cut in CUTS:
            order = tuple(map(_kind, cut.split((quoted[1] if quoted else asked[1]).strip())))
            if (
                len(order) >= LEAST
                and {NAME, PHONE} <= set(order)
                and len(set(order)) == len(order)
            ):
                return order
    return ()


def _kind(words: str) -> str:
    known = kind_of(words)
    if known and known[0] in (NAME, *PUT):
        return known[0]
    return DEPARTMENT if known is None and names.unit_likeness(words) >= 0.8 else OTHER


def by_order(row: int, text: str, order: Order) -> Sketch | None:
    """The person of a line that keeps the order; None for a line that does not.

    A number that is still to come may be missing; what is more than asked for is a remark.
    """
    asides = ASIDE.findall(text)
    bare = ASIDE.sub(" ", text).strip()
    numbers = len(numbers_in(bare))
    if numbers > 1 or any(map(numbers_in, asides)):  # of several people
        return None
    wanted = order if numbers else tuple(kind for kind in order if kind != PHONE)
    for cut in CUTS:
        parts = [part for piece in cut.split(bare) if (part := piece.strip(" -–—"))]
        if len(parts) >= max(len(wanted), LEAST) and _fits(wanted, parts):
            return _person(row, wanted, parts, asides)
    return None


def _fits(order: Order, parts: list[str]) -> bool:
    said = dict(zip(order, parts, strict=False))
    number = read_phone(said[PHONE]) if PHONE in said else None
    right = number is None or is_nothing(said[PHONE]) or (number.value and not number.wrong)
    return bool(right) and names.name_likeness(inbound.name(said[NAME])) >= 0.4


def _person(row: int, order: Order, parts: list[str], asides: list[str]) -> Sketch:
    said = dict(zip(order, parts, strict=False))
    read = read_name(said[NAME])
    person = Sketch(row, {"name": read.name}, [*read.rest, *asides, *parts[len(order) :]])
    for kind in PUT:
        text = said.get(kind, "")
        if text and not is_nothing(text):
            person.put(kind, read_phone(text).value if kind == PHONE else text)
    if OTHER in said:
        person.rest.append(said[OTHER])
    return person
