"""Read one outline file and print its tree; nothing is saved."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from catalog.outline import OutlineError, Tree, as_text, check_source, parse, read_text


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
            raise CommandError(f"{file}: {refusal}") from refusal
        if format == "json":
            printed = json.dumps(tree.as_json(), ensure_ascii=False) + "\n"
        else:
            printed = as_text(tree)
        # Bytes, not self.stdout: the contract is UTF-8 whatever the terminal's locale says.
        sys.stdout.buffer.write(printed.encode("utf-8"))


def tree_in(file: Path) -> Tree:
    text = read_text(file.read_bytes())
    check_source(text)
    return parse(text)
