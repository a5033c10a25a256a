"""manage.py read_roster FILE: who is on a list, what was left out, and what is doubtful."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from enrollment.people.roster import RosterError, as_data, read_file


class Command(BaseCommand):
    help = "Read a list of participants (.xlsx, .xls, .ods, .csv, .txt) and print what is in it."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", choices=["json", "text"], default="text")

    def handle(self, *, file, format, **options):  # noqa: A002
        try:
            reading = read_file(file.name, file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except RosterError as refused:
            raise CommandError(gettext(refused.message) % refused.params) from refused
        answer = as_data(reading, gettext)
        write(self.stdout, as_json(answer) if format == "json" else as_text(answer))


def as_json(answer: dict) -> str:
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def as_text(answer: dict) -> str:
    lines = []
    for key in ("people", "left_out", "doubts"):
        lines.append(f"{key}: {len(answer[key])}")
        lines += ["  " + "  ".join(filter(None, entry.values())) for entry in answer[key]]
    return "\n".join(lines) + "\n"


def write(stdout, text: str) -> None:
    """UTF-8 whatever the terminal's locale says: that is the contract."""
    raw = getattr(stdout._out, "buffer", None)
    if raw is None:
        stdout.write(text, ending="")
    else:
        stdout.flush()
        raw.write(text.encode("utf-8", "replace"))
        raw.flush()
