"""The answer to a query: the courses that say all of it, then those that come near."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from catalog.models import Session
from catalog.search.engine import Term
from catalog.search.finding import PER_PAGE, in_names, matching, spelt_out
from catalog.search.loosening import Near, by_synonyms, in_pieces, near, spelt_in
from catalog.search.ordering import about_first
from catalog.search.query_words import has_fillers, plainer_terms, spread_out, terms


@dataclass(frozen=True)
class Answer:
    """``ids`` best first: ``certain`` say all of the query, the others come near.

    ``missing`` are words that the best of those does not say, ``instead`` what it says for a
    word that sounds alike.
    """

    sought: list[Term]
    ids: list[int]
    certain: list[int]
    missing: list[str] = field(default_factory=list)
    instead: list[str] = field(default_factory=list)

    @property
    def whole(self) -> int:
        """How many say all of it."""
        return len(self.certain)

    @property
    def beside(self) -> int:
        """How many only come near."""
        return len(self.ids) - self.whole

    @property
    def best(self) -> list[int]:
        """Those that say all of it; where none does, those that come near."""
        return self.certain or self.ids

    @property
    def words(self) -> list[Term]:
        """What is to be marked in the texts."""
        return [*self.sought, *(Term(word, (word,)) for word in self.instead)]

    def asks_for(self, session: Session) -> bool:
        """Whether it is in a city and month that the query names, on its days, at its weekend."""
        cities = {city for term in self.sought for city in term.cities}
        months = {month for term in self.sought for month in term.months}
        where = not cities or session.city_id in cities
        when = not months or session.month in months
        return where and when and self._asks_for_days_of(session)

    def _asks_for_days_of(self, session: Session) -> bool:
        spans = [term.days for term in self.sought if term.days]
        weekend = any(term.weekend for term in self.sought)
        then = not spans or any(session.meets_between(*days) for days in spans)
        return then and (not weekend or session.is_on_weekends)


def answer(query: str, *, today: date | None = None) -> Answer:
    """Find what says all of the query; what comes near where nothing does.

    What comes near follows also what says all of it, but only in pieces of its words: who asks in a
    sentence does not mean each of them.
    """
    plainer: list[list[Term]] = []
    readings = _readings(query, plainer, today=today)
    found = _all_of(readings, every=has_fillers(query))
    if found.ids and (found.in_texts or len(found.ids) >= PER_PAGE):
        return Answer(found.sought, found.ids, found.ids)
    close = near(plainer[-1])
    if not found.ids:
        return _near(plainer[-1], close)
    whole = [pk for pk in close.ids if pk in found.ids]
    whole += [pk for pk in found.ids if pk not in whole]
    return Answer(found.sought, list(dict.fromkeys([*whole, *close.ids])), whole)


def _near(sought: list[Term], close: Near) -> Answer:
    """What comes near, and all that says the words which pinyin spells there; where there are words
    that no course says, all that says the others."""
    rest = [term for term in sought if term.typed not in close.unsaid]
    others = _whole(rest)[0] if rest and close.unsaid else []
    spelt = spelt_in(sought, close.ids[0]) if close.ids else sought
    if spelt == sought:
        ids = [*close.ids, *others]
        return Answer(sought, list(dict.fromkeys(ids)), [], close.missing, close.instead)
    ids = [*_whole(spelt)[0], *close.ids, *others]
    instead = [one.words[0] for one in spelt if one.pinyin and one.words[0] != one.typed]
    return Answer(spelt, list(dict.fromkeys(ids)), [], close.missing, instead)


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


@dataclass
class _Found:
    sought: list[Term]
    ids: list[int]
    in_texts: bool  # whether some of them say every word, or a synonym of it, in one piece


def _all_of(readings: Iterable[list[Term]], *, every: bool) -> _Found:
    """What the first reading finds in texts; ``every``: then what the others find.

    A question has words that say nothing, so a course that happens to say one hides no other.
    """
    sought: dict[str, Term] = {}
    said: dict[int, None] = {}
    pieced: dict[int, None] = {}
    for reading in readings:
        ids, in_texts = _whole(reading)
        (said if in_texts else pieced).update(dict.fromkeys(ids))
        if ids:
            sought |= {term.typed: term for term in reading if term.typed not in sought}
        if len(said | pieced) >= (PER_PAGE if every or not said else 1):
            break
    return _Found(list(sought.values()), list(said | pieced), bool(said))


def _whole(sought: list[Term]) -> tuple[list[int], bool]:
    """Courses that say all of it: in a name first, then in pieces of the title, then anywhere,
    then in synonyms; and whether any says each word, or a synonym of it, in one piece."""
    ids = about_first(_said_by(sought), sought)
    if len(ids) >= PER_PAGE:
        return ids, True
    pieces = in_pieces(sought)
    named = in_names(ids, sought) if pieces.titled else []
    every = dict.fromkeys([*named, *pieces.titled, *ids, *pieces.ids, *by_synonyms(sought)])
    return list(every), bool(ids)


def _said_by(sought: list[Term]) -> list[int]:
    """Courses in whose texts every term stands, or the words that pinyin spells in their names."""
    ids = matching(sought)
    if not ids or not any(term.pinyin for term in sought):
        return ids
    spelt = spelt_out(sought, ids)
    return list(dict.fromkeys([*ids, *matching(spelt)])) if spelt != sought else ids
