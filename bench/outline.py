"""Time and memory of the outline reader, as JSON: ms of processor time and peak MB for each input.

.venv/bin/python -m bench.outline
"""

import json
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from catalog.outline import parse, parse_lines
from catalog.outline.readers.docx import read_docx
from catalog.outline.writers.docx import outline_docx

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "fixtures" / "outlines" / "overdue-dialogue.txt"
REPEATS = 5  # at least
LONG_ENOUGH = 0.5  # seconds; short work is repeated until they are over


def text_of(lines: int) -> str:
    """The sample outline again and again, as many lines as asked for."""
    sample = [line for line in SAMPLE.read_text(encoding="utf-8").split("\n") if line.strip()]
    return "\n".join((sample * (lines // len(sample) + 1))[:lines])


def docx_of(lines: int, megabytes: float) -> bytes:
    """A .docx of so many lines, filled up with a picture."""
    out = BytesIO(outline_docx("大纲", parse(text_of(lines)).items))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as package:
        rest = int(megabytes * 1024 * 1024) - len(out.getvalue()) - 1000
        package.writestr("word/media/image1.png", b"\x89PNG" * (max(rest, 0) // 4))
    return out.getvalue()


def measured(work: Callable[[], object]) -> dict[str, float]:
    """The best of some runs, whatever else the machine does, and the memory of one more."""
    times = []
    while len(times) < REPEATS or sum(times) < LONG_ENOUGH:
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {"ms": round(min(times) * 1000, 1), "peak_mb": round(peak / 1024 / 1024, 1)}


def main() -> None:
    figures = {}
    for lines in (300, 3_000, 10_000):
        text = text_of(lines)
        figures[f"{lines} lines"] = measured(lambda text=text: parse(text))
    data = docx_of(5_000, 9.9)
    figures[f"docx of {len(data) / 1024 / 1024:.1f} MB, 5000 lines"] = measured(
        lambda: parse_lines(read_docx(data))
    )
    print(json.dumps(figures, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
