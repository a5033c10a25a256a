"""What is changed in the audit past its triggers is found, and the row is named."""

import random
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from enrollment.domain import audit, audit_chain
from enrollment.models import AuditEvent, AuditSeal
from tests.factories import NOW
from tests.ledger import ledger_open

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)


def write(number: int) -> None:
    for n in range(number):
        audit.record("cancel", "enrollment", actor="staff:lin", now=NOW, seats=[n, 0], note="人数")


def complaints(**said) -> list[str]:
    return list(audit_chain.broken(now=LATER, **said))


def set_column(column: str, event) -> None:
    statement = "UPDATE enrollment_auditevent SET {} = %s WHERE id = %s"
    sql(statement.format(column), CHANGES[column], event.pk)


def sql(statement: str, *values) -> None:
    with ledger_open(), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def chain():
    """Thirty events, sealed in two rounds."""
    write(20)
    audit_chain.seal(now=NOW)
    write(10)
    audit_chain.seal(now=NOW)
    return list(AuditEvent.objects.order_by("pk"))


def test_a_chain_is_whole_and_is_not_sealed_twice(chain):
    assert audit_chain.seal(now=NOW) == 0
    assert complaints() == []
    assert list(AuditSeal.objects.values_list("position", flat=True)) == [*range(1, 31)]


def test_verbs_seal_nothing_themselves():
    write(1)

    assert not AuditSeal.objects.exists()


CHANGES = {
    "actor": "staff:other",
    "verb": "answer",
    "object_type": "session",
    "object_id": "7",
    "changes": '{"seats": [9, 9]}',
    "at": "2026-12-01 00:00:01+00:00",
}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_event_is_named(chain, column):
    victim = chain[11]

    set_column(column, victim)

    assert complaints() == [f"audit event {victim.pk}: it is not what was sealed (position 12)."]


def test_a_deleted_event_is_named(chain):
    sql("DELETE FROM enrollment_auditevent WHERE id = %s", chain[3].pk)

    assert complaints() == [f"audit event {chain[3].pk}: it was sealed and is gone."]


def test_an_event_deleted_with_its_seal_is_named(chain):
    sql("DELETE FROM enrollment_auditevent WHERE id = %s", chain[3].pk)
    sql("DELETE FROM enrollment_auditseal WHERE position = 4")

    found = complaints()

    assert found[0] == "audit chain: the seal at position 4 is gone."


def test_two_events_that_changed_places_are_named(chain):
    one, two = chain[3], chain[4]

    sql("UPDATE enrollment_auditevent SET id = -1 WHERE id = %s", one.pk)
    sql("UPDATE enrollment_auditevent SET id = %s WHERE id = %s", one.pk, two.pk)
    sql("UPDATE enrollment_auditevent SET id = %s WHERE id = -1", two.pk)

    assert [said.split(":")[0] for said in complaints()] == [
        f"audit event {one.pk}",
        f"audit event {two.pk}",
    ]


def test_an_end_that_was_cut_off_is_found_by_its_checkpoint(chain):
    kept = audit_chain.checkpoint()
    sql("DELETE FROM enrollment_auditevent WHERE id > %s", chain[24].pk)
    sql("DELETE FROM enrollment_auditseal WHERE position > 25")

    assert complaints() == []
    assert complaints(checkpoints=[f"2026-12-01 {kept}"]) == [
        "audit chain: it ends before the checkpoint at position 30."
    ]


def test_a_chain_written_anew_is_found_by_its_checkpoint(chain):
    kept = audit_chain.checkpoint()
    sql("UPDATE enrollment_auditevent SET actor = 'staff:other' WHERE id = %s", chain[5].pk)
    sql("DELETE FROM enrollment_auditseal")
    audit_chain.seal(now=NOW)

    assert complaints() == []
    assert complaints(checkpoints=[kept]) == [
        "audit chain: position 30 is not what its checkpoint says."
    ]


def test_an_event_put_in_between_is_named(chain):
    sql("DELETE FROM enrollment_auditevent WHERE id = %s", chain[3].pk)
    write(1)
    newest = AuditEvent.objects.order_by("pk").last().pk
    sql("UPDATE enrollment_auditevent SET id = %s WHERE id = %s", chain[3].pk, newest)

    assert complaints() == [f"audit event {chain[3].pk}: it is not what was sealed (position 4)."]


def test_a_hundred_random_changes_are_all_found(chain):
    seed = random.randrange(10**6)  # noqa: S311 - no secret
    chance = random.Random(seed)  # noqa: S311
    for _n in range(100):
        with transaction.atomic():
            victim = chance.choice(chain)
            column = chance.choice([*CHANGES, "gone"])
            if column == "gone":
                sql("DELETE FROM enrollment_auditevent WHERE id = %s", victim.pk)
            else:
                set_column(column, victim)
            found = complaints()
            transaction.set_rollback(True)
        assert [f"audit event {victim.pk}" in said for said in found] == [True], seed


def test_seals_are_append_only(chain):
    for statement in (
        "UPDATE enrollment_auditseal SET digest = '0' WHERE position = 1",
        "DELETE FROM enrollment_auditseal WHERE position = 1",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_an_event_that_committed_late_is_sealed_behind_newer_ones(chain):
    """Its id was given before theirs, its transaction ended after they were sealed."""
    write(2)
    early, late = AuditEvent.objects.order_by("pk")[30:32]
    late_row = {name: getattr(early, name) for name in ("at", "actor", "verb", "object_type")}
    sql("DELETE FROM enrollment_auditevent WHERE id = %s", early.pk)
    audit_chain.seal(now=NOW)
    AuditEvent.objects.create(pk=early.pk, changes=early.changes, **late_row)

    assert audit_chain.seal(now=NOW) == 1
    assert AuditSeal.objects.order_by("position").last().event_id == early.pk
    assert late.pk > early.pk
    assert complaints() == []


def test_two_ticks_at_once_do_not_fork_the_chain(chain, monkeypatch):
    write(1)
    original = audit_chain.digest_of

    def slower(event, before):
        monkeypatch.undo()
        assert audit_chain.seal(now=NOW) == 1
        return original(event, before)

    monkeypatch.setattr(audit_chain, "digest_of", slower)

    assert audit_chain.seal(now=NOW) == 0
    assert AuditSeal.objects.count() == 31
    assert complaints() == []


def test_the_command_says_all_is_whole_or_exits_with_the_row(chain, tmp_path):
    out, wrong = StringIO(), StringIO()

    call_command("verify_audit", stdout=out)
    sql("DELETE FROM enrollment_auditevent WHERE id = %s", chain[3].pk)
    with pytest.raises(CommandError, match="1 thing"):
        call_command("verify_audit", stderr=wrong)

    assert out.getvalue() == f"The audit is whole. Checkpoint: {audit_chain.checkpoint()}\n"
    assert f"audit event {chain[3].pk}" in wrong.getvalue()
    with pytest.raises(CommandError, match="no such file"):
        call_command("verify_audit", checkpoints=str(tmp_path / "none.txt"))


def test_tick_seals_and_keeps_one_checkpoint_a_day(settings, tmp_path, time_machine):
    settings.AUDIT_CHECKPOINTS = str(tmp_path / "elsewhere" / "audit.txt")
    write(3)

    for hours in (0, 1, 24):
        time_machine.move_to(NOW + timedelta(hours=hours), tick=False)
        call_command("tick", verbosity=0)

    lines = (tmp_path / "elsewhere" / "audit.txt").read_text().splitlines()
    assert [line.split()[:2] for line in lines] == [["2026-12-01", "3"], ["2026-12-02", "3"]]
    call_command("verify_audit", stdout=StringIO())
