"""The numbers of automatic lists, counted as Word counts them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from .formats import bullet, printed
from .names import MC, attribute, child, children, indent_in, number_in, value_of

LONGEST = 64  # characters of one label
PLACE = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition; ``text`` holds %1 to %9 where numbers go."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    pattern: str = ""  # the sample of a custom form
    legal: bool = False  # the numbers of upper levels are shown decimal
    restart: int | None = None  # 0 never; n after level n or above; None after any upper level
    style: str = ""  # the paragraph style that numbers itself here
    indent: int | None = None  # twips from the margin to the number
    hidden: bool = False  # the number is hidden text


@dataclass(slots=True)
class Definition:
    """An abstractNum: nine levels, which all lists made from it count together."""

    key: str
    levels: dict[int, Level] = field(default_factory=dict)
    link: str = ""  # its levels are those of the definition that carries this style
    style: str = ""

    def level_of(self, style: str) -> int | None:
        return next((at for at, level in self.levels.items() if level.style == style), None)


@dataclass(slots=True)
class List:
    """A num: a definition, with what it overrides."""

    definition: Definition
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)

    def level(self, at: int) -> Level | None:
        return self.levels.get(at) or self.definition.levels.get(at)


def lists_in(root: Element | None) -> dict[str, List]:
    """The lists of a numbering part, by numId."""
    if root is None:
        return {}
    made = {one.key: one for one in map(_definition, children(root, "abstractNum"))}
    by_style = {one.style: one for one in made.values() if one.style}
    found = {}
    for num in children(root, "num"):
        definition = made.get(value_of(num, "abstractNumId"))
        if definition is not None:
            definition = by_style.get(definition.link, definition)
            found[attribute(num, "numId")] = _list(num, definition)
    return found


def _definition(element: Element) -> Definition:
    levels = dict(_levels(element))
    return Definition(
        attribute(element, "abstractNumId"),
        levels,
        value_of(element, "numStyleLink"),
        value_of(element, "styleLink"),
    )


def _levels(element: Element) -> Iterator[tuple[int, Level]]:
    for level in children(element, "lvl"):
        at = number_in(attribute(level, "ilvl"))
        if at is not None and 0 <= at <= 8:
            yield at, _level(level)


def _level(element: Element) -> Level:
    form = child(element, "numFmt")
    choice = next(element.iter(f"{MC}Choice"), None)
    if form is None and choice is not None:
        form = child(choice, "numFmt")
    start = number_in(value_of(element, "start"))
    return Level(
        form=attribute(form, "val") or "decimal",
        text=value_of(element, "lvlText")[:LONGEST],
        start=1 if start is None else start,
        pattern=attribute(form, "format"),
        legal=child(element, "isLgl") is not None
        and value_of(element, "isLgl") not in ("0", "false"),
        restart=number_in(value_of(element, "lvlRestart")),
        style=value_of(element, "pStyle"),
        indent=indent_in(child(element, "pPr")),
        hidden=child(child(element, "rPr"), "vanish") is not None
        and value_of(child(element, "rPr"), "vanish") not in ("0", "false", "off"),
    )


def _list(element: Element, definition: Definition) -> List:
    made = List(definition)
    for override in children(element, "lvlOverride"):
        at = number_in(attribute(override, "ilvl"))
        if at is None:
            continue
        start = number_in(value_of(override, "startOverride"))
        for _, level in _levels(override):
            made.levels[at] = level
        if start is not None:
            made.starts[at] = start
        elif at in made.levels:
            made.starts[at] = made.levels[at].start
    return made


class Counters:
    """Call ``label`` for each numbered paragraph in the order of the document."""

    def __init__(self, lists: dict[str, List]):
        self.lists = lists
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def key(self, num: str) -> str:
        """The definition that a list counts in; lists of one definition count together."""
        made = self.lists.get(num)
        return made.definition.key if made else ""

    def indent(self, num: str, at: int) -> int | None:
        """Twips from the margin to the number of this level."""
        made = self.lists.get(num)
        level = made.level(at) if made else None
        return level.indent if level else None

    def label(self, num: str, at: int) -> str:
        """What Word shows before the next paragraph of this list and level."""
        made = self.lists.get(num)
        level = made.level(at) if made else None
        if made is None or level is None:
            return ""
        counts = self.counts.setdefault(made.definition.key, {})
        start = made.starts.get(at)
        if start is not None and (num, at) not in self.begun:
            counts[at] = start
        else:
            counts[at] = counts.get(at, level.start - 1) + 1
        self.begun.add((num, at))
        self._restart_below(made, counts, at)
        return self._shown(made, level, counts)

    def _restart_below(self, made: List, counts: dict[int, int], at: int) -> None:
        for deeper in [below for below in counts if below > at]:
            level = made.level(deeper)
            restart = level.restart if level else None
            if restart is None or at < restart:
                del counts[deeper]

    def _shown(self, made: List, level: Level, counts: dict[int, int]) -> str:
        if level.hidden:
            return ""
        if level.form == "bullet":
            return bullet(level.text)

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            upper = made.level(at) or level
            legal = level.legal and upper is not level
            if level.legal and upper.form not in ("decimal", "decimalZero"):
                upper = replace(upper, form="decimal")
            return printed(
                counts.get(at, upper.start), "decimal" if legal else upper.form, upper.pattern
            )

        return PLACE.sub(number, level.text)[:LONGEST].strip()
