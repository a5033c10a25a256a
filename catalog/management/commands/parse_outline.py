"""Read one outline file and print its tree; nothing is saved."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from catalog.outline import OutlineError, Tree, as_text, check_source, parse, parse_lines, read_text
from catalog.outline.readers.docx import read_docx
from catalog.outline.writers.text import as_json
from catalog.outlines import sentence
from catalog.uploads import is_docx


class Command(BaseCommand):
    help = "Print the tree of an outline (.txt or .docx) as JSON or as indented text."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["json", "text"], default="text")

    def handle(self, *, file, format, **options):  # noqa: A002
        try:
            tree = tree_in(file)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except OutlineError as refusal:
            raise CommandError(f"{file}: {sentence(refusal)}") from refusal
        write(self.stdout, as_json(tree) if format == "json" else as_text(tree))


def tree_in(file: Path) -> Tree:
    data = file.read_bytes()
    if is_docx(file.name, data):
        return parse_lines(read_docx(data))
    text = read_text(data)
    check_source(text)
    return parse(text)


def write(stdout: OutputWrapper, text: str) -> None:
    """UTF-8 whatever the terminal's locale says: that is the contract."""
    raw = getattr(stdout._out, "buffer", None)
    if raw is None:
        stdout.write(text, ending="")
    else:
        stdout.flush()
        raw.write(text.encode("utf-8"))
        raw.flush()
