"""PURE. The tokens of a line -> the people it names, each with what is said of them."""

from collections.abc import Sequence

from enrollment.people import names
from enrollment.people.roster import tokens
from enrollment.people.roster.absences import ABSENT
from enrollment.people.roster.replacements import BECOMES
from enrollment.people.roster.sketches import FIELD_OF, Sketch
from enrollment.people.roster.tokens import Token

PLACED, REACHED = (tokens.UNIT, tokens.TITLE), (tokens.PHONE, tokens.EMAIL)


def assembled(row: int, found: list[Token]) -> list[Sketch]:
    """The people of one line; a unit that stands once before all names is everybody's."""
    found = _without_weak(_without_leavers(found))
    people = _of_segments(row, found)
    _share(people, found)
    units = [one for one in found if one.kind == tokens.UNIT]
    kinds = [one.kind for one in found]
    if len(units) == 1 and people and kinds.index(tokens.UNIT) < kinds.index(tokens.NAME):
        for person in people:
            person.put("department", units[0].text)
    return people


def _of_segments(row: int, found: list[Token]) -> list[Sketch]:
    """The people of each part of a line; a part that names nobody is said of whom it stands by."""
    people: list[Sketch] = []
    pending: list[Token] = []
    for segment in _segments(found):
        if not any(one.kind == tokens.NAME for one in segment):
            pending += segment
            continue
        people += _of_segment(row, segment if people else [*pending, *segment])
        pending = [] if people else pending
    for one in pending if people else ():
        people[-1].tell(one)
    return people


def _without_weak(found: list[Token]) -> list[Token]:
    """Central and Retail are no people beside Mei Ling Wong, whose name has several words."""
    likely = {one.text: names.name_likeness(one.text) for one in found if one.kind == tokens.NAME}
    found = _without_weak_words(found, likely)
    if not any(text.isascii() and value >= 0.7 for text, value in likely.items()):
        return found
    return [
        Token(tokens.UNIT, one.text)
        if one.kind == tokens.NAME and one.text.isascii() and likely[one.text] < 0.5
        else one
        for one in found
    ]


def _without_weak_words(found: list[Token], likely: dict[str, float]) -> list[Token]:
    """大堂 is nobody beside 苗苗 139…, whose number is the only one of the line."""
    sure = sum(value >= 0.9 for value in likely.values())
    numbers = sum(one.kind == tokens.PHONE for one in found)
    if not 0 < numbers <= sure:
        return found
    return [
        Token(tokens.UNIT if one.text.isascii() else tokens.REST, one.text)
        if one.kind == tokens.NAME and likely[one.text] < 0.5
        else one
        for one in found
    ]


def _without_leavers(found: list[Token]) -> list[Token]:
    """安若溪 营业部 改为 白一凡: whoever stands before the words that replace him is not taken."""
    kept = list(found)
    for place, one in enumerate(found):
        if one.kind == tokens.REST and _replaces(found[:place], one.text):
            named = [n for n in range(place) if kept[n].kind == tokens.NAME]
            for n in range(named[-1], place) if named else ():
                kept[n] = Token(tokens.REST, kept[n].text)
    return kept


def _share(people: list[Sketch], found: list[Token]) -> None:
    """…，都是营业部的: said of everybody named before it."""
    for place, one in enumerate(found):
        if one.is_shared:
            before = sum(other.kind == tokens.NAME for other in found[:place])
            for person in people[:before]:
                person.put(FIELD_OF[one.kind], one.text)


def _replaces(before: Sequence[Token], text: str) -> bool:
    """Whether these words put the next name in the place of the last one."""
    if text in ("由", "改由"):
        return any(one.kind == tokens.REST and ABSENT.search(one.text) for one in before)
    return BECOMES.match(text) is not None


def _segments(found: list[Token]) -> list[list[Token]]:
    segments: list[list[Token]] = [[]]
    for one in found:
        if one.kind == tokens.STOP:
            segments.append([])
        elif one.kind != tokens.LABEL:
            segments[-1].append(one)
    return [segment for segment in segments if segment]


def _of_segment(row: int, segment: list[Token]) -> list[Sketch]:
    return _dealt(row, segment) or _in_turns(row, segment)


def _in_turns(row: int, segment: list[Token]) -> list[Sketch]:
    """Everybody begins at the kind of token that comes first: a name, a number or a unit."""
    starts = _starts(segment)
    people: list[Sketch] = []
    ahead: list[Token] = []
    for place, one in enumerate(segment):
        if place in starts:
            people.append(Sketch(row))
        if not people:
            ahead.append(one)
        elif one.kind == tokens.NAME:
            people[-1].fields["name"] = one.text
        else:
            people[-1].tell(one)
    for one in ahead:
        people[0].tell(one)
    return [person for person in people if person.fields.get("name")]


def _starts(segment: list[Token]) -> set[int]:
    """Where the tokens of each person begin."""
    kinds = [one.kind for one in segment]
    leader = next(k for k in kinds if k in (tokens.NAME, tokens.PHONE, *PLACED))
    if leader == tokens.NAME:
        return _at_names(segment)
    if _takes_turns(kinds, leader):
        return {n for n, kind in enumerate(kinds) if kind == leader}
    return _led_by_posts(segment) or _at_names(segment)


def _at_names(segment: list[Token]) -> set[int]:
    """Where the names stand, each with what is glued before it."""
    starts, ahead = set(), 0
    for place, one in enumerate(segment):
        if one.kind == tokens.NAME:
            starts.add(place - ahead)
        ahead = ahead + 1 if one.is_ahead else 0
    return starts


def _led_by_posts(segment: list[Token]) -> set[int]:
    """Where people begin whose unit and title stand before the name: 城东支行行长安若溪 139…、
    副行长白一凡 139…. Nothing where that is not sure.
    """
    runs = _runs_of_posts(segment)
    kinds = [one.kind for one in segment]
    if not runs or set(kinds[: runs[0][0]]) - {tokens.REST} or not _lead_surely(kinds, runs):
        return set()
    alone = {n for n, kind in enumerate(kinds) if kind == tokens.NAME}
    return (alone - {end for _start, end in runs}) | {start for start, _end in runs}


def _lead_surely(kinds: list[str], runs: list[tuple[int, int]]) -> bool:
    """Whether a name stands right behind each run, and the first says what somebody does or
    whoever stands before the others is told apart by a number.
    """
    (start, end), *others = runs
    lead = all(kinds[end:][:1] == [tokens.NAME] for _start, end in runs)
    apart = all(kinds[start - 1] in REACHED for start, _end in others)
    return lead and (apart or tokens.TITLE in kinds[start:end])


def _runs_of_posts(segment: list[Token]) -> list[tuple[int, int]]:
    """Where units and titles stand together that are not glued to the name before them."""
    runs: list[tuple[int, int]] = []
    for place, one in enumerate(segment):
        if one.kind not in PLACED or one.is_own:
            continue
        if runs and runs[-1][1] == place:
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _dealt(row: int, segment: list[Token]) -> list[Sketch]:
    """于洋、于海 综合部 139…/139…: what stands once behind several names is said of all of them,
    what stands as often as they do is one each. Nobody where it is not so.
    """
    kinds = [one.kind for one in segment]
    count, first = kinds.count(tokens.NAME), int(kinds[0] == tokens.UNIT)
    named, behind = segment[first : first + count], segment[first + count :]
    if count < 2 or kinds[first : first + count] != [tokens.NAME] * count:
        return []
    told = _by_kind(behind)
    if any(one.is_own for one in behind) or not _fit(told, count):
        return []
    people = [Sketch(row, {"name": one.text}) for one in named]
    for found in ([segment[0]] * first, *told.values()):
        _tell_each(people, found)
    people[-1].rest += [one.text for one in behind if one.kind not in FIELD_OF]
    return people


def _by_kind(found: list[Token]) -> dict[str, list[Token]]:
    return {kind: [one for one in found if one.kind == kind] for kind in FIELD_OF}


def _tell_each(people: list[Sketch], found: list[Token]) -> None:
    """One for each of them, or the same for all."""
    for person, one in zip(people, found * (len(people) // max(1, len(found))), strict=False):
        person.tell(one)


def _fit(told: dict[str, list[Token]], count: int) -> bool:
    """Whether there is one for each, or a department or title once; a number is nobody else's."""
    sizes = {kind: len(found) for kind, found in told.items() if found}
    once = (tokens.UNIT, tokens.TITLE)
    return bool(sizes) and all(n == count or (n == 1 and kind in once) for kind, n in sizes.items())


def _takes_turns(kinds: list[str], leader: str) -> bool:
    """Whether each token of this kind is followed by one name before the next of its kind."""
    turns = [kind for kind in kinds if kind in (leader, tokens.NAME)]
    return leader == tokens.NAME or turns == [leader, tokens.NAME] * (len(turns) // 2)
