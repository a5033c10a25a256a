"""A PDF or a picture read in a process of its own, which may take so much time and memory.

pdfium can be kept busy for hours by a small file whose drawings draw each other again and again,
and the words of a photo cost hundreds of megabytes; nothing inside the process ends that. The
child is this module run as a program: bytes come in, lines of JSON go out. It gets no setting of
the site, so no password either.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple

from catalog.outline.tree import Fact, LeftOut, Line, OutlineError, Place, Source, gettext_noop

from .pdf import BROKEN, open_pdf
from .picture import check_picture, open_picture
from .zip_parts import TOO_BIG

MAX_BYTES = 20 * 1024 * 1024
ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    "PYTHONIOENCODING": "utf-8",
    # Each thread would reserve 64 MB of the memory that is limited.
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "2",
}
TOO_HARD = gettext_noop(
    "这个 PDF 的图形太复杂，%(seconds)d 秒内没有读完。"
    "请用“打印成 PDF”重新做一份，或上传原来的 Word 文件。"
)
HARD_PICTURE = gettext_noop(
    "这张图片没有识别完：用的时间或内存超过了 %(seconds)d 秒、%(memory)d MB。"
    "请裁成几张，每张一页以内，再分别上传。"
)

Told = Callable[[int, int], None]  # lines found in a picture, and how many of them are recognised


class Limits(NamedTuple):
    """What one reading may take, and what is said where that was not enough."""

    seconds: int  # of a processor
    wait: int  # seconds of the clock, on a busy machine
    memory: int  # bytes
    too_hard: str
    broken: str  # the reader ended otherwise


LIMITS = {
    # The longest outline that may be read, 200 000 characters, takes 3 s and 256 MB. A server's
    # worker is given longer than the wait.
    "pdf": Limits(10, 25, 1024 * 1024 * 1024, TOO_HARD, BROKEN),
    # A page of 44 lines takes 11 s and reserves 1.3 GB.
    "picture": Limits(120, 180, 2048 * 1024 * 1024, HARD_PICTURE, HARD_PICTURE),
}


def pdf_apart(data: bytes) -> Source:
    """The lines of a PDF. Raises OutlineError: what is wrong, and what to do instead."""
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}"
        raise OutlineError(TOO_BIG, size=size, limit=MAX_BYTES // 1024 // 1024)
    return _apart("pdf", data)


def picture_apart(data: bytes, *, tell: Told | None = None) -> Source:
    """The lines that are recognised in a picture; ``tell`` hears how far it is.

    Raises OutlineError; what ``tell`` raises ends the reading.
    """
    check_picture(data)
    return _apart("picture", data, tell)


def _apart(kind: str, data: bytes, tell: Told | None = None) -> Source:
    limits = LIMITS[kind]
    command = (sys.executable, "-m", __name__, kind, str(limits.seconds), str(limits.memory))
    said: Any = None
    with subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=ENVIRONMENT,
    ) as child:
        clock = Timer(limits.wait, child.kill)
        clock.start()
        try:
            _feed(child, data)
            for line in child.stdout or ():
                said = json.loads(line)
                if tell and isinstance(said, list):
                    tell(*said)
        except BaseException:
            child.kill()
            raise
        finally:
            clock.cancel()
    params = {"seconds": limits.seconds, "memory": limits.memory // 1024 // 1024}
    if child.returncode < 0:  # ended by a signal: too long, or too much
        raise OutlineError(limits.too_hard, **params)
    if child.returncode:
        raise OutlineError(limits.broken, **params)
    return _source(said)


def _feed(child: "subprocess.Popen[bytes]", data: bytes) -> None:
    """A child that ended before it had all says so with its exit code."""
    if child.stdin:
        with suppress(BrokenPipeError):
            child.stdin.write(data)
        with suppress(BrokenPipeError):
            child.stdin.close()


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
    kind, seconds, memory = sys.argv[1:]
    _limit(int(seconds), int(memory))
    data = sys.stdin.buffer.read()
    said: dict[str, Any]
    try:
        source = open_pdf(data) if kind == "pdf" else open_picture(data, tell=_tell)
        said = {"lines": source.lines, "left_out": source.left_out, "facts": source.facts}
    except OutlineError as refused:
        said = {"refused": refused.template, "params": refused.params}
    _write(said)


def _tell(found: int, recognised: int) -> None:
    _write([found, recognised])


def _write(said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


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
