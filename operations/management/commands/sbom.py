"""The bill of materials, for whoever keeps lists of what runs where."""

import json
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from operations.bill_of_materials import bill, licence_table, locked


class Command(BaseCommand):
    help = "Print what the program is made of, from its lock, as CycloneDX JSON."
    requires_system_checks = []

    def add_arguments(self, parser):
        lock = settings.BASE_DIR / "requirements" / "run.txt"
        parser.add_argument("lock", type=Path, nargs="?", default=lock)
        parser.add_argument("--licences", action="store_true", help="a table of licences instead")

    def handle(self, *, lock, licences, **options):
        packages = locked(lock)
        if licences:
            self.stdout.write(licence_table(packages), ending="")
            return
        made = bill(packages, version=settings.VERSION)
        self.stdout.write(json.dumps(made, indent=2, ensure_ascii=False))
