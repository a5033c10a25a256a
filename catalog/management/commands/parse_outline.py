"""Read one outline file and print its tree; nothing is saved."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, OutputWrapper

from catalog.domain.intake import report
from catalog.domain.outline_versions import sentence
from catalog.outline import OutlineError, as_text, check_source
from catalog.outline.readers.files import read_file, tree_of
from catalog.outline.writers.printed_text import as_json


class Command(BaseCommand):
    help = "Print the tree of an outline (text, Word, slides, sheet, PDF, HTML) as JSON or as text."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["json", "text"], default="text")

    def handle(self, *, file, format, **options):  # noqa: A002
        try:
            source = read_file(file.name, file.read_bytes())
            if source.text is not None:
                check_source(source.text)
            tree = tree_of(source)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except OutlineError as refusal:
            raise CommandError(f"{file}: {sentence(refusal)}") from refusal
        if format == "json":
            write(self.stdout, as_json(tree))
            return
        read = "".join(f"> {line}\n" for line in report(source.left_out, source.facts).lines())
        write(self.stdout, as_text(tree) + read)


def write(stdout: OutputWrapper, text: str) -> None:
    """UTF-8 whatever the terminal's locale says: that is the contract."""
    raw = getattr(stdout._out, "buffer", None)
    if raw is None:
        stdout.write(text, ending="")
    else:
        stdout.flush()
        raw.write(text.encode("utf-8"))
        raw.flush()
