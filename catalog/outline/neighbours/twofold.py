"""Lines that come in twos: a unit inside a unit on one line, a question above its answers."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from catalog.outline.fields import is_known
from catalog.outline.markers import Marker, marker
from catalog.outline.rows import Row

BETWEEN = re.compile(r"(?:[/|｜·,，–—-]\s?)?")
LABEL = re.compile(r"([^\W\d_]{1,12}?)\s?(\d{0,2})\s?[:：]\s?(?=\S)")
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
        outers = [outer.number for _, outer, _ in members]
        if len(set(outers)) < len(outers):
            for row, outer, inner in members:
                label = row.text[: len(row.text) - len(inner.rest)].rstrip()
                row.marker = replace(
                    outer, family=family, number=None, label=label, rest=inner.rest
                )


def _inner(outer: Marker) -> Marker | None:
    """The unit that stands directly behind another one of another word."""
    between = BETWEEN.match(outer.rest)
    found = marker(outer.rest[between.end() :]) if between else None
    return found if found and found.is_unit and found.word != outer.word else None


def asked(rows: list[Row]) -> None:
    """问：… above 答：…, time after time: the answers stand below their question."""
    labels = [_label(row) for row in rows]
    counts = Counter(label for label in labels if label)
    for question, answer in Counter(
        pair for pair in pairwise(labels) if "" not in pair and pair[0] != pair[1]
    ):
        if counts[question] > 1 and _alternate(labels, question, answer):
            for row, label in zip(rows, labels, strict=True):
                if label in (question, answer):
                    _mark(row, f"{'ask' if label == question else 'say'}:{label}")
            return


def _label(row: Row) -> str:
    """The word before a colon, without its number; "" where another reading is likelier."""
    if row.heading or row.cells or row.label or row.depth or row.aid:
        return ""
    if row.marker and not row.marker.family.startswith(MAY_ASK):
        return ""
    found = LABEL.match(row.text)
    return "" if found is None or is_known(found[1]) else found[1].casefold()


def _alternate(labels: list[str], question: str, answer: str) -> bool:
    """Whether from the first question on there is nothing but questions, each with answers."""
    first = labels.index(question)
    among = labels[first:]
    again = sum(1 for pair in pairwise(among) if pair == (question, answer))
    told = among.count(question) + among.count(answer)
    return again == among.count(question) and told * 5 >= len(among) * 4


def _mark(row: Row, family: str) -> None:
    found = LABEL.match(row.text)
    if found:
        row.marker = Marker(family, None, found[0].rstrip(), row.text[found.end() :])
