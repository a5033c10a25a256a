"""Carriers that are pages: a PDF that LibreOffice makes of a Word file, and a picture of one."""

import importlib.util
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from . import word
from .outlines import Node, Outline
from .scoring import bare

SOURCES = (word.bullet_list, word.decimal_list, word.typed_numbers)  # one after the other
PICTURE_READERS = ("rapidocr", "rapidocr_onnxruntime")
DOTS_PER_INCH = 150
Sample = tuple[Path, tuple[Node, ...]]


class Skipped(Exception):
    """Raised, with the reason, when a carrier cannot be made on this machine."""


def pdfs(outlines: Sequence[Outline], folder: Path) -> list[Sample]:
    """Write one PDF for each outline; the Word file it is made of stays beside it."""
    office = shutil.which("soffice")
    if not office:
        raise Skipped("soffice is not installed (Debian: apt install libreoffice-writer)")
    samples = []
    for outline in outlines:
        source = folder / f"{outline.name}.docx"
        data, nodes = SOURCES[outline.number % len(SOURCES)](outline)
        source.write_bytes(data)
        result = source.with_suffix(".pdf")
        result.unlink(missing_ok=True)  # one of an earlier run would hide that none was made
        samples.append((result, nodes))
    profile = (folder / "office-profile").resolve().as_uri()
    subprocess.run(
        [
            office,
            "--headless",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            *(path.with_suffix(".docx") for path, _ in samples),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    shutil.rmtree(folder / "office-profile", ignore_errors=True)
    if missing := [path.name for path, _ in samples if not path.exists()]:
        raise Skipped(f"soffice made no {', '.join(missing)}")
    return samples


def pictures(outlines: Sequence[Outline], folder: Path) -> list[Sample]:
    """Write the first page of each PDF as a picture; only the entries on it are expected."""
    if not any(map(importlib.util.find_spec, PICTURE_READERS)):
        raise Skipped("the reader of pictures is not installed (rapidocr)")
    if not shutil.which("pdftoppm") or not shutil.which("pdftotext"):
        raise Skipped(
            "pdftoppm and pdftotext are not installed (Debian: apt install poppler-utils)"
        )
    samples = []
    for path, nodes in pdfs(outlines, folder):
        stem = path.with_suffix("")
        first_page = ["-f", "1", "-l", "1"]
        subprocess.run(
            ["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), "-singlefile", *first_page, path, stem],
            check=True,
        )
        text = subprocess.run(
            ["pdftotext", *first_page, path, "-"], check=True, capture_output=True, text=True
        ).stdout
        samples.append((stem.with_suffix(".png"), on_page(nodes, text)))
    return samples


def on_page(nodes: tuple[Node, ...], text: str) -> tuple[Node, ...]:
    """Return the part of the tree, from its beginning, whose words stand on the page."""
    return _on_page(nodes, bare(text), [0])


def _on_page(nodes: tuple[Node, ...], text: str, place: list[int]) -> tuple[Node, ...]:
    kept = []
    for node in nodes:
        at = text.find(bare(node.text), place[0])
        if at < 0:
            place[0] = len(text)
            break
        place[0] = at + len(bare(node.text))
        kept.append(Node(node.text, _on_page(node.children, text, place), node.label))
    return tuple(kept)
