"""Which reading of an outline is shown, and which others one click away: 现在 … 也可以 …"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.outline import Tree
from catalog.outline.readings import mark_line, reading_mark


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: ``line`` is what the click puts at the top of the text, "" takes it out."""

    code: str  # what the button sends where no script runs
    line: str
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    now: str
    others: list[Choice]
    settle: Choice | None  # keeps the reading that is shown, or lets the text decide again


def choices_of(tree: Tree) -> Choices | None:
    """What the editor may choose from; ``None`` where the text can be read in one way only."""
    mark = reading_mark(tree.source)
    if not tree.readings or (len(tree.readings) == 1 and not mark.chosen):
        return None
    now, *others = tree.readings
    settle = None
    if mark.chosen and (now.unmarked or not mark.code):
        settle = Choice("", "", _("去掉“读法”那一行"))
    elif any(doubt.code == "reading-close" for doubt in tree.doubts):
        settle = Choice(now.code, mark_line(now.code), _("就这样读"))
    return Choices(_(now.name), [_choice(option) for option in others], settle)


def _choice(option) -> Choice:
    code = "" if option.unmarked else option.code
    return Choice(code, mark_line(code), _(option.name))
