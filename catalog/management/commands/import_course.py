"""Make a course of an outline file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalog.domain.course_import import Imported, import_course
from catalog.domain.intake import report, stored_report
from catalog.domain.outline_versions import sentence
from catalog.domain.uploads import uploaded
from catalog.models import Course
from catalog.outline import OutlineError


class Command(BaseCommand):
    help = (
        "Make a course of an outline (text, Word, slides, sheet, PDF or HTML): header fields, "
        "city × month table, testimonials and contact included. "
        "It stays a draft unless --publish is given."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--title", default="", help="where the outline has none")
        parser.add_argument("--slug", default="", help="the last part of the page's address")
        parser.add_argument(
            "--publish", action="store_true", help="release the outline and show it"
        )

    def handle(self, *, file, title, slug, publish, **options):
        if slug and Course.objects.filter(slug=slug).exists():
            raise CommandError(f"{slug}: a course has this address already. Choose another --slug.")
        try:
            upload = uploaded(file.name, file.read_bytes())
            text = upload.text
            imported = import_course(
                text,
                title=title,
                slug=slug,
                publish=publish,
                intake=stored_report(upload.left_out, upload.facts),
                now=timezone.now(),
            )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except OutlineError as refusal:
            raise CommandError(f"{file}: {sentence(refusal)}") from refusal
        for line in report(upload.left_out, upload.facts).lines():
            self.stdout.write(f"> {line}")
        for note in imported.notes:
            self.stdout.write(note)
        self.stdout.write(summary(imported))


def summary(imported: Imported) -> str:
    course = imported.course
    return (
        f"{course.code} “{course.title}” is a {course.status} course now: "
        f"{imported.outline.items.count()} items, {len(imported.outline.doubts)} doubts, "
        f"{len(imported.sessions)} planned sessions. Address: /courses/{course.slug}/"
    )
