"""A session of 40 from two weeks before until its certificates, as the clock goes on."""

from collections import Counter
from datetime import datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from django.urls import reverse
from openpyxl import load_workbook

from enrollment import actions
from enrollment.actions import certifying
from enrollment.documents.certificates import certificates_pdf
from enrollment.domain import reminders
from enrollment.domain.class_days import half_days_of
from enrollment.messaging import delivery
from enrollment.models import Attendance, Certificate, OutboxMessage, Participant
from enrollment.people.party import Person
from enrollment.queries import dashboard
from tests.enrollment.classes.ground import AFTER, MORNING
from tests.factories import NOW, SessionFactory, enrolled
from tests.office import client_of, staff

pytestmark = pytest.mark.django_db
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
TO_DECIDE = "要决定开不开班"


def party(session, number: int, *, named: int = 5, now: datetime = NOW):
    people = tuple(Person(f"学员{number}之{one}") for one in range(named))
    phone = f"139000001{number:02d}"
    return enrolled(session, 5, people=people, contact_phone=phone, now=now)


def letters() -> Counter:
    """How many reminders of each kind went out."""
    sent = OutboxMessage.objects.filter(state="sent", kind__in=reminders.REMINDERS)
    return Counter(sent.values_list("kind", flat=True))


def waits_for_decision(manager, now: datetime) -> int:
    lists = {one.title: one.count for one in dashboard.work_lists(manager, now=now)}
    return lists.get(TO_DECIDE, 0)


def code_on(pdf: bytes) -> str:
    """What a telephone reads from the first page, as it is printed."""
    paper = pypdfium2.PdfDocument(pdf)[0].render(scale=3).to_pil()
    return zxingcpp.read_barcodes(paper)[0].text


def test_a_session_of_forty_from_fourteen_days_before_to_its_certificates(
    client, settings, time_machine
):
    def tick(at: datetime) -> None:
        time_machine.move_to(at, tick=False)
        reminders.plan(now=at)
        delivery.send_due(now=at)

    session = SessionFactory(capacity=40, minimum=30)
    parties = [party(session, number) for number in range(4)]
    manager, decided = staff("manager"), MORNING - 14 * DAY
    tick(decided)
    short = waits_for_decision(manager, decided)
    parties += [party(session, number, now=decided) for number in range(4, 7)]
    parties.append(party(session, 7, named=4, now=decided))
    late = party(session, 8, now=decided)  # the ninth waits
    enough = waits_for_decision(manager, decided)  # nothing goes out before it is confirmed
    assert (short, enough, late.state) == (1, 1, "waiting")
    actions.confirm_session(session, now=decided, actor="staff:lin")
    assert waits_for_decision(manager, decided) == 0

    tick(MORNING - 7 * DAY)
    actions.cancel(parties[0], now=MORNING - 6 * DAY, actor="staff:lin", reason="x")
    for days in (5, 3, 3, 1):  # twice does no harm
        tick(MORNING - days * DAY)

    assert letters() == {"week_before": 8, "names_missing": 1, "papers": 8, "day_before": 8}
    told = late.messages.filter(kind__in=reminders.REMINDERS).order_by("pk")
    assert list(told.values_list("kind", flat=True)) == ["papers", "day_before"]

    people = Participant.objects.filter(enrollment__session=session, enrollment__state="confirmed")
    everybody = list(people.values_list("pk", flat=True))
    time_machine.move_to(AFTER, tick=False)  # a telephone without a net sends later, and twice
    editor = client_of("editor")
    for number, half_day in enumerate(half_days_of(session)):
        there = everybody if number < 2 else everybody[1:]
        pressed = int((MORNING + number * MINUTE).timestamp() * 1000)
        taps = [f"{one}:present:{pressed}" for one in there]
        page = reverse(
            "admin:catalog_session_attendance",
            args=[session.pk, f"{half_day.day}-{half_day.half}"],
        )
        for changed in (len(there), 0):
            answer = editor.post(page, {"tap": taps}, headers={"accept": "application/json"})
            assert answer.json()["changed"] == changed
    assert Attendance.objects.count() == 2 * 39 + 2 * 38

    sheet = reverse("admin:catalog_session_paper", args=[session.pk, "sign-in.xlsx"])
    book = load_workbook(BytesIO(editor.get(sheet).content))
    signed = [cell for page in book for row in page.values for cell in row]
    assert len(book.worksheets) == 2 and signed.count("学员1之0") == 2  # a sheet for each day
    issued = certifying.issue(session, now=AFTER, actor="staff:lin")
    again = certifying.issue(session, now=AFTER, actor="staff:lin")
    tick(AFTER)
    tick(AFTER + DAY)

    assert (len(issued), again, Certificate.objects.count()) == (38, [], 38)
    assert letters() == {
        "week_before": 8,
        "names_missing": 1,
        "papers": 8,
        "day_before": 8,
        "feedback": 8,
    }
    one = issued[0]
    page = client.post("/certificate/", {"number": one.number, "name": one.name})
    assert f"证书 {one.number} 有效：{one.name}" in page.text
    printed = certificates_pdf(session.course, issued)
    scanned = client.get(code_on(printed).removeprefix(settings.SITE_URL))
    assert f'value="{one.number}"' in scanned.text
