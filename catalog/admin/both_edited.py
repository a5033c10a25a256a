"""Somebody saved in between: what each changed, part by part, and one text made of both."""

from catalog.domain.outline_drafts import plain
from catalog.models import Course
from catalog.outline.three_way import CHOICES, Part, merged, parts, unsettled

PREFIX = "part-"  # of the fields that hold a choice


def base_of(form) -> int:
    """The version that both began from: the one the form was opened with."""
    return form.cleaned_data["merge_base"] or form.cleaned_data["base"]


def parts_of(course: Course, *, base: int, mine: str, theirs: str) -> list[Part]:
    """The two texts against the version they began from; without one, against nothing."""
    began = course.outlines.filter(number=base).values_list("source", flat=True).first() or ""
    return parts(plain(began), plain(mine), plain(theirs))


def chosen_in(request) -> dict[str, str]:
    """What was chosen for which part."""
    return {
        name.removeprefix(PREFIX): value
        for name, value in request.POST.items()
        if name.startswith(PREFIX) and value in CHOICES
    }


def shown(found: list[Part], choices: dict[str, str]) -> list[dict]:
    """The parts that somebody changed, each with the line above it and what is chosen for it."""
    rows, above = [], ""
    for part in found:
        if not part.is_same:
            choice = choices.get(part.key) or part.default
            rows.append(
                {
                    "key": part.key,
                    "name": PREFIX + part.key,
                    "above": above,
                    "base": "\n".join(part.base),
                    "mine": "\n".join(part.mine),
                    "theirs": "\n".join(part.theirs),
                    "asked": not part.default,
                    "choice": choice,
                }
            )
        lines = [line for line in part.mine if line.strip()]
        above = lines[-1] if lines else above
    return rows


def merge(found: list[Part], choices: dict[str, str]) -> tuple[str, int]:
    """The text of both, and how many parts nobody has chosen for yet."""
    return merged(found, choices), len(unsettled(found, choices))
