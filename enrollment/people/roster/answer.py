"""PURE. A reading as the plain data that ``read_roster`` prints."""

from collections.abc import Callable

from enrollment.people.roster.findings import DOUBTS, WHY
from enrollment.people.roster.headers import FIELDS
from enrollment.people.roster.reading import Reading


def as_data(reading: Reading, say: Callable[[str], str] = str) -> dict:
    """People, what was left out, doubts and the first sheet; ``say`` translates a sentence."""
    return {
        "people": [
            {
                **{field: getattr(taken.person, field) for field in FIELDS},
                "where": taken.where,
            }
            for taken in reading.people
        ],
        "left_out": [
            {"where": one.where, "text": one.text, "why": say(WHY[one.why]) % one.params}
            for one in reading.left_out
        ],
        "doubts": [
            {"where": one.where, "code": one.code, "message": say(DOUBTS[one.code]) % one.params}
            for one in reading.doubts
        ],
        "sheet": reading.sheet,
    }
