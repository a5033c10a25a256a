"""The answer to a query: the courses that say all of it, then those that come near."""

from dataclasses import dataclass, field
from datetime import date

from catalog.search.engine import Term
from catalog.search.finding import PER_PAGE, in_names, matching
from catalog.search.loosening import in_pieces, near
from catalog.search.query_words import plainer_terms, spread_out, terms


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
    readings = [terms(query, today=today)]
    if spread_out(query):
        readings = [*plainer_terms(query, today=today), *readings]
    for reading in readings:
        if found := _whole(reading):
            return Answer(reading, found, len(found))
    readings = plainer_terms(query, today=today)
    for reading in readings:
        if found := _whole(reading):
            return Answer(reading, found, len(found))
    close = near(readings[-1])
    return Answer(readings[-1], close.ids, 0, close.missing, close.instead)


def _whole(sought: list[Term]) -> list[int]:
    """Courses that say all of it: in a name first, then in pieces of the title, then anywhere."""
    ids = matching(sought)
    if len(ids) >= PER_PAGE:
        return ids
    pieces = in_pieces(sought)
    named = in_names(ids, sought) if pieces.titled else []
    return list(dict.fromkeys([*named, *pieces.titled, *ids, *pieces.ids]))
