"""Many people who want the same seats at the same moment, through the real form."""

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from django.db import connections
from django.test import Client, override_settings
from django.urls import reverse

from catalog.models import Session
from enrollment.models import Enrollment
from enrollment.queries.invariants import complaints
from tests.factories import NOW

PATIENCE = 60  # seconds until a contest that hangs is given up
KEY = re.compile(r'name="key" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Outcome:
    statuses: list[int]
    confirmed: int
    waiting: int
    numbers: list[int]
    complaints: list[str]


def form_of(client: Client, session: Session, *, seats: int = 1, contact: int = 1) -> dict:
    """What a person sends who opened the form and filled it in."""
    page = client.get(reverse("enrollment:enroll", args=[session.public_id]))
    return {
        "contact_name": f"安小宁{contact}",
        "contact_phone": f"1390000{contact:04d}",
        "company": "云岭示例银行",
        "seats": str(seats),
        "choice": "wait",  # with all, where there is no room for all
        "notice_seen": "on",
        "key": KEY.search(page.content.decode())[1],
    }


def at_once(*tasks) -> list:
    """Run each task in a thread of its own, all released by one barrier; gives their results."""
    barrier = threading.Barrier(len(tasks))

    def run(task):
        try:
            barrier.wait(PATIENCE)
            return task()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return [future.result(PATIENCE) for future in [pool.submit(run, task) for task in tasks]]


def contest(session: Session, *, parties: list[int]) -> Outcome:
    """One client for each party, the number of its seats; all send their form at once."""
    address = reverse("enrollment:enroll", args=[session.public_id])
    reader = Client()
    forms = [form_of(reader, session, seats=n, contact=at) for at, n in enumerate(parties)]

    def send(form):
        return Client(raise_request_exception=False).post(address, form).status_code

    with override_settings(LIMITS=False):  # two hundred people at one address are the contest
        statuses = at_once(*(lambda form=form: send(form) for form in forms))
    rows = Enrollment.objects.filter(session=session).order_by("number")
    return Outcome(
        statuses=statuses,
        confirmed=sum(row.seats for row in rows if row.state == "confirmed"),
        waiting=sum(row.state == "waiting" for row in rows),
        numbers=[row.number for row in rows],
        complaints=list(complaints(now=NOW)),
    )
