"""PURE. Who stands on several sheets, or twice on one: taken once, from where most is said."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from enrollment.people.roster.contacts import MOBILE
from enrollment.people.roster.draft import Draft
from enrollment.people.roster.findings import Doubt, LeftOut, Taken
from enrollment.people.roster.lines import FIELDS

MOST_KNOWN = 0.6  # of a sheet's names: that many stand on others where it says them again


@dataclass(slots=True)
class Once:
    """The people without those who are said again, and what is to be listed of these."""

    people: list[Taken] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def leave_repeated(drafts: list[Draft]) -> None:
    """Take from a sheet whom others name with more: a summary of leaders beside the lists."""
    for draft in drafts:
        again = _said_elsewhere(draft, drafts) if not any(map(is_reached, draft.people)) else []
        if again and len(again) >= MOST_KNOWN * len(draft.people):
            _leave(draft, again)


def _said_elsewhere(draft: Draft, drafts: list[Draft]) -> list[Taken]:
    """The people of a sheet who stand on others that say more."""
    others = [other for other in drafts if other is not draft and _says_more(other, draft)]
    known = {taken.person.name for other in others for taken in other.people}
    return [taken for taken in draft.people if taken.person.name in known]


def is_reached(taken: Taken) -> bool:
    """Whether somebody has a mobile telephone or an address."""
    return bool(MOBILE.fullmatch(taken.person.phone) or taken.person.email)


def _says_more(other: Draft, draft: Draft) -> bool:
    if not other.people:
        return False
    if any(is_reached(taken) for taken in other.people):
        return True
    return _said(other.people) > _said(draft.people)


def _said(people: Iterable[Taken]) -> int:
    return sum(_filled(taken) for taken in people)


def _filled(taken: Taken) -> int:
    return sum(bool(getattr(taken.person, name)) for name in FIELDS)


def _leave(draft: Draft, again: list[Taken]) -> None:
    said = set(map(id, again))
    draft.people = [taken for taken in draft.people if id(taken) not in said]
    gone = {taken.row for taken in again} - {taken.row for taken in draft.people}
    draft.used = {place for place in draft.used if place[0] not in gone}
    draft.reasons |= dict.fromkeys(gone, "again")


def once(people: list[Taken]) -> Once:
    """The same name and number twice is one person; the same name alone is a doubt."""
    found = Once()
    seen: dict[str, int] = {}
    order = {id(taken): place for place, taken in enumerate(people)}
    for taken in people:
        name = taken.person.name
        place = seen.get(name)
        if place is None:
            if name:
                seen[name] = len(found.people)
            found.people.append(taken)
        elif _is_same(taken, found.people[place]):
            _note_same(found, place, taken)
        elif _corrects(taken, found.people[place]):
            _keep(found, place, taken)
        else:
            doubt = Doubt(taken.where, "same-name", {"other": found.people[place].where})
            taken.doubts.append(doubt)
            found.doubts.append(doubt)
            found.people.append(taken)
    found.people.sort(key=lambda taken: order[id(taken)])
    return found


def _is_same(taken: Taken, other: Taken) -> bool:
    same = taken.person == other.person and bool(taken.person.phone or taken.person.email)
    return same or bool(taken.person.phone and taken.person.phone == other.person.phone)


def _note_same(found: Once, place: int, taken: Taken) -> None:
    """Keep whichever says more of the person; the other is listed and asked about."""
    if _filled(taken) > _filled(found.people[place]):
        _keep(found, place, taken)
    else:
        _leave_other(found, found.people[place], taken)


def _corrects(taken: Taken, other: Taken) -> bool:
    """Whether a later row says that it is right, of the same person: 更正号码."""
    alike = taken.person.department in ("", other.person.department)
    return alike and taken.corrects


def _keep(found: Once, place: int, kept: Taken) -> None:
    gone, found.people[place] = found.people[place], kept
    _leave_other(found, kept, gone)


def _leave_other(found: Once, kept: Taken, gone: Taken) -> None:
    params = {"other": kept.where}
    text = " ".join(filter(None, (getattr(gone.person, name) for name in FIELDS)))
    found.left.append(LeftOut(gone.where, text, "same", params, gone.row))
    found.doubts.append(Doubt(gone.where, "same-person", params))
