"""The sheet beside its reading: what the template needs of it, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.forms import roster_page
from enrollment.people.roster import DOUBTS, WHY, Choice, Reading, is_settled, source_of
from enrollment.people.roster.source import LEFT

MEANINGS = {
    "": gettext_lazy("不读"),
    "name": gettext_lazy("姓名"),
    "phone": gettext_lazy("手机"),
    "department": gettext_lazy("部门"),
    "job_title": gettext_lazy("职务"),
    "email": gettext_lazy("邮箱"),
    "department_and_job": gettext_lazy("部门和职务"),
    "family": gettext_lazy("姓"),
    "given": gettext_lazy("名"),
    "office_phone": gettext_lazy("办公电话"),
    "area": gettext_lazy("区号"),
    "extension": gettext_lazy("分机"),
    "company": gettext_lazy("单位"),
    "session": gettext_lazy("班次"),
}


def beside(reading: Reading, choice: Choice | None = None) -> dict:
    """The context of a page that shows a list and where it comes from."""
    choice = choice or Choice()
    return {
        "source": [_sheet(reading, sheet) for sheet in reading.sheets],
        "source_packed": roster_page.packed(reading.grids, choice),
        "sheets": _sheets(reading, choice),
        "left_out": [_left(one) for one in reading.left_out],
        "doubted": len(reading.doubts),
        "settled": is_settled(reading),
        "meanings": list(MEANINGS.items()),
        "read_people": [
            (key, [_say_doubt(one) for one in taken.doubts])
            for key, taken in zip(roster_page.keys_of(reading), reading.people, strict=True)
        ],
        "column_doubts": [
            f"{one.where}{_('：')}{_say_doubt(one)}"
            for one in reading.doubts
            if one.code in OF_COLUMNS
        ],
    }


OF_COLUMNS = ("guessed", "swapped", "hidden-column", "same-person")


def _say_doubt(doubt) -> str:
    params = dict(doubt.params)
    if "kind" in params:
        params["kind"] = MEANINGS.get(params["kind"], params["kind"])
    return _(DOUBTS[doubt.code]) % params


def _left(one) -> dict:
    return {"where": one.where, "text": one.text, "why": _(WHY[one.why]) % one.params}


def _sheets(reading: Reading, choice: Choice) -> list[dict]:
    """The sheets somebody may choose from, where there is a choice."""
    visible = [n for n, grid in enumerate(reading.grids) if grid.cells and not grid.is_hidden]
    if len(visible) < 2:
        return []
    read = {sheet.number for sheet in reading.sheets}
    return [
        {
            "number": n,
            "name": reading.grids[n].name,
            "is_read": n in read,
            "is_only": choice.only == n,
        }
        for n in visible
    ]


def _sheet(reading: Reading, sheet) -> dict:
    source = source_of(reading, sheet)
    rows_left = (one for one in reading.left_out if one.row is not None)
    reasons = {one.where: _left(one)["why"] for one in rows_left}
    shown = [
        {
            "number": number,
            "letters": letters,
            "kind": kind if kind in MEANINGS else "",
        }
        for number, letters, kind in source.columns
    ]
    rows = [
        {
            "place": f"{source.sheet}-{row.number}",
            "where": row.where,
            "cells": row.cells,
            "text": " · ".join(filter(None, row.cells)),
            "kind": row.kind,
            "people": row.people,
            "why": reasons.get(sheet.grid.where(row.number), ""),
            "is_left": row.kind == LEFT,
        }
        for row in source.rows
    ]
    return {
        "number": source.sheet,
        "name": source.name,
        "columns": shown,
        "rows": rows,
        "more": source.more,
        "has_columns": source.has_columns,
        "may_have_columns": len(shown) > 1,
    }
