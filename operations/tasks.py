"""What is done every night, and which of it is late."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.management import call_command, get_commands

from operations.models import TaskRun
from operations.vault import store_backup

# In this order: what is checked and purged is what the backup then holds.
COMMANDS = ("check_invariants", "verify_audit", "purge")
LATE_AFTER = timedelta(hours=26)  # a night and two hours to spare

Clock = Callable[[], datetime]


def nightly_tasks() -> list[str]:
    """Return the tasks of the night that this version of the program has."""
    known = get_commands()
    return [*(name for name in COMMANDS if name in known), "backup"]


def run_task(name: str, *, clock: Clock) -> Exception | None:
    """Run the task and remember how it ended; return what it raised, if it did."""
    try:
        if name == "backup":
            store_backup(now=clock())
        else:
            call_command(name)
    except Exception as error:  # the tasks that follow must run all the same
        TaskRun.objects.update_or_create(name=name, defaults={"failed_at": clock()})
        return error
    TaskRun.objects.update_or_create(name=name, defaults={"succeeded_at": clock()})
    return None


def late_tasks(*, now: datetime) -> dict[str, datetime | None]:
    """Return each task that failed or did not run in time, and when it last ended well."""
    runs = {run.name: run for run in TaskRun.objects.all()}
    late = {}
    for name in nightly_tasks():
        run = runs.get(name)
        last = run.succeeded_at if run else None
        if run is None or last is None or run.has_failed or now - last > LATE_AFTER:
            late[name] = last
    return late
