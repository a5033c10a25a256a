"""How long lists take to be read, and how much memory; prints JSON.

python bench/roster.py
"""

import functools
import io
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

STRINGS = "xl/sharedStrings.xml"
SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
LIMITS = {"50 people": (300, 250), "5000 rows": (3_000, 250)}  # ms, MB; hostile: 2 s, 100 MB more


def workbook(rows: int) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("名单")
    sheet.write(0, 0, "培训报名表")
    head = ["序号", "姓名", "性别", "手机", "部门", "职务", "邮箱", "备注"]
    for column, text in enumerate(head):
        sheet.write(1, column, text)
    for n in range(rows):
        name = (
            "赵钱孙李周吴郑王"[n % 8] + "一二三四五六七八"[n // 8 % 8] + "安宁可思文子"[n // 64 % 6]
        )
        row = [n + 1, name, "女", 13900000000 + n, "城东支行", "柜员", f"u{n}@example.com", ""]
        for column, value in enumerate(row):
            sheet.write(n + 2, column, value)
    book.close()
    return out.getvalue()


def separated() -> bytes:
    rows = [f"安小宁,{13900000000 + n}" for n in range(4_990)]
    return "\n".join(["姓名,手机", *rows]).encode()


def with_part(data: bytes, name: str, content) -> bytes:
    """A workbook with one part replaced; ``content`` may be an iterable of chunks."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        with new.open(name, "w", force_zip64=False) as part:
            for chunk in [content] if isinstance(content, bytes) else content:
                part.write(chunk)
    return out.getvalue()


def formatted(rows: int, columns: int):
    """Rows in which every cell has a border and none a value."""
    letters = "ABCDEFGHIJ"[:columns]
    yield (
        HEAD
        + b'<row r="1"><c r="A1" t="inlineStr"><is><t>\xe5\xa7\x93\xe5\x90\x8d</t></is></c></row>'
    )
    yield b'<row r="2"><c r="A2" t="inlineStr"><is><t>\xe5\xae\x89\xe5\xae\x81</t></is></c></row>'
    for start in range(3, rows, 2_000):
        yield "".join(
            f'<row r="{n}" s="1" customFormat="1">'
            + "".join(f'<c r="{letter}{n}" s="1"/>' for letter in letters)
            + "</row>"
            for n in range(start, min(start + 2_000, rows))
        ).encode()
    yield TAIL


def many(cell: bytes, rows: int, columns: int):
    yield HEAD
    for _row in range(rows):
        yield b"<row>" + cell * columns + b"</row>"
    yield TAIL


Samples = dict[str, tuple[str, Callable[[], bytes]]]


def samples() -> Samples:
    return {**lists(), **hostile_sheets(), **hostile_texts()}


def lists() -> Samples:
    chat = "".join(f"{n}、安小宁 {13900000000 + n} 柜员\n" for n in range(4_990))
    return {
        "50 people": ("a.xlsx", lambda: workbook(50)),
        "5000 rows": ("a.xlsx", lambda: workbook(4_997)),
        "5000 rows csv": ("a.csv", separated),
        "5000 lines of chat": ("a.txt", chat.encode),
    }


def hostile_sheets() -> Samples:
    small = workbook(50)
    long_text = b"<sst><si><t>" + b"a" * 32_000 + b"</t></si></sst>"
    return {
        name: ("a.xlsx", functools.partial(with_part, source, SHEET, parts()))
        for name, source, parts in (
            ("formatted to the last row", small, lambda: formatted(1_048_577, 1)),
            ("formatted, ten columns", small, lambda: formatted(200_000, 10)),
            ("a bomb", small, lambda: (b"0" * 1_000_000 for _n in range(390))),
            (
                "one text in many cells",
                with_part(small, STRINGS, long_text),
                lambda: many(b'<c t="s"><v>0</v></c>', 5_000, 100),
            ),
            ("half a million cells", small, lambda: many(b"<c><v>1</v></c>", 5_000, 100)),
        )
    }


def hostile_texts() -> Samples:
    texts = {
        "wide": ("a.csv", b"," * 4_000_000 + b"x"),
        "one line": ("a.txt", "安小宁 ".encode() * 400_000),
        "one line of digits": ("a.txt", b"1" * 4_000_000),
        "brackets": ("a.txt", "（".encode() * 1_000_000),
        "names without end": ("a.txt", "安小宁、".encode() * 400_000),
        "labels": ("a.txt", "姓名：".encode() * 400_000),
        "a page of tables": ("a.xls", b"<table><tr><td>" * 300_000),
        "nothing but ends of lines": ("a.csv", b"\n" * 5_000_000),
    }
    return {name: (file, functools.partial(bytes, data)) for name, (file, data) in texts.items()}


def peak() -> int:
    """The most memory this process has held, in kB; getrusage would count the parent's as well."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def measured(name: str, data: bytes) -> dict:
    from enrollment.people.roster import RosterError, read_file

    before = peak()
    began, worked = time.perf_counter(), time.process_time()
    try:
        answer = f"{len(read_file(name, data).people)} people"
    except RosterError as refused:
        answer = str(refused)[:40]
    took, worked = time.perf_counter() - began, time.process_time() - worked
    after = peak()
    return {
        "ms": round(took * 1000),
        "cpu_ms": round(worked * 1000),
        "mb": (after - before) // 1024,
        "mb_of_all": after // 1024,
        "answer": answer,
    }


def main() -> int:
    if len(sys.argv) > 1:
        from enrollment.people.roster import RosterError, read_file

        name, data = sys.argv[1], Path(sys.argv[2]).read_bytes()
        try:
            read_file("a.csv", "姓名,手机\n安小宁,13900000001".encode())  # loaded once, not counted
        except RosterError:
            return 1
        print(json.dumps(measured(name, data), ensure_ascii=False))
        return 0
    print(json.dumps({name: of_sample(*sample) for name, sample in samples().items()}, **SHOWN))
    return 0


SHOWN = {"ensure_ascii": False, "indent": 1}


def of_sample(file: str, make: Callable[[], bytes]) -> dict:
    """Measured in a process of its own, which has not made the file: memory would not tell."""
    with tempfile.NamedTemporaryFile() as written:
        written.write(make())
        written.flush()
        command = [sys.executable, __file__, file, written.name]
        run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return json.loads(run.stdout) if run.stdout else {"failed": run.stderr[-300:]}


if __name__ == "__main__":
    sys.path.insert(0, str(__import__("pathlib").Path(__file__).resolve().parent.parent))
    sys.exit(main())
