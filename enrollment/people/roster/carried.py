"""PURE. Sheets as plain data and back: a page carries what it read, nothing is kept of it."""

from enrollment.people.roster.grid import Cell, Grid, spread

Data = list[dict]


def as_plain(grids: list[Grid]) -> Data:
    return [
        {
            "name": grid.name,
            "cells": [[*place, cell.text, cell.mark] for place, cell in sorted(grid.cells.items())],
            "rows": sorted(grid.hidden_rows)[:5_000],
            "columns": sorted(grid.hidden_columns)[:500],
            "merges": [list(merge) for merge in grid.merges],
            "lines": list(grid.lines),
            "hidden": grid.is_hidden,
            "encoding": grid.encoding,
        }
        for grid in grids
    ]


def from_plain(data: Data) -> list[Grid]:
    return [
        Grid(
            one["name"],
            {(row, column): Cell(text, mark) for row, column, text, mark in one["cells"]},
            frozenset(one["rows"]),
            frozenset(one["columns"]),
            tuple(tuple(merge) for merge in one["merges"]),
            tuple(one["lines"]),
            is_hidden=one["hidden"],
            filled=spread(tuple(merge) for merge in one["merges"]),
            encoding=one.get("encoding", ""),
        )
        for one in data
    ]
