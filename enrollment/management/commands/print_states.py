"""Print docs/states.md."""

from django.core.management.base import BaseCommand
from django.utils import translation

from enrollment.domain.states_diagram import page


class Command(BaseCommand):
    help = "Print the state diagrams: manage.py print_states > docs/states.md"

    def handle(self, **options):
        with translation.override("zh-hans"):
            self.stdout.write(page(), ending="")
