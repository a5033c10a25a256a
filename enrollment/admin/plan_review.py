"""What a change of the plan means, in words: cells of others, problems, clashes, letters."""

from collections import Counter
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.domain import clash_finding, clash_words
from catalog.models import City, Course
from catalog.plan.clashes import Clash
from catalog.queries import plan_book, plan_copying
from catalog.queries.plan_steps import ADD, CHANGE, REMOVE, CellChange, Step, Steps
from enrollment.actions.planning import is_cancelling, needs_reason, tells_people
from enrollment.admin.letter_words import silent_words
from enrollment.queries.recipients import letters

SHOWN = 300  # lines of each list
EVERY_CITY = "*"  # no address of a city


def review_context(found: Steps) -> dict:
    """All that the page of questions shows."""
    places = {id(change): place for place, change in enumerate(found.changes)}

    def line(change: CellChange, **more) -> dict:
        return {
            "place": places[id(change)],
            "cell": cell_name(change, found),
            "change": change,
        } | more

    clear = not found.problems and not found.conflicts
    return {
        "found": found,
        "clear": clear,
        "summary": summary(found),
        "conflicts": [line(one, now=now) for one, now in found.conflicts],
        "problems": [line(one, problem=why) for one, why in found.problems],
        "clashes": clash_lines(found.clashes, titles(found)),
        "more_clashes": max(0, len(found.clashes) - SHOWN),
        "kinds": counted(found.clashes),
        "letters": letter_lines(found),
        "lines": [line(one) for one in found.changes][:SHOWN],
        "more": max(0, len(found.changes) - SHOWN),
        "needs_reason": needs_reason(found),
        "cancels": any(map(is_cancelling, found.steps)),
    }


def cell_name(change: CellChange, found: Steps) -> str:
    course = found.book.courses.get(change.course)
    city = found.book.cities.get(change.city)
    return f"{course or '?'} · {city or '?'} · {change.month:%Y-%m}"


def summary(found: Steps) -> str:
    """新排 480，改 2，删 1，取消 1."""
    cancelled = sum(map(is_cancelling, found.steps))
    counts = [
        (_("新排"), len(found.of(ADD))),
        (_("改"), len(found.of(CHANGE))),
        (_("删"), len(found.of(REMOVE)) - cancelled),
        (_("取消"), cancelled),
    ]
    return _("，").join(f"{word} {count}" for word, count in counts if count) or _("没有改动")


def titles(found: Steps) -> dict[str, str]:
    """Names of the sessions as they would be, by public id."""
    return {
        step.session.public_id: clash_words.title_of(
            step.session.course, step.session.city, step.session.days
        )
        for step in found.steps
        if step.kind != REMOVE and step.session.starts_on
    }


def clash_lines(clashes: list[Clash], known: dict[str, str]) -> list[dict]:
    names = clash_finding.Names(clashes[:SHOWN])
    return [
        {
            "kind": clash_words.KINDS[one.kind],
            "title": clash_words.title(one.slot, names, known),
            "sentence": clash_words.sentence(one, names, known),
            "session": names.sessions.get(one.slot.key),
            "clash": one,
        }
        for one in clashes[:SHOWN]
    ]


def counted(clashes: list[Clash]) -> list[tuple[str | Promise, int]]:
    kinds = Counter(one.kind for one in clashes)
    return [(clash_words.KINDS[kind], count) for kind, count in kinds.most_common()]


def letter_lines(found: Steps) -> list[dict]:
    """Which sessions with people are moved or cancelled, and who would be told of it."""
    touched = [step for step in found.steps if tells_people(step)]
    counts = letters(step.session.pk for step in touched)
    return [_letter(step, *counts.get(step.session.pk, (0, 0))) for step in touched]


def _letter(step: Step, parties: int, silent: int) -> dict:
    old = step.was.session if step.was else step.session
    cancelled = step.kind == REMOVE
    kind = _("班次已取消") if cancelled else _("班次有变动")
    said = {"parties": parties - silent, "kind": kind}
    sentence = ngettext(
        "%(parties)d 方收到信“%(kind)s”", "%(parties)d 方收到信“%(kind)s”", parties - silent
    )
    text = sentence % said + silent_words(silent)
    becomes = _("取消") if cancelled else step.session.when
    return {"session": old, "becomes": becomes, "text": text, "parties": parties}


def copied(
    year: int,
    *,
    today: date,
    source: City | None,
    city: City | None = None,
    course: Course | None = None,
) -> list[CellChange]:
    """Cells that would be filled from last year, or from another city of this year.

    Without a city and a course, from everything of last year.
    """
    if source and city:
        return plan_copying.from_city(source, city, year, today=today)
    before = plan_book.whole_year(year - 1, city=city, course=course)
    now = plan_book.whole_year(year, city=city, course=course)
    return plan_copying.from_last_year(before, now, year, today=today)


def clash_lists(today: date) -> dict:
    """Clashes to come: the open ones, and the overruled ones with their reasons."""
    found = clash_finding.clashes_to_come(today=today)
    known = clash_finding.overrulings(found)
    open_ones = [one for one in found if one.token not in known]
    lines = clash_lines([one for one in found if one.token in known], {})
    for line in lines:
        line["overruling"] = known[line["clash"].token]
    return {
        "open_count": len(open_ones),
        "kinds": counted(open_ones),
        "open": clash_lines(open_ones, {}),
        "overruled": lines,
    }
