"""PURE. A list of several parties: people of one company for one session are one."""

from dataclasses import dataclass, field

from enrollment.people.party import Person
from enrollment.people.roster.reading import Reading


@dataclass(slots=True)
class ListedParty:
    """``session`` is what the list says of it, as it was typed."""

    company: str
    session: str
    people: list[Person] = field(default_factory=list)

    @property
    def contact(self) -> Person:
        """Whoever can be reached first; somebody else may be named on the page."""
        reached = (one for one in self.people if one.phone)
        return next(reached, self.people[0])


def parties_of(reading: Reading) -> list[ListedParty]:
    """The parties in the order in which they first appear."""
    parties: dict[tuple[str, str], ListedParty] = {}
    for taken in reading.people:
        key = (taken.company, taken.session)
        party = parties.setdefault(key, ListedParty(*key))
        party.people.append(taken.person)
    return list(parties.values())
