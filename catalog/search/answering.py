"""The answer to a query: the courses that say all of it, then those that come near."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from catalog.search.engine import Term
from catalog.search.finding import PER_PAGE, in_names, matching
from catalog.search.loosening import in_pieces, near
from catalog.search.query_words import has_fillers, plainer_terms, spread_out, terms


@dataclass(frozen=True)
class Answer:
    """``ids`` best first: the first ``whole`` say all of the query, the others come near.

    ``missing`` are words that the best of those does not say, ``instead`` what it says for a
    word that sounds alike.
    """

    sought: list[Term]
    ids: list[int]
    whole: int
    missing: list[str] = field(default_factory=list)
    instead: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[Term]:
        """What is to be marked in the texts."""
        return [*self.sought, *(Term(word, (word,)) for word in self.instead)]

    @property
    def cities(self) -> set[int]:
        """The ids of those that the query names."""
        return {city for term in self.sought for city in term.cities}

    @property
    def months(self) -> set[date]:
        """The first days of those that the query names."""
        return {month for term in self.sought for month in term.months}


def answer(query: str, *, today: date | None = None) -> Answer:
    """Find what says all of the query; what comes near where nothing does."""
    plainer: list[list[Term]] = []
    readings = _readings(query, plainer, today=today)
    sought, found = _all_of(readings, every=has_fillers(query))
    if found:
        return Answer(sought, found, len(found))
    close = near(plainer[-1])
    return Answer(plainer[-1], close.ids, 0, close.missing, close.instead)


def _readings(query: str, plainer: list[list[Term]], *, today: date | None) -> Iterator[list[Term]]:
    """The query as typed, then the plainer readings, which are kept in ``plainer`` as well.

    Each is made when it is asked for, as it costs queries. Pinyin in pieces is read plainly first.
    """
    is_spread = spread_out(query)
    if not is_spread:
        yield terms(query, today=today)
    for reading in plainer_terms(query, today=today):
        plainer.append(reading)
        yield reading
    if is_spread:
        yield terms(query, today=today)


def _all_of(readings: Iterable[list[Term]], *, every: bool) -> tuple[list[Term], list[int]]:
    """What the first reading finds that finds any; ``every``: then what the others find.

    A question has words that say nothing, so a course that happens to say one hides no other.
    """
    sought: dict[str, Term] = {}
    found: list[int] = []
    for reading in readings:
        if ids := _whole(reading):
            found += [pk for pk in ids if pk not in found]
            sought |= {term.typed: term for term in reading if term.typed not in sought}
        if len(found) >= (PER_PAGE if every else 1):
            break
    return list(sought.values()), found


def _whole(sought: list[Term]) -> list[int]:
    """Courses that say all of it: in a name first, then in pieces of the title, then anywhere."""
    ids = matching(sought)
    if len(ids) >= PER_PAGE:
        return ids
    pieces = in_pieces(sought)
    named = in_names(ids, sought) if pieces.titled else []
    return list(dict.fromkeys([*named, *pieces.titled, *ids, *pieces.ids]))
