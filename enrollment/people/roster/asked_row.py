"""PURE. Whoever a row names that somebody asked to take."""

from catalog.text import inbound
from enrollment.people.roster import tokens
from enrollment.people.roster.assembly import assembled
from enrollment.people.roster.findings import Taken
from enrollment.people.roster.labelled import NUMBERING
from enrollment.people.roster.sketches import Sketch, finished

LONGEST_NAME = 20  # characters


def person_in(row: int, text: str, where) -> Taken | None:
    """Whoever a line names that somebody asked to take; its first words where it names nobody."""
    plain = NUMBERING.sub("", inbound.plain(text), count=1)
    people = assembled(row, list(tokens.tokens_of(plain)))
    if people:
        for other in people[1:]:
            people[0].rest.append(other.fields["name"])
        return finished(people[0], where)
    words = plain.split()
    if not words:
        return None
    name, rest = words[0][:LONGEST_NAME], " ".join(words[1:])
    return finished(Sketch(row, {"name": name}, [rest] if rest else []), where)
