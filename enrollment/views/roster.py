"""Names on a party's seats: typed, pasted or uploaded, mended in place, then saved."""

import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from catalog.documents.tabular import Column
from catalog.documents.workbook import write_xlsx
from enrollment import actions
from enrollment.domain.terms import terms_of
from enrollment.forms import roster_page
from enrollment.models.enrollment import label_of
from enrollment.people.party import Person
from enrollment.people.roster import (
    FIELDS,
    MOST_LINES,
    Line,
    Reading,
    RosterError,
    checked,
    compare,
    grids_sent,
    lines_of,
    read_grids,
    some_people,
    with_kept,
)
from enrollment.views.own import own_page
from enrollment.views.refusal_responses import status_of, with_retry
from enrollment.views.roster_source import beside


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def participants(request, own):
    if not own.is_unlocked and own.enrollment.participants.exists():
        if request.method != "POST":
            return HttpResponseRedirect(own.url() + "#unlock", status=303)
        # Typed for too long: it stays, and what is saved is not shown beside it.
        return _page(request, own, checked(_typed(request.POST)), locked=True, status=403)
    if request.method != "POST":
        return _page(request, own, _named(own.enrollment))
    if "read" in request.POST:
        return _read(request, own)
    if roster_page.is_changed(request.POST):
        return _read_again(request, own)
    if roster_page.has_unread(request):
        return _read(request, own)
    return _save(request, own)


@own_page
def not_accepted(request, own):
    """The page for a form whose token was refused; what is saved shows to who may see it."""
    if not own.is_unlocked and own.enrollment.participants.exists():
        return _page(request, own, checked(_typed(request.POST)), locked=True, status=403)
    pasted = request.POST.get("pasted", "")
    return _page(request, own, checked(_typed(request.POST)), draft=True, pasted=pasted, status=403)


def _read(request, own):
    """What was pasted or uploaded, laid out to be looked at; nothing is saved yet."""
    pasted = request.POST.get("pasted", "")
    typed = _typed(request.POST)
    try:
        reading = some_people(read_grids(grids_sent(request.FILES.get("file"), pasted)))
    except RosterError as wrong:
        sentence = _(wrong.message) % wrong.params
        lines, draft = checked(typed) or _named(own.enrollment), "read_before" in request.POST
        more = {"unread": sentence, "pasted": pasted, "saves": "read" not in request.POST}
        return _page(request, own, lines, draft=draft, status=422, **more)
    lines = _with_kept(own, reading, lines_of(reading), typed)
    if "read_before" not in request.POST:
        lines = checked([*lines, *_only_typed(typed, lines, _people(own.enrollment))])
    return _page(request, own, lines, draft=True, was_read=True, **beside(reading))


def _read_again(request, own):
    """The same list with another sheet, header, column or row; what was mended by hand stays."""
    typed = list(zip(request.POST.getlist("from"), _typed(request.POST), strict=False))
    old = roster_page.carried(request.POST)
    if not old.grids:
        return _page(request, own, checked([line for _key, line in typed]), draft=True)
    choice = roster_page.chosen(request.POST, old)
    reading = read_grids(old.grids, choice)
    lines, besides = roster_page.with_changes_by_hand(reading, old.reading(), typed)
    lines = _with_kept(own, reading, lines, [line for _key, line in typed])
    lines = checked([*lines, *_numbered(besides, len(lines))][:MOST_LINES])
    return _page(request, own, lines, draft=True, was_read=True, **beside(reading, choice))


def _with_kept(own, reading: Reading, lines: list[Line], typed: list[Line]) -> list[Line]:
    people = [one.person() for one in typed if not one.is_empty]
    given = reading.fields
    return with_kept(with_kept(lines, _people(own.enrollment), given), people, given)


def _only_typed(typed: list[Line], lines: list[Line], saved: list[Person]) -> list[Line]:
    """Who was typed beside the list that was read, and is neither saved nor in it."""
    there = {line.name for line in lines}
    new = [one for one in typed if not one.is_empty and one.person() not in saved]
    new = [one for one in new if one.name not in there]
    return _numbered(new, len(lines))


def _numbered(lines: list[Line], after: int) -> list[Line]:
    return [replace(one, number=after + n) for n, one in enumerate(lines, 1)]


def _save(request, own):
    lines = checked(_typed(request.POST))
    filled = [line for line in lines if not line.is_empty]
    if any(line.is_wrong for line in filled):
        return _page(request, own, lines, draft=True, status=422)
    people, saved = [line.person() for line in filled], _people(own.enrollment)
    if request.POST.get("known", "") not in ("", _mark_of(saved)):
        sentence = _("这份名单刚在别处改过，下面标出了与现在不同的地方。请核对后再保存。")
        return _page(request, own, lines, draft=True, refusal=sentence, status=409)
    if compare(saved, people).is_nothing:
        return HttpResponseRedirect(own.url(), status=303)
    try:
        actions.name_participants(own.enrollment, people=people, now=timezone.now())
    except actions.Refusal as refusal:
        return _page(request, own, lines, draft=True, refusal=refusal, status=status_of(refusal))
    return HttpResponseRedirect(f"{own.url()}?done=names", status=303)


def _page(request, own, lines, *, draft=False, status=200, **more):
    enrollment = own.enrollment
    filled = [line for line in lines if not line.is_empty]
    saved = _people(enrollment)
    changes = compare(saved, [line.person() for line in filled]) if draft else None
    terms = terms_of(enrollment.session)
    if draft and "source" not in more:
        more |= _carried_on(request)
    shown = _with_empty_rows(lines, enrollment.seats)
    marks, read = changes.marks if changes else (), more.pop("read_people", ())
    context = {
        "own": own,
        "enrollment": enrollment,
        "rows": _rows(shown, marks, read),
        "draft": draft,
        "was_read": "read_before" in request.POST,
        "known": _mark_of(saved),
        "changes": changes,
        "named": len(filled),
        "too_many": max(0, len(filled) - enrollment.seats),
        "wrong": sum(line.is_wrong for line in filled),
        "terms": terms,
        "closed": not enrollment.is_active or timezone.localdate() > terms.names_until,
        **more,
    }
    response = render(request, "enrollment/participants.html", context, status=status)
    return with_retry(response)


def _carried_on(request) -> dict:
    """The source that a refused page came with: it stays beside the rows."""
    old = roster_page.carried(request.POST)
    return beside(old.reading(), old.choice) if old.grids else {}


def _mark_of(saved: list[Person]) -> str:
    """Tells whether the saved list is still the one a page was made from."""
    return hashlib.sha256(repr(saved).encode()).hexdigest()[:16]


def _rows(lines: list[Line], marks: Iterable[str], read: Iterable[tuple]) -> list[dict]:
    """The rows of the page: ``marks`` are of the filled ones, ``read`` stands beside all."""
    left, beside_row = iter(marks), defaultdict(lambda: ("", []), enumerate(read))
    return [
        _row(number, line, "" if line.is_empty else next(left, ""), *beside_row[number])
        for number, line in enumerate(lines)
    ]


def _row(number: int, line: Line, mark: str, key: str, doubts: list[str]) -> dict:
    cells = [
        {
            "name": f"participants-{number}-{field}",
            "label": label_of(field),
            "value": getattr(line, field),
            "inputmode": {"phone": "tel", "email": "email"}.get(field, "text"),
            "errors": _sentences(line, field, doubts=False),
            "doubts": _sentences(line, field, doubts=True),
        }
        for field in FIELDS
    ]
    where = key.partition("#")[0]
    return {
        "number": number + 1,
        "mark": mark,
        "cells": cells,
        "key": key,
        "where": where,
        "doubts": doubts,
    }


def _sentences(line: Line, field: str, *, doubts: bool) -> list[str]:
    return [
        _(problem.message) % problem.params
        for problem in line.problems
        if problem.field == field and problem.is_doubt == doubts
    ]


def _with_empty_rows(lines: list[Line], seats: int) -> list[Line]:
    return [*lines, *[Line(number) for number in range(len(lines) + 1, seats + 1)]]


def _typed(data) -> list[Line]:
    """Each row as it was sent, numbered as it stands on the page."""
    return [
        Line(n + 1, **{field: data.get(f"participants-{n}-{field}", "") for field in FIELDS})
        for n in range(MOST_LINES)
        if f"participants-{n}-name" in data
    ]


def _named(enrollment) -> list[Line]:
    people = _people(enrollment)
    return [replace(_line(person), number=n) for n, person in enumerate(people, 1)]


def _line(person: Person) -> Line:
    return Line(0, **{field: getattr(person, field) for field in FIELDS})


def _people(enrollment) -> list[Person]:
    return [
        Person(**{field: getattr(one, field) for field in FIELDS})
        for one in enrollment.participants.all()
    ]


@require_safe
def template(request):
    """An empty list to fill in; the telephone column is text, so that Excel spoils no number."""
    columns = [
        Column(label_of(field), kind="phone" if field == "phone" else "text", width=width)
        for field, width in zip(FIELDS, (16, 18, 22, 18, 28), strict=True)
    ]
    out = io.BytesIO()
    write_xlsx([], columns, out, sheet=_("学员名单"))
    response = HttpResponse(
        out.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = 'attachment; filename="roster.xlsx"'
    return response
