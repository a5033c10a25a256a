"""What a person should look at: numbering, punctuation, open fields, a text cut short."""

import re
from collections.abc import Sequence

from .fields import Entry
from .nesting import Node
from .readings import CLOSE, Reading, ReadingMark
from .tree import Doubt

SIGN = re.compile(r"[\w\s]", re.ASCII)
RANGE = re.compile(r"(?<=\w)[-–—~～〜、](?=\w)")
NUMERAL = re.compile(r"[\w\s①-⑳⑴-⒛❶-❿➀-➓]")
CUT = re.compile(r"[,，、（(“《\[【/—-]$")
PAIRS = {"（": "）", "(": ")", "“": "”", "《": "》", "【": "】", "「": "」", "『": "』"}


def find(
    title: str | None,
    entries: list[Entry],
    nodes: list[Node],
    first: int,
    flat: list[int],
    *,
    ended: bool,
) -> list[Doubt]:
    """Every doubt in the order of lines; ``first`` is the first line that has text."""
    found = [] if title else [Doubt(first, "missing-title")]
    found += [Doubt(line, "flattened") for line in flat]
    found += [
        Doubt(entry.lines[0], "field-incomplete", {"label": entry.name})
        for entry in entries
        if entry.incomplete
    ]
    found += numbering(nodes, entries) + punctuation(nodes) + repeated_aids(nodes)
    if not ended:
        found += truncation(nodes)
    return sorted(found, key=lambda doubt: doubt.line)


def of_readings(found: list[Reading], mark: ReadingMark, first: int) -> list[Doubt]:
    """A mark that names no reading; another reading that is close while nobody has chosen."""
    if mark.unknown:
        return [Doubt(mark.lines[0], "reading-unknown", {"label": mark.unknown})]
    close = len(found) > 1 and found[1].cost - found[0].cost < CLOSE
    if mark.code or not close:
        return []
    return [Doubt(first, "reading-close", {"reading": found[1].convention.name})]


def numbering(nodes: list[Node], entries: Sequence[Entry] = ()) -> list[Doubt]:
    """Numbers that skip, go back or come again; 五、 may be that of a field."""
    named = [(*entry.counted, entry.lines[0]) for entry in entries if entry.counted]
    above: dict[tuple[int, str], int] = {}  # the line of the last number of each list
    found: list[Doubt] = []
    seen: dict[tuple[int, str], list[int]] = {}
    for node in nodes:
        if node.number is None:
            continue
        key = (node.parent, node.family)
        numbers = seen.setdefault(key, [])
        code = "" if node.implied else _numbering(node, numbers)
        if code == "numbering-gap" and _goes_on(node, above.get(key, 0), named):
            code = ""
        above[key] = max(node.lines, default=0)
        if code:
            label = node.label
            found.append(Doubt(node.lines[0], code, {"label": label, "before": node.above or "…"}))
        numbers.append(node.number)
    return found


def _goes_on(node: Node, above: int, named: Sequence[tuple[str, int, int]]) -> bool:
    """Whether a field further down than ``above`` has the number before this one."""
    return any(
        family == node.family and number + 1 == node.number and above < line < node.lines[0]
        for family, number, line in named
    )


def _numbering(node: Node, seen: list[int]) -> str:
    number, before = node.number or 0, node.before
    if node.restart:
        return "numbering-restart"
    if before is None:
        return ""
    if number < before and seen:
        return "numbering-back"
    if number in seen:
        return "numbering-repeat"
    if seen and number == len(seen) + 1:
        return ""
    skipped = number > before + _covers(node) + 1 or (not seen and number <= before)
    return "numbering-gap" if skipped else ""


def _covers(node: Node) -> int:
    """How many numbers before its own it stands for, as 第2-3周 for one."""
    return node.row.marker.covers if node.row and node.row.marker else 0


def punctuation(nodes: list[Node]) -> list[Doubt]:
    """1、 2、 3. in one list: the line where the sign changes."""
    found: list[Doubt] = []
    last: dict[tuple[int, str], str] = {}
    signs: dict[str, str] = {}
    for node in nodes:
        if node.number is None or node.implied:
            continue
        key, label = (node.parent, _loose(node.family)), node.label
        sign = signs.get(label)
        if sign is None:
            single = RANGE.sub("", label) if _covers(node) else label
            sign = signs[label] = NUMERAL.sub("", single)
        if last.get(key, sign) != sign and sign and last[key]:
            found.append(Doubt(node.lines[0], "mixed-punctuation", {"label": label}))
        last[key] = sign
    return found


def _loose(family: str) -> str:
    return "ar" if family.startswith("ar") else family


def repeated_aids(nodes: list[Node]) -> list[Doubt]:
    """案例05 twice; counting from 1 again is a new count, not a repetition."""
    found: list[Doubt] = []
    seen: dict[tuple[str, int], set[tuple[int, ...]]] = {}
    for node in nodes:
        printed = node.row.aid if node.row else None
        if not printed or not printed.number:
            continue
        numbers = seen.setdefault((printed.kind, len(printed.number)), set())
        if printed.number in numbers and printed.number[-1] == 1 and len(numbers) > 1:
            numbers.clear()
        elif printed.number in numbers:
            found.append(Doubt(node.lines[0], "duplicate-aid", {"label": printed.label}))
        numbers.add(printed.number)
    return found


def truncation(nodes: list[Node]) -> list[Doubt]:
    """Whether the last line stops inside a bracket, after a comma, or inside a word seen before."""
    last = next((node for node in reversed(nodes) if node.row), None)
    if last is None or last.row is None:
        return []
    text = last.more[-1] if last.more else last.row.title
    if text:
        cut = bool(CUT.search(text)) or _is_open(text) or _is_prefix(last, text, nodes)
    else:
        cut = bool(last.row.aid or last.number)
    return [Doubt(last.lines[-1], "truncated")] if cut else []


def _is_open(text: str) -> bool:
    return any(text.count(left) > text.count(right) for left, right in PAIRS.items())


def _is_prefix(last: Node, text: str, nodes: list[Node]) -> bool:
    """③檢 where every other ③ says 檢討."""
    label = last.label
    if not (last.row and last.row.marker):
        return False
    others = [
        node.row.title
        for node in nodes
        if node is not last and node.row and node.row.marker and node.row.marker.label == label
    ]
    return sum(other.startswith(text) and other != text for other in others) >= 2
