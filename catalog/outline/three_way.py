"""Two people changed one text: what each changed, part by part, and the text that comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

Lines = tuple[str, ...]
Stretch = tuple[tuple[int, ...], int]  # where it stands in the three texts, and its length
MINE, THEIRS, BOTH = "mine", "theirs", "both"
CHOICES = (MINE, THEIRS, BOTH)


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that stayed, or that one or both changed. ``key`` names it in a form."""

    base: Lines
    mine: Lines
    theirs: Lines
    key: str = ""

    @property
    def is_same(self) -> bool:
        return self.mine == self.theirs

    @property
    def default(self) -> str:
        """Whose lines are taken where nobody chose; empty where both changed them."""
        if self.is_same or self.theirs == self.base:
            return MINE
        return THEIRS if self.mine == self.base else ""

    def taken(self, choice: str) -> Lines:
        if choice == BOTH:
            return self.mine + self.theirs
        return self.theirs if choice == THEIRS else self.mine


def parts(base: str, mine: str, theirs: str) -> list[Part]:
    """All lines of the three texts in order, cut where all three agree."""
    texts = [tuple(text.split("\n")) for text in (base, mine, theirs)]
    found: list[Part] = []
    at: tuple[int, ...] = (0, 0, 0)
    for start, size in [*_agreed(*texts), (tuple(map(len, texts)), 0)]:
        found += _split(*(text[a:b] for text, a, b in zip(texts, at, start, strict=True)))
        kept = texts[0][start[0] : start[0] + size]
        if kept:
            found.append(Part(kept, kept, kept))
        at = tuple(place + size for place in start)
    return [_named(part, number) for number, part in enumerate(found)]


def _agreed(base: Lines, mine: Lines, theirs: Lines) -> list[Stretch]:
    """The runs of lines that all three have, in order."""
    pairs = [
        {
            block.a + n: block.b + n
            for block in SequenceMatcher(None, base, text, autojunk=False).get_matching_blocks()
            for n in range(block.size)
        }
        for text in (mine, theirs)
    ]
    found: list[Stretch] = []
    for line in range(len(base)):
        if not all(line in pair for pair in pairs):
            continue
        place = (line, pairs[0][line], pairs[1][line])
        if found and place == tuple(n + found[-1][1] for n in found[-1][0]):
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found


def _split(base: Lines, mine: Lines, theirs: Lines) -> list[Part]:
    """A part by itself; line by line where all three have equally many."""
    if not (base or mine or theirs):
        return []
    if len(base) == len(mine) == len(theirs):
        return [
            Part((was,), (own,), (other,))
            for was, own, other in zip(base, mine, theirs, strict=True)
        ]
    return [Part(base, mine, theirs)]


def _named(part: Part, number: int) -> Part:
    words = "\0".join("\n".join(lines) for lines in (part.base, part.mine, part.theirs))
    key = f"{number}-{sha256(words.encode()).hexdigest()[:10]}"
    return Part(part.base, part.mine, part.theirs, key)


def unsettled(found: Sequence[Part], choices: Mapping[str, str]) -> list[Part]:
    """The parts that both changed and for which nothing was chosen."""
    return [part for part in found if not part.default and choices.get(part.key) not in CHOICES]


def merged(found: Sequence[Part], choices: Mapping[str, str]) -> str:
    """The text with what was chosen for each part, or its default."""
    lines: list[str] = []
    for part in found:
        lines += part.taken(choices.get(part.key, "") or part.default)
    return "\n".join(lines)
