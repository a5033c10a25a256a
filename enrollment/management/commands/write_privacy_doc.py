"""Write docs/privacy.md from the data map."""

from django.conf import settings
from django.core.management.base import BaseCommand

from enrollment.documents.privacy_doc import privacy_doc


class Command(BaseCommand):
    help = "Write docs/privacy.md from the classes of all fields and the settings."
    requires_system_checks = []

    def handle(self, **options):
        page = settings.BASE_DIR / "docs" / "privacy.md"
        page.write_text(privacy_doc(), encoding="utf-8")
