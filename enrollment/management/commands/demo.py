"""A working training company's site on this machine, in one command."""

import os
import secrets
import socket
import threading
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.staticfiles.management.commands.runserver import Command as RunServer
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.servers.basehttp import WSGIServer
from django.db import connection
from django.utils import timezone

from catalog.models import Course
from enrollment.management.backups import empty_schema
from enrollment.management.sample_parties import load_sample

HOST = "127.0.0.1"
GROUPS = {
    "editor": "编辑",
    "sales": "销售",
    "finance": "财务",
    "manager": "主管",
    "auditor": "审计",
}
TICK_SECONDS = 5


class Command(BaseCommand):
    help = (
        "Migrate, load the sample catalogue where the database is empty, give five staff accounts "
        "fresh passwords, and serve on 127.0.0.1. Not for production."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="begin with an empty database")
        parser.add_argument("--no-serve", action="store_true", help="prepare the data only")

    def handle(self, *, port, reset, no_serve, **options):
        if settings.PRODUCTION:
            raise CommandError("demo makes staff accounts and prints their passwords: not here.")
        if not no_serve:
            refuse_taken(port)
        if not os.environ.get("SITE_URL"):
            settings.SITE_URL = f"http://{HOST}:{port}"  # what links in mail begin with
        if reset:
            empty_database()
        call_command("migrate", verbosity=0)
        if not Course.objects.exists():
            self.stdout.write("正在载入示例数据 … Loading the sample catalogue …")
            load_sample(now=timezone.now())
        self.print_accounts(port)
        if not no_serve:
            serve(port)

    def print_accounts(self, port: int) -> None:
        address = f"http://{HOST}:{port}"
        self.stdout.write(f"\n  Kaike 开课  {address}/   English: {address}/en/")
        self.stdout.write(f"  后台 back office  {address}/admin/\n")
        for name, label in GROUPS.items():
            self.stdout.write(f"    {name:8} {fresh_password(name)}   {label}")
        self.stdout.write("\n  Ctrl-C 结束；数据保留。Ctrl-C ends it; the data stays.\n")
        self.stdout.flush()


def refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"端口 {port} 已被占用或不可用。Port {port} is taken: "
                f"choose another, for example make demo PORT={port + 1 if port < 65535 else 8001}"
            ) from error
        except OverflowError as error:
            raise CommandError(f"{port} is no port: choose one from 1024 to 65535.") from error


def empty_database() -> None:
    if connection.vendor != "sqlite":
        empty_schema()
        return
    connection.close()
    name = Path(settings.DATABASES["default"]["NAME"])
    for file in (name, *(name.with_name(name.name + end) for end in ("-wal", "-shm", ".queue"))):
        file.unlink(missing_ok=True)


def fresh_password(name: str) -> str:
    """Give the staff account a new password; it is made with its group if it is not there."""
    password = secrets.token_urlsafe(12)
    user, _ = get_user_model().objects.get_or_create(username=name, defaults={"is_staff": True})
    user.set_password(password)
    user.save(update_fields=["password"])
    user.groups.set([Group.objects.get(name=name)])
    return password


class PatientServer(WSGIServer):
    """Django's own lets 10 new connections wait and resets the others of a small crowd."""

    request_queue_size = 1024


class Serve(RunServer):
    server_cls = PatientServer


def serve(port: int) -> None:
    os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
    threading.Thread(target=tick_for_ever, daemon=True).start()
    call_command(Serve(), f"{HOST}:{port}", use_reloader=False, verbosity=0)


def tick_for_ever() -> None:
    """What cron does in production: expire what is over and send what is due."""
    pause = threading.Event()
    while not pause.wait(TICK_SECONDS):
        call_command("tick", verbosity=0)
        connection.close()
