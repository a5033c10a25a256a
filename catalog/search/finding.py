"""Reading the index: which courses, in which order, and where in their outlines."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import chain, count
from operator import or_
from typing import NamedTuple

from django.utils.functional import cached_property

from catalog.models import Course, Session
from catalog.search import engine
from catalog.search.engine import Standing, Term
from catalog.text.folding import fold, spoken, words_spelt

PER_PAGE = 10  # courses
SHOWN = 20  # hits in one course, of which
FIRST_OF_ALL = -9  # a rank before every one of ``engine.standing``
OPEN = 2  # are seen before "more in this course" is opened


class Line(NamedTuple):
    """An item of an outline; ``implied`` ones have no words of their own."""

    position: int
    label: str
    title: str
    implied: bool

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()


@dataclass(slots=True)
class Hit:
    item: Line
    path: list[Line]  # the items above it, the top first


@dataclass
class Found:
    course: Course
    words: list[str]  # to be marked, folded
    hits: list[Hit] = field(default_factory=list)
    count: int = 0  # of all hits; ``hits`` holds the first of them
    sessions: list[Session] = field(default_factory=list)  # to come, where and when it was asked

    @cached_property
    def url(self) -> str:
        return self.course.get_absolute_url()

    @property
    def first(self) -> list[Hit]:
        return self.hits[:OPEN]

    @property
    def rest(self) -> list[Hit]:
        return self.hits[OPEN:]

    @property
    def others(self) -> int:
        return max(0, self.count - OPEN)

    @property
    def unshown(self) -> int:
        return self.count - len(self.hits)


def matching(sought: list[Term]) -> list[int]:
    """Published courses that answer every term, best first: title, then head, then body.

    One query, and one for each term that a place or a month answers too. The order is the same
    on both databases: rank, then course code.
    """
    texts = [term for term in sought if term.also is None]
    elsewhere = [term for term in sought if term.also is not None]
    rows = engine.standing(texts) if texts else None
    for term in elsewhere:
        found = _answering(term)
        rows = _coded(found) if rows is None else [row for row in rows if row[2] in found]
    return [pk for _rank, _code, pk in rows or []]


def _answering(term: Term) -> dict[int, Standing]:
    """By id the rows of the courses that a term's place or month names, or that say the term."""
    named: dict[int, Standing] = {pk: (8, "", pk) for pk in term.also or ()}
    if not term.words:
        return named
    said = {row[2]: row for row in engine.standing([term])}
    if not term.by_facts:
        return named | said
    return said | {pk: (FIRST_OF_ALL, "", pk) for pk in named}


def in_names(ids: list[int], sought: list[Term]) -> list[int]:
    """Those of these courses that say a term in their title or head."""
    said = {pk: f"{title}\n{head}" for pk, title, head in (engine.names_of(ids) if ids else [])}
    words = [word for term in sought for word in term.words]
    return [pk for pk in ids if any(word in said.get(pk, "") for word in words)]


def spelt_out(sought: list[Term], ids: list[int]) -> list[Term]:
    """The terms, those of pinyin with the words that they spell in the names of these courses."""
    titles = (title for _pk, title, _head in engine.names_of(ids[:PER_PAGE]))
    return with_spelt(sought, "\n".join(titles))


def with_spelt(sought: list[Term], text: str) -> list[Term]:
    """The terms, those of pinyin with the words that they spell in this folded text."""
    return [
        replace(term, words=tuple(dict.fromkeys([*words_spelt(text, term.typed), *term.words])))
        if term.pinyin
        else term
        for term in sought
    ]


def _coded(found: dict[int, Standing]) -> list[Standing]:
    """These rows with the codes of their courses, sorted; of published courses only."""
    courses = Course.objects.published().filter(pk__in=found).order_by()
    return sorted((found[pk][0], code, pk) for pk, code in courses.values_list("pk", "code"))


def search(course_ids: list[int], sought: list[Term]) -> list[Found]:
    """These courses, in this order, with the lines of their outlines; three queries."""
    courses = Course.objects.select_related("category").in_bulk(course_ids)
    groups = {pk: _groups(courses[pk], sought) for pk in course_ids if pk in courses}
    found = {pk: Found(courses[pk], list(chain(*groups[pk]))) for pk in groups}
    bodies = engine.bodies_of(found)
    places = {pk: _places(depths, body, groups[pk]) for pk, depths, body in bodies}
    items = _items(found, places)
    for pk, entry in found.items():
        paths = places.get(pk, [])
        entry.count = len(paths)
        rows = items.get(entry.course.outline_id, {})
        for path in paths[:SHOWN]:
            # An outline released a moment ago has other positions than those just read.
            if all(position in rows for position in path):
                *above, item = (rows[position] for position in path)
                entry.hits.append(Hit(item, above))
    return list(found.values())


def _groups(course: Course, sought: list[Term]) -> list[list[str]]:
    """For each term all that may stand for it in this course, pinyin spelt out."""
    groups = []
    for term in sought:
        words = list(term.words)
        if term.pinyin:
            for name in (course.title, course.category.name):
                words += spoken(fold(name), term.typed)
        groups.append(list(dict.fromkeys(words)))
    return groups


def _places(depths: str, body: str, groups: list[list[str]]) -> list[list[int]]:
    """For every line with a word: the positions of the items above it, and its own.

    First come lines that together show most of the terms, then the others as they are printed.
    """
    terms = [(1 << n, words) for n, words in enumerate(groups)]
    # Depths and positions of the items the line stands in, itself the last.
    above: list[str] = []
    path: list[int] = []
    found: list[tuple[int, list[int]]] = []  # the terms of a line as bits, its path
    for position, depth, line in zip(count(1), depths, body.split("\n"), strict=False):
        while above and above[-1] >= depth:
            above.pop()
            path.pop()
        above.append(depth)
        path.append(position)
        told = 0
        for bit, words in terms:
            for word in words:
                if word in line:
                    told |= bit
                    break
        if told:
            found.append((told, path[:]))
    return [place for _told, place in _telling_first(found)]


def _telling_first(found: list[tuple[int, list[int]]]) -> list[tuple[int, list[int]]]:
    first: list[tuple[int, list[int]]] = []
    shown = 0
    every = reduce(or_, (told for told, _path in found), 0)
    while len(first) < OPEN and found:
        best, most, possible = 0, -1, (every & ~shown).bit_count()
        for n, (told, _path) in enumerate(found):
            new = (told & ~shown).bit_count()
            if new > most:
                best, most = n, new
            if most == possible:
                break
        first.append(found.pop(best))
        shown |= first[-1][0]
    return first + found


def _items(
    found: dict[int, Found], places: dict[int, list[list[int]]]
) -> dict[int | None, dict[int, Line]]:
    """The lines to show, by outline and position."""
    shown = {
        found[pk].course.outline_id: {n for path in paths[:SHOWN] for n in path}
        for pk, paths in places.items()
        if paths
    }
    rows: dict[int | None, dict[int, Line]] = defaultdict(dict)
    for outline, position, label, title, implied in engine.items_of(shown):
        rows[outline][position] = Line(position, label, title, bool(implied))
    return rows
