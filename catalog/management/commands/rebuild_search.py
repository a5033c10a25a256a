"""Write the search index anew, after a restore or a change of what it holds."""

from django.core.management.base import BaseCommand

from catalog.search import rebuild


class Command(BaseCommand):
    help = "Write the search index anew from the courses and their released outlines."

    def handle(self, *args, **options):
        count = rebuild()
        self.stdout.write(f"{count} course(s) indexed.")
