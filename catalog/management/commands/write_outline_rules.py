"""Write the tables of docs/outline.md from the rules of the reader."""

from django.conf import settings
from django.core.management.base import BaseCommand

from catalog.outline.rule_book import renewed


class Command(BaseCommand):
    help = "Write the rules of the reader into docs/outline.md, between their marks."
    requires_system_checks = []

    def handle(self, **options):
        page = settings.BASE_DIR / "docs" / "outline.md"
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
