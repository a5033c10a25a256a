"""What gunicorn reads when it starts; the command line goes first."""

import os

import django
from django.db import connections

workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
worker_class = "gthread"
control_socket_disable = True


def on_starting(server):
    """Refuse to start with more threads than the database can serve."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from config.connections import refusal  # noqa: PLC0415 - settings must be ready first

    said = refusal(server.cfg.workers * server.cfg.threads)
    connections.close_all()  # the workers open their own
    if said:
        raise SystemExit(said)
