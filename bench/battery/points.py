"""F03: a process dies at a named point of a verb, of the sweep, or of sending mail."""

import os
import signal
from collections import Counter
from datetime import datetime, time, timedelta
from unittest import mock

from django.core import mail
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from bench.battery.churn import newcomer
from bench.battery.ground import check, new_session, unsound
from catalog.models import Session
from enrollment import actions
from enrollment.actions import writing_letters
from enrollment.domain import bulk_insert, reminders
from enrollment.messaging import delivery, leases
from enrollment.models import Enrollment, OutboxMessage

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


def die(*_args, **_kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


def dies_after(original):
    def call(*args, **kwargs):
        original(*args, **kwargs)
        die()

    return call


def dies_midway(original):
    def call(*statements):
        original(*statements[:-1])
        die()

    return call


def dies_at_second(original):
    calls = []

    def call(*args, **kwargs):
        calls.append(args)
        return die() if len(calls) == 2 else original(*args, **kwargs)

    return call


COMMIT = BaseDatabaseWrapper.commit
COMMITTED = f"{BaseDatabaseWrapper.__module__}.BaseDatabaseWrapper.commit"
# name: (what is replaced, by what, which of the acts below is done)
POINTS = {
    "after the row, before its counters": ("enrollment.domain.bulk_insert.send", die, "enroll"),
    "before the message": ("enrollment.domain.bulk_insert.send", dies_midway(bulk_insert.send),
                           "enroll"),
    "before the commit": (COMMITTED, die, "enroll"),
    "after the commit": (COMMITTED, dies_after(COMMIT), "enroll"),
    "in promote": ("enrollment.domain.waiting_list._give", die, "cancel"),
    "in expire": ("enrollment.domain.waiting_list.end", die, "sweep"),
    "mail accepted, not marked": ("enrollment.messaging.delivery.finish", die, "send"),
    "between two messages": ("enrollment.messaging.delivery.claim", dies_at_second(delivery.claim),
                             "send"),
    "a reminder begun, no letter yet": ("enrollment.domain.reminders._addressed", die, "remind"),
    "reminders planned, not committed": (COMMITTED, die, "remind"),
    "a reminder accepted, not marked": ("enrollment.messaging.delivery.finish", die, "remind"),
    "a letter to a class, not committed": (COMMITTED, die, "write"),
    "a letter to a class, not marked": ("enrollment.messaging.delivery.finish", die, "write"),
}  # fmt: skip


def f03(*, times):
    """At each point so many deaths; whoever repeats finds all of it done, or none."""
    wrong = []
    for name, (target, replacement, act) in POINTS.items():
        for number in range(times):
            once(wrong, f"{name} {number}", target, replacement, ACTS[act])
    unsound(wrong)
    return wrong, {"points": len(POINTS), "deaths": len(POINTS) * times}


def once(wrong, name, target, replacement, act) -> None:
    """Prepare, do the act in a process that dies, do it again; then both must agree."""
    now = timezone.now()
    session = new_session(capacity=4)
    if act in (do_remind, do_write):
        parties = [newcomer(session, 2, now=now - 30 * DAY) for _party in range(2)]
    else:
        parties = [newcomer(session, 4, now=now, hold_days=1), newcomer(session, 2, now=now)]
    connections.close_all()
    child = os.fork()
    if child == 0:
        with mock.patch(target, replacement):
            act(session, parties, now)
        os._exit(1)
    _pid, status = os.waitpid(child, 0)
    check(wrong, f"{name}: died", os.WIFSIGNALED(status), True)
    act(session, parties, now + leases.LEASE + SECOND)
    session.refresh_from_db()
    parties = Enrollment.objects.filter(session=session)
    check(wrong, f"{name}: rows", parties.count(), 3 if act is do_enroll else 2)
    undone = OutboxMessage.objects.filter(enrollment__session=session, state="sending")
    check(wrong, f"{name}: messages nobody has", undone.count(), 0)
    if act in (do_remind, do_write):
        letters_once(wrong, name, session, act)


def letters_once(wrong, name, session, act) -> None:
    """Each confirmed party has each letter of its class exactly once."""
    kinds = ["group"] if act is do_write else ["names_missing"]
    sent = OutboxMessage.objects.filter(enrollment__session=session, kind__in=kinds)
    found = Counter(sent.filter(state="sent").values_list("enrollment__number", "kind"))
    confirmed = Enrollment.objects.filter(session=session, state="confirmed")
    numbers = confirmed.values_list("number", flat=True)
    wanted = dict.fromkeys(((number, kind) for number in numbers for kind in kinds), 1)
    check(wrong, f"{name}: letters", dict(found), wanted)
    check(wrong, f"{name}: letters not sent", sent.exclude(state="sent").count(), 0)


def do_enroll(session, _parties, now):
    newcomer(session, 1, now=now, key=f"one-{session.pk}")


def do_cancel(_session, parties, now):
    actions.cancel(parties[0], now=now)


def do_sweep(session, _parties, now):
    actions.catch_up(session, now=now + DAY)


def do_send(_session, _parties, now):
    mail.outbox = []
    delivery.send_due(now=now)


def do_remind(session, _parties, now):
    """Five days before its first day names are asked for."""
    mail.outbox = []
    first = timezone.localdate(now) + 5 * DAY
    days = {"month": first.replace(day=1), "starts_on": first, "ends_on": first}
    Session.objects.filter(pk=session.pk).update(state="confirmed", **days)
    morning = timezone.make_aware(datetime.combine(first - 5 * DAY, time(9, 30)))
    moment = morning + timedelta(seconds=(now - now.replace(microsecond=0)).total_seconds())
    if OutboxMessage.objects.filter(enrollment__session=session, kind="names_missing").exists():
        moment += leases.LEASE + SECOND  # whoever died has its claim no longer
    reminders.plan(now=moment)
    delivery.send_due(now=moment)


def do_write(session, parties, now):
    mail.outbox = []
    texts = {"subject": "停车", "body": "请停在北门。", "subject_en": "", "body_en": ""}
    chosen = [one.pk for one in parties]
    said = {"texts": texts, "parties": chosen, "key": f"letter-{session.pk}"}
    writing_letters.write_to_group(session, now=now, actor="staff:lin", **said)
    delivery.send_due(now=now)


ACTS = {
    "enroll": do_enroll,
    "cancel": do_cancel,
    "sweep": do_sweep,
    "send": do_send,
    "remind": do_remind,
    "write": do_write,
}
