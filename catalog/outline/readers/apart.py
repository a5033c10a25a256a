"""A PDF read in a process of its own, which may take so much time and memory and no more.

pdfium can be kept busy for hours by a small file whose drawings draw each other again and again,
and nothing inside the process ends that. The child is this module run as a program: bytes come
in, JSON goes out. It gets no setting of the site, so no password either.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from catalog.outline.tree import Fact, LeftOut, Line, OutlineError, Place, Source, gettext_noop

from .package import TOO_BIG
from .pdf import BROKEN, open_pdf

MAX_BYTES = 20 * 1024 * 1024
SECONDS = 10  # of a processor; the longest outline that may be read, 200 000 characters, takes 3
WAIT = 2.5  # times as long on a busy machine: less than a server's worker is given
MEMORY = 1024 * 1024 * 1024  # bytes; the longest outline takes a quarter of that
ROOT = Path(__file__).resolve().parents[3]
TOO_HARD = gettext_noop(
    "这个 PDF 的图形太复杂，%(seconds)d 秒内没有读完。"
    "请用“打印成 PDF”重新做一份，或上传原来的 Word 文件。"
)


def read_apart(data: bytes) -> Source:
    """The lines of a PDF. Raises OutlineError: what is wrong, and what to do instead."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}"
        raise OutlineError(TOO_BIG, size=size, limit=MAX_BYTES // 1024 // 1024)
    command = (sys.executable, "-m", __name__, str(SECONDS), str(MEMORY))
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command,
            input=data,
            capture_output=True,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            timeout=SECONDS * WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise OutlineError(TOO_HARD, seconds=SECONDS) from None
    if done.returncode < 0:  # ended by a signal: too long, or too much
        raise OutlineError(TOO_HARD, seconds=SECONDS)
    if done.returncode:
        raise OutlineError(BROKEN)
    return _source(json.loads(done.stdout))


def _source(said: dict[str, Any]) -> Source:
    if "refused" in said:
        raise OutlineError(said["refused"], **said["params"])
    return Source(
        tuple(_line(Line(*values)) for values in said["lines"]),
        tuple(_left_out(LeftOut(*values)) for values in said["left_out"]),
        tuple(Fact(*values) for values in said["facts"]),
    )


def _line(line: Line) -> Line:
    if line.cell is None:
        return line
    table, row, column = line.cell
    return line._replace(cell=(table, row, column))


def _left_out(entry: LeftOut) -> LeftOut:
    return entry._replace(place=Place(*entry.place))


def main() -> None:
    """The child: limits first, then the file."""
    seconds, memory = map(int, sys.argv[1:])
    _limit(seconds, memory)
    said: dict[str, Any]
    try:
        source = open_pdf(sys.stdin.buffer.read())
        said = {"lines": source.lines, "left_out": source.left_out, "facts": source.facts}
    except OutlineError as refused:
        said = {"refused": refused.template, "params": refused.params}
    sys.stdout.write(json.dumps(said))


def _limit(seconds: int, memory: int) -> None:
    """Where the system knows such limits; elsewhere the clock of the parent is the only one."""
    try:
        import resource  # noqa: PLC0415 - not everywhere
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
