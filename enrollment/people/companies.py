"""PURE. Which company a name means: one that is known, a new one, or one that staff should compare.

Spellings that say the same are joined. Where one says less than the other (工行城东支行 beside
工行昆明城东支行), it takes the telephone or the tax number to be sure; without, it is suggested.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from enrollment.people.company_names import NameParts

# A slip of one character is no slip where that character tells two branches apart.
TELLS_APART = frozenset("东西南北中上下前后新老一二三四五六七八九十〇")
LEAST_LENGTH_OF_A_SLIP = 6


class Likeness(IntEnum):
    DIFFERENT = 0
    NEAR = 1  # one character left out or put in
    FITS = 2  # one says less than the other, and nothing speaks against it
    SAME = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A company that may be meant: ``by_phone``, ``by_domain``: found by that of the contact."""

    id: int
    names: tuple[NameParts, ...]
    by_phone: bool = False
    by_domain: bool = False
    tax_number: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """``company``: the id of the company that is surely meant; ``perhaps``: others to compare."""

    company: int | None = None
    perhaps: tuple[tuple[int, str], ...] = ()  # id and why: "fits", "near"


def likeness(one: NameParts, other: NameParts) -> Likeness:
    if not one.key or not other.key:
        return Likeness.DIFFERENT
    if one.key == other.key:
        return Likeness.SAME
    if _fits(one, other) and _shares_something(one, other):
        return Likeness.FITS
    return Likeness.NEAR if _is_slip(one, other) else Likeness.DIFFERENT


def _fits(one: NameParts, other: NameParts) -> bool:
    """Whether nothing speaks against it; a bank and its branch are two, whoever types."""
    if one.unit != other.unit:
        return False
    pairs = ((one.brand, other.brand), (one.home, other.home), (one.place, other.place))
    return all(mine == theirs or not mine or not theirs for mine, theirs in pairs)


def _shares_something(one: NameParts, other: NameParts) -> bool:
    return bool((one.brand and one.brand == other.brand) or (one.unit and one.unit == other.unit))


def _is_slip(one: NameParts, other: NameParts) -> bool:
    mine, theirs = (
        "".join((one.home, one.place, one.brand, one.unit)),
        "".join((other.home, other.place, other.brand, other.unit)),
    )
    if abs(len(mine) - len(theirs)) != 1 or min(len(mine), len(theirs)) < LEAST_LENGTH_OF_A_SLIP:
        return False
    long, short = (mine, theirs) if len(mine) > len(theirs) else (theirs, mine)
    at = next((n for n, char in enumerate(short) if char != long[n]), len(short))
    return long[at + 1 :] == short[at:] and long[at] not in TELLS_APART


def decide(name: NameParts, known: Iterable[Known], *, tax_number: str = "") -> Decision:
    """Which of the known companies is meant by somebody who typed this name."""
    known = list(known)
    if tax_number:
        if same := next((one for one in known if one.tax_number == tax_number), None):
            return Decision(same.id)
        known = [one for one in known if not one.tax_number]
    if same := _called_so(name, known):
        return Decision(same.id)
    judged = [(one, _worst(name, one)) for one in known]
    sure = [one for one, found in judged if _is_sure(name, one, found)]
    if len(sure) == 1:
        return Decision(sure[0].id)
    return Decision(None, tuple(_suggested(name, judged)))


def _called_so(name: NameParts, known: list[Known]) -> Known | None:
    """The first company that has this very name; none where the name says too little."""
    if _says_too_little(name, known):
        return None
    for one in known:
        if any(likeness(name, other) is Likeness.SAME for other in one.names):
            return one
    return None


def _says_too_little(name: NameParts, known: list[Known]) -> bool:
    """Vague, or a name without its place where companies of two places are called so."""
    if name.is_vague or name.home or name.place:
        return name.is_vague
    called = (other for one in known for other in one.names if other.brand == name.brand)
    return len({other.home for other in called if other.home and not other.unit}) > 1


def _worst(name: NameParts, one: Known) -> Likeness:
    """How well the name goes with every name of the company: one that speaks against it counts."""
    return min((likeness(name, other) for other in one.names), default=Likeness.DIFFERENT)


def _is_sure(name: NameParts, one: Known, found: Likeness) -> bool:
    if found is Likeness.DIFFERENT:
        return False
    if one.by_phone:
        return True
    # A bank has one domain for all its branches, so it tells only whose company without branches.
    return one.by_domain and not name.unit and not any(other.unit for other in one.names)


def _suggested(name: NameParts, judged) -> Iterable[tuple[int, str]]:
    """Staff are asked where a place or a character is missing, not where a bank has branches."""
    for one, found in judged:
        if found is Likeness.NEAR:
            yield one.id, "near"
        elif found is Likeness.FITS and all(_as_deep(name, other) for other in one.names):
            yield one.id, "fits"


def _as_deep(one: NameParts, other: NameParts) -> bool:
    return bool(one.brand and other.brand) and bool(one.unit) == bool(other.unit)
