"""What machines that watch are told: before host and https are checked, without names."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from operations import health, tasks
from operations.models import TaskRun
from tests.factories import SessionFactory, enrolled

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_night(settings):
    settings.NIGHTLY_EXPECTED = True


def done_tonight(**changes):
    for name in tasks.nightly_tasks():
        TaskRun.objects.create(name=name, **({"succeeded_at": timezone.now()} | changes))


def test_healthz_answers_any_host_without_tls_and_without_the_database(
    client, settings, monkeypatch, django_assert_num_queries
):
    settings.SECURE_SSL_REDIRECT = True
    with django_assert_num_queries(0):
        answer = client.get("/healthz", headers={"host": "10.0.0.7:8001"})

    assert (answer.status_code, answer.content) == (200, b"ok")
    assert client.get("/", headers={"host": "10.0.0.7:8001"}).status_code in {301, 400}
    assert answer["Cache-Control"] == "no-store"


def test_a_site_that_lacks_nothing_is_ready(client, at_night):
    done_tonight()

    answer = client.get("/readyz", headers={"host": "10.0.0.7"})

    assert answer.status_code == 200
    assert answer.json() == {"ready": True, "reasons": [], "late": {}}


def test_a_backup_that_never_ran_is_a_reason_to_look(client, at_night):
    done_tonight()
    TaskRun.objects.filter(name="backup").delete()

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["backup: last done never"]


def test_a_check_that_is_a_day_old_or_failed_is_a_reason_to_look(client, at_night):
    now = timezone.now()
    done_tonight()
    TaskRun.objects.filter(name="check_invariants").update(succeeded_at=now - timedelta(hours=27))
    TaskRun.objects.filter(name="backup").update(failed_at=now + timedelta(seconds=1))

    reasons = client.get("/readyz").json()["reasons"]

    assert [reason.split(":")[0] for reason in reasons] == ["check_invariants", "backup"]


def test_migrations_that_are_not_applied_are_a_reason_to_look(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations'")

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["reasons"][0].endswith("not applied")


def test_a_disk_that_is_nearly_full_is_a_reason_to_look(client, monkeypatch):
    monkeypatch.setattr(health, "free_megabytes", lambda folder: 12)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["disk: 12 MB free, 500 wanted"]


def test_a_database_that_is_away_is_a_reason_to_look_and_no_error(client, monkeypatch):
    def away(**_):
        raise OperationalError("no route")

    monkeypatch.setattr(health, "database_reasons", away)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["database: does not answer"]


def test_metrics_are_there_for_whoever_shows_the_token(client, settings):
    enrolled(SessionFactory(capacity=3), 2)
    settings.METRICS_TOKEN = "a-long-word-nobody-guesses"
    right = {"Authorization": "Bearer a-long-word-nobody-guesses"}

    page = client.get("/metrics", headers=right).content.decode()

    assert 'kaike_enrollments{state="confirmed"} 1\n' in page
    assert 'kaike_seats{use="taken"} 2\n' in page
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer x"}).status_code == 404


def test_without_the_setting_there_are_no_metrics(client):
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_a_task_of_the_night_that_fails_does_not_stop_the_others(monkeypatch):
    ran = []

    def run(name):
        ran.append(name)
        if name == "check_invariants":
            raise CommandError("3 thing(s) need attention.")

    monkeypatch.setattr(tasks, "call_command", run)
    monkeypatch.setattr(tasks, "store_backup", lambda now: ran.append("backup"))

    with pytest.raises(CommandError, match=r"Not done: check_invariants\."):
        call_command("nightly")

    assert ran == tasks.nightly_tasks()
    assert TaskRun.objects.get(name="check_invariants").has_failed
    assert not TaskRun.objects.get(name="backup").has_failed
