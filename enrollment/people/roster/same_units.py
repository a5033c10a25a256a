"""PURE. 同支行: the unit of whoever was named before, in the line or above it."""

from collections.abc import Sequence

from enrollment.people import names
from enrollment.people.roster import tokens
from enrollment.people.roster.glued import SAME_UNIT, Token
from enrollment.people.roster.sketches import Sketch


def with_same_units(found: Sequence[Token], people: Sequence[Sketch]) -> list[Token]:
    """The tokens with each 同支行 as the unit that is meant; a remark where none is known."""
    kept: list[Token] = []
    for one in found:
        if one.kind == tokens.UNIT and SAME_UNIT.fullmatch(one.text):
            unit = _said_before(kept) or _of_somebody(kept, people)
            kept.append(Token(tokens.UNIT, unit) if unit else Token(tokens.REST, one.text))
        else:
            kept.append(one)
    return kept


def _said_before(found: list[Token]) -> str:
    units = [_unit_in(one) for one in found]
    return next(filter(None, reversed(units)), "")


def _unit_in(one: Token) -> str:
    """The unit that a token names, alone or before a title: （营业部主任）."""
    if one.kind == tokens.TITLE:
        return (names.split_unit_and_title(one.text) or ("",))[0]
    return one.text if one.kind == tokens.UNIT else ""


def _of_somebody(found: list[Token], people: Sequence[Sketch]) -> str:
    """The department of whom the line names before, else of the last person above it."""
    before = " ".join(one.text for one in found)
    named = [p for p in people if (name := p.fields.get("name", "")) and name in before]
    meant = named or list(people[-1:])
    return meant[-1].fields.get("department", "") if meant else ""
