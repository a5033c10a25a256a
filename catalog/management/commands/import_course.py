"""Make a course of an outline file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalog.importing import import_course
from catalog.outline import OutlineError, read_text


class Command(BaseCommand):
    help = (
        "Make a course of an outline (.txt): header fields, schedule table, testimonials and "
        "contact included. It stays a draft unless --publish is given."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--title", default="", help="where the outline has none")
        parser.add_argument("--slug", default="")
        parser.add_argument("--publish", action="store_true")

    def handle(self, *, file, title, slug, publish, **options):
        try:
            text = read_text(file.read_bytes())
            imported = import_course(
                text, title=title, slug=slug, publish=publish, now=timezone.now()
            )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except OutlineError as refusal:
            raise CommandError(f"{file}: {refusal}") from refusal
        for note in imported.notes:
            self.stdout.write(note)
        course = imported.course
        self.stdout.write(
            f"{course.code} {course.title}: {imported.outline.items.count()} items, "
            f"{len(imported.outline.doubts)} doubts, {len(imported.sessions)} sessions, "
            f"{course.get_absolute_url()}"
        )
