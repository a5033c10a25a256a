"""What gunicorn reads when it starts; the command line goes first."""

import gc

from config.start import load_settings

load_settings()

import django  # noqa: E402 - what follows needs settings
from django.conf import settings  # noqa: E402
from django.db import connections  # noqa: E402

workers = settings.WEB_CONCURRENCY
threads = 4
worker_class = "gthread"
control_socket_disable = True
graceful_timeout = 30  # seconds for answers under way when the server is told to stop
if settings.PRODUCTION:  # its own lines in the form of all others; visits are the proxy's to log
    logconfig_dict = settings.LOGGING


def on_starting(server):
    """Refuse to start half-prepared, or with more threads than the database can serve."""
    gc.disable()  # what is loaded stays, and belongs to all workers
    django.setup()
    from catalog.text.pinyin import load_dictionary  # noqa: PLC0415 - settings must be ready first
    from operations.connections import refusal  # noqa: PLC0415 - settings must be ready first
    from operations.preparation import unprepared, wait_for_database  # noqa: PLC0415

    wait_for_database(patience=settings.DATABASE_WAIT, say=server.log.warning)
    reasons = [refusal(server.cfg.workers * server.cfg.threads), *unprepared()]
    load_dictionary()  # once: no first visitor waits for it, and the workers share it
    gc.freeze()
    gc.enable()
    connections.close_all()  # the workers open their own
    if said := "\n".join(filter(None, reasons)):
        raise SystemExit(f"Kaike does not start:\n{said}")


def post_worker_init(worker):
    """Keep SQLite's helper files in place, so that a full disk stops writing only."""
    from operations.preparation import hold_sqlite_open  # noqa: PLC0415 - settings must be ready

    worker.held_connection = hold_sqlite_open()
