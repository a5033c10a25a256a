"""What gunicorn reads when it starts; the command line goes first."""

import django
from django.conf import settings
from django.db import connections

from config.start import load_settings, unprepared, wait_for_database

load_settings()

workers = settings.WEB_CONCURRENCY
threads = 4
worker_class = "gthread"
control_socket_disable = True


def on_starting(server):
    """Refuse to start half-prepared, or with more threads than the database can serve."""
    django.setup()
    from config.connections import refusal  # noqa: PLC0415 - settings must be ready first

    wait_for_database(patience=settings.DATABASE_WAIT, say=server.log.warning)
    reasons = [refusal(server.cfg.workers * server.cfg.threads), *unprepared()]
    connections.close_all()  # the workers open their own
    if said := "\n".join(filter(None, reasons)):
        raise SystemExit(f"Kaike does not start:\n{said}")
