"""PURE. What one way of reading a sheet gives, before it is judged."""

from dataclasses import dataclass, field

from enrollment.people.roster.findings import LeftOut, Taken
from enrollment.people.roster.grid import Grid, Place
from enrollment.people.roster.headers import (
    AREA,
    BOTH,
    DEPARTMENT,
    EMAIL,
    EXTENSION,
    FAMILY,
    GIVEN,
    JOB_TITLE,
    NAME,
    OFFICE_PHONE,
    PHONE,
    SESSION,
)
from enrollment.people.roster.layouts import Layout

READ = (
    *(NAME, FAMILY, GIVEN, PHONE, OFFICE_PHONE, AREA, EXTENSION, EMAIL),
    *(DEPARTMENT, JOB_TITLE, BOTH, SESSION),
)


@dataclass(slots=True)
class Draft:
    """What one way of reading gives; ``used`` are the cells it accounts for."""

    grid: Grid
    kind: str = "table"
    layouts: list[Layout] = field(default_factory=list)
    people: list[Taken] = field(default_factory=list)
    used: set[Place] = field(default_factory=set)
    reasons: dict[int, str] = field(default_factory=dict)  # row -> why it holds nobody
    sections: dict[int, str] = field(default_factory=dict)
    labels: int = 0  # cells that a label, or a place in the order of lines, names
    lines_left: list[LeftOut] = field(default_factory=list)
