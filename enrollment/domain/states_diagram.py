"""docs/states.md, written from the tables of domain.states."""

from collections.abc import Mapping

from enrollment.domain.states import (
    COUNTED_AS,
    FIRST_ENROLLMENT,
    FIRST_INQUIRY,
    NEXT_ENROLLMENT,
    NEXT_INQUIRY,
    NEXT_SESSION,
    Followers,
)
from enrollment.models.enrollment import EnrollmentState

TEXT = """\
# States

Written by `manage.py print_states`; a test compares. The words on the arrows are the verbs of
`enrollment.actions`; `catch_up` is what every verb does first and last, and `manage.py tick` each
minute: what is overdue expires, and freed seats go to whoever has waited longest.

## An enrollment

{enrollment}

{counters}

A party that moves to another session leaves a cancelled row behind, which knows where it went.

## A session

{session}

Enrollments are taken while the session is open or confirmed, until its closing time: 18:00 of the
day before, unless the session has another. Staff may take them until its last day.

## An inquiry

{inquiry}

`plan_next_step` changes no state. What is held follows its enrollment each minute (`tick`): won
when that is confirmed, answered again when it is cancelled or expires.
"""


def page() -> str:
    """Return the whole of docs/states.md."""
    return TEXT.format(
        enrollment=diagram(NEXT_ENROLLMENT, FIRST_ENROLLMENT),
        counters=counters(),
        session=diagram(NEXT_SESSION, {"planned": ()}),
        inquiry=diagram(NEXT_INQUIRY, FIRST_INQUIRY),
    )


def diagram(table: Followers, first: Mapping[str, tuple[str, ...]]) -> str:
    """The table as a Mermaid state diagram, in the order of the table."""
    arrows = [arrow("[*]", state, verbs) for state, verbs in first.items()]
    for state, following in table.items():
        arrows += [arrow(state, after, verbs) for after, verbs in following.items()]
        if not following:
            arrows.append(arrow(state, "[*]", ()))
    lines = "\n".join(f"    {line}" for line in arrows)
    return f"```mermaid\nstateDiagram-v2\n{lines}\n```"


def arrow(before: str, after: str, verbs: tuple[str, ...]) -> str:
    says = f": {', '.join(verbs)}" if verbs else ""
    return f"{before} --> {after}{says}"


def counters() -> str:
    rows = [
        f"| {state.value} | {state.label} | {COUNTED_AS.get(state, 'none')} |"
        for state in EnrollmentState
    ]
    return "\n".join(["| State | Shown as | Counter of the session |", "|---|---|---|", *rows])
