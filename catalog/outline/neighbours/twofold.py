"""Lines that come in twos: a unit inside a unit on one line, a question above its answers."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from catalog.outline.field_names import is_known
from catalog.outline.markers import Marker, marker
from catalog.outline.rows import Row

BETWEEN = re.compile(r"(?:[/|｜·,，–—-]\s?)?")
LABEL = re.compile(r"([^\W\d_]{1,12}?)\s?(\d{0,2})\s?[:：]\s?(?=\S)")
COLONS, REACH = frozenset(":："), 18  # where the colon of a label can stand
MAY_ASK = ("step:", "A")  # families that Q1: and A: have been taken for


def double_units(rows: list[Row]) -> None:
    """Day 1 / Session 1, Day 1 / Session 2: where the first comes again, both are one label."""
    found: dict[str, list[tuple[Row, Marker, Marker]]] = {}
    for row in rows:
        outer = None if row.cells or row.heading or row.label else row.unit
        inner = _inner(outer) if outer else None
        if outer and inner:
            found.setdefault(f"{outer.family}/{inner.word.casefold()}", []).append(
                (row, outer, inner)
            )
    for family, members in found.items():
        if len({outer.number for _, outer, _ in members}) < len(members):
            for row, outer, inner in members:
                row.marker = _joined(family, row.text, outer, inner)


def _joined(family: str, text: str, outer: Marker, inner: Marker) -> Marker:
    """Both units as one label, which counts nothing."""
    label = text[: len(text) - len(inner.rest)].rstrip()
    return replace(outer, family=family, number=None, label=label, rest=inner.rest)


def _inner(outer: Marker) -> Marker | None:
    """The unit that stands directly behind another one of another word."""
    between = BETWEEN.match(outer.rest)
    found = marker(outer.rest[between.end() :]) if between else None
    return found if found and found.is_unit and found.word != outer.word else None


def asked(rows: list[Row]) -> None:
    """问：… above 答：…, time after time: the answers stand below their question."""
    labels = ["" if COLONS.isdisjoint(row.text[:REACH]) else _label(row) for row in rows]
    counts = Counter(label for label in labels if label)
    pairs = Counter(pair for pair in pairwise(labels) if counts[pair[0]] > 1 and pair[1])
    for question, answer in pairs:
        if question != answer and _alternate(labels, question, answer):
            _mark_all(rows, labels, {question: f"ask:{question}", answer: f"say:{answer}"})
            return


def _mark_all(rows: list[Row], labels: list[str], families: dict[str, str]) -> None:
    for row, label in zip(rows, labels, strict=True):
        found = LABEL.match(row.text) if label in families else None
        if found:
            rest = row.text[found.end() :]
            row.marker = Marker(families[label], None, found[0].rstrip(), rest)


def _label(row: Row) -> str:
    """The word before a colon, without its number; "" where another reading is likelier."""
    if row.heading or row.cells or row.label or row.depth or row.aid:
        return ""
    if row.marker and not row.marker.family.startswith(MAY_ASK):
        return ""
    found = LABEL.match(row.text)
    return "" if found is None or is_known(found[1]) else found[1].casefold()


def _alternate(labels: list[str], question: str, answer: str) -> bool:
    """Whether from the first question on there is hardly anything else, each with answers."""
    among = labels[labels.index(question) :]
    pairs = Counter(pairwise(among))
    told = among.count(question) + among.count(answer)
    whole = pairs[question, answer] == among.count(question) and pairs[answer, question] > 0
    return whole and told * 5 >= len(among) * 4
