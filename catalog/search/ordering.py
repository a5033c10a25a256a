"""What a course is about before what it only mentions, among the courses that say a query."""

import math
from itertools import chain

from catalog.search import engine, weights
from catalog.search.engine import Term

MOST = 24  # courses whose texts are read; those after them are left as they are
MOST_LINES = 10  # that say a word are counted
SPOKEN_DEPTH = 2  # modules, sections and other headings are found by their sound, points are not


def about_first(ids: list[int], sought: list[Term]) -> list[int]:
    """The same courses; those equally much about the words stay in the order they came in, as
    do all after the first ``MOST``."""
    if len(ids) < 2:
        return ids
    first, others = ids[:MOST], ids[MOST:]
    said = {pk: _told(sought, pk, texts) for pk, *texts in engine.texts_of(first)}
    return sorted(first, key=lambda pk: -said.get(pk, 0.0)) + others


def topics(lines: list[str], depths: list[int]) -> list[str]:
    """The lines of modules and sections, and every other that lines stand below."""
    return [
        line
        for line, depth, below in zip(lines, depths, chain(depths[1:], [0]), strict=False)
        if depth <= SPOKEN_DEPTH or below > depth
    ]


def _told(sought: list[Term], pk: int, texts: list[str]) -> float:
    facts = [term for term in sought if term.by_facts and pk in (term.also or ())]
    return sum(_said(term, *texts) for term in sought) + weights.FACT * len(facts)


def _said(term: Term, title: str, head: str, depths: str, body: str) -> float:
    """How much a course is about a term: its best place, and how many lines say the word itself."""
    best = 0.0
    lines = 0
    top = min(depths, default="")
    for n, word in enumerate(term.words):
        places = _lines_with(word, body)
        weight = weights.SYNONYM_SAYS_IT if n else 1.0
        lines = lines if n else len(places)
        best = max(best, weight * _in_names(word, title, head))
        if places and best < weight * weights.MODULE:
            best = max(best, weight * max(_line(depths, place, top) for place in places))
    return best + weights.OFTEN * math.log2(1 + lines)


def _in_names(word: str, title: str, head: str) -> float:
    if word in title:
        chinese, *_names, english = title.split("\n")
        return weights.TITLE if word in chinese or word in english else weights.NAMES
    if word in head:
        return weights.HEAD if word in head.partition(engine.ASIDES)[0] else weights.ASIDE
    return 0.0


def _line(depths: str, place: int, top: str) -> float:
    """More for a line that others stand below, most for a module: one at the top of all."""
    depth, below = depths[place : place + 1], depths[place + 1 : place + 2]
    if below <= depth:
        return weights.LINE
    return weights.MODULE if depth == top else weights.HEADING


def _lines_with(word: str, body: str) -> list[int]:
    """The first of the lines that say it, from 0 on."""
    found: list[int] = []
    line = start = 0
    place = body.find(word)
    while place >= 0 and len(found) < MOST_LINES:
        line += body.count("\n", start, place)
        found.append(line)
        start = place
        end = body.find("\n", place)
        place = body.find(word, end) if end >= 0 else -1
    return found
