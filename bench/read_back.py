"""Whether an exported workbook and its .csv hold the same cells, as three programs read them."""

import csv
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

# As text in UTF-8, all cells as they are shown, quotes around text.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:00")  # whole minutes
FROM_CSV = "CSV:44,34,76,1,,0,true,false,false"  # quoted cells stay text


def same_cells(export_csv: Path, export_xlsx: Path) -> dict:
    """Rows and cells, and how many cells each reader has otherwise than the .csv says."""
    with export_csv.open(encoding="utf-8-sig", newline="") as file:
        told = [[plain(cell) for cell in row] for row in csv.reader(file)]
    readers = {"openpyxl": of_openpyxl(export_xlsx)}
    if shutil.which("soffice"):
        with tempfile.TemporaryDirectory() as folder:
            readers["LibreOffice .xlsx"] = of_libreoffice(export_xlsx, Path(folder), [])
            how = [f"--infilter={FROM_CSV}"]
            readers["LibreOffice .csv"] = of_libreoffice(export_csv, Path(folder), how)
    return {
        "rows": len(told),
        "cells": sum(map(len, told)),
        "otherwise": {name: differing(told, rows) for name, rows in readers.items()},
    }


def of_openpyxl(file: Path) -> list[list[str]]:
    import openpyxl

    sheet = openpyxl.load_workbook(file, read_only=True).active
    return [[plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def of_libreoffice(file: Path, folder: Path, how: list[str]) -> list[list[str]]:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    out = folder / f"from{file.suffix}"
    out.mkdir()
    command = ["soffice", profile, "--headless", *how, "--convert-to", AS_CSV]
    subprocess.run([*command, "--outdir", str(out), str(file)], check=True, capture_output=True)
    [made] = out.iterdir()
    with made.open(encoding="utf-8-sig", newline="") as text:
        return [[plain(cell) for cell in row] for row in csv.reader(text)]


def plain(cell) -> str:
    """Numbers, days and times one way: 2900 and 2900.00 are one amount."""
    if cell is None:
        return ""
    text = cell.isoformat(" ") if isinstance(cell, datetime) else str(cell)
    if TIME.fullmatch(text):
        return text[:-3].removesuffix(" 00:00")
    try:
        return format(Decimal(text).normalize(), "f") if "." in text else text
    except InvalidOperation:
        return text


def differing(told: list[list[str]], read: list[list[str]]) -> int:
    if len(told) != len(read):
        return max(len(told), len(read))
    wrong = 0
    for row, other in zip(told, read, strict=True):
        cells = other + [""] * (len(row) - len(other))  # a reader leaves out empty ends
        wrong += sum(one != two for one, two in zip(row, cells, strict=False))
    return wrong


if __name__ == "__main__":
    print(same_cells(*map(Path, sys.argv[1:3])))
