"""R12, R14 and I0: a site with fifty thousand enrollments, and a crowd that comes all at once."""

import http.client
import threading
import time
from contextlib import contextmanager, suppress

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from bench.battery.ground import at_once, check, new_course, new_session, percentile, timed, unsound
from bench.site import CSRF, HEADERS, Site, encoded, enroll_path, form_for
from catalog.text.codes import new_code
from enrollment.domain import links
from enrollment.models import Enrollment, OutboxMessage, SeatChange
from enrollment.queries.invariants import complaints

IN_ONE_SESSION = 200
LIST = "/admin/enrollment/enrollment/"
EXPORT = f"{LIST}export/"


def fill(rows: int) -> None:
    """So many confirmed enrollments as the verbs would have left them, written in bulk."""
    now, course = timezone.now(), new_course()
    for _ in range(rows // IN_ONE_SESSION):
        filled = {"taken": IN_ONE_SESSION, "next_number": IN_ONE_SESSION, "capacity": None}
        session = new_session(course, **filled)
        codes = [new_code() for _ in range(IN_ONE_SESSION)]
        parties = Enrollment.objects.bulk_create(
            Enrollment(
                session=session,
                number=number,
                code=code,
                token_hash=links.hash_of(code),
                key=code,
                contact_name="安小宁",
                contact_phone="13900000001",
                company="云岭示例银行",
                seats=1,
                state="confirmed",
                created_at=now,
                state_changed_at=now,
            )
            for number, code in enumerate(codes, 1)
        )
        SeatChange.objects.bulk_create(
            SeatChange(session=session, enrollment=party, verb="enroll", taken=1, at=now)
            for party in parties
        )
        OutboxMessage.objects.bulk_create(
            OutboxMessage(enrollment=party, kind="confirmed", state="sent", due_at=now)
            for party in parties
        )


def i0(*, rows):
    """check_invariants on so many enrollments takes at most five seconds."""
    fill(rows)
    found, seconds = timed(lambda: list(complaints()))
    wrong = list(found)
    check(wrong, "at most 5 s", seconds <= 5, True)
    return wrong, {"rows": rows, "check_invariants_s": round(seconds, 2)}


def r12(*, rows, clients, readers=4):
    """Staff export everything and read lists in a loop while people enroll."""
    wrong, times, reads = [], [], []
    fill(rows)
    session = new_session(capacity=None)
    path = enroll_path(session)
    pages = [EXPORT, *[LIST] * readers]
    with Site() as site, reading(site, pages, reads):
        for n in range(clients):
            form = form_for(session, contact=n)
            (status, _headers, _body), seconds = timed(lambda form=form: site.post(path, form))
            check(wrong, "status", status, 303)
            times.append(seconds)
    check(wrong, "statuses of what was read", {status for _page, status in reads}, {200})
    unsound(wrong)
    return wrong, {
        "rows": rows,
        "enrolled": clients,
        "reads": len(reads),
        "exports": sum(page == EXPORT for page, _status in reads),
        "p95_s": percentile(times, 0.95),
        "max_s": round(max(times), 3),
    }


@contextmanager
def reading(site, pages, reads):
    """While inside, staff read each of the pages again and again."""
    over = threading.Event()
    cookies = f"csrftoken={CSRF}; sessionid={staff_session()}"
    headers = HEADERS | {"Cookie": cookies}

    def read(page):
        while not over.is_set():
            connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=120)
            with suppress(OSError, http.client.HTTPException):
                if page == EXPORT:
                    form = encoded({"form": "csv", "reason": "R12"})  # no limit of rows
                    connection.request("POST", page, body=form, headers=headers)
                else:
                    connection.request("GET", page, headers=headers)
                answer = connection.getresponse()
                answer.read()
                reads.append((page, answer.status))
            connection.close()

    threads = [threading.Thread(target=read, args=[page]) for page in pages]
    for thread in threads:
        thread.start()
    time.sleep(2)
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(120)


def staff_session() -> str:
    user = get_user_model().objects.create_superuser("lin", "lin@example.com", "x")
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def r14(*, clients):
    """A thousand people press the button in one second: an answer, or 503 with the form kept."""
    wrong = []
    session = new_session(capacity=20)
    path = enroll_path(session)
    with Site() as site:
        site.get(path)
        forms = [form_for(session, contact=n) for n in range(clients)]

        def send(form):
            try:
                return site.post(path, form)
            except OSError:
                return None, {}, ""

        answers = at_once([lambda form=form: timed(lambda: send(form)) for form in forms])
        after = [timed(lambda: site.get("/courses/"))[1] for _ in range(20)]
    statuses = [answer[0] for answer, _seconds in answers]
    check(wrong, "clients without an answer", statuses.count(None), 0)
    check(wrong, "other answers", set(statuses) - {303, 503, None}, set())
    for (status, headers, body), _seconds in answers:
        if status == 503:
            check(wrong, "Retry-After", headers.get("Retry-After"), "5")
            check(wrong, "what was typed is kept", "安小宁" in body, True)
    if None not in statuses:
        check(wrong, "rows", session.enrollments.count(), statuses.count(303))
    unsound(wrong)
    return wrong, {
        "clients": clients,
        "enrolled": statuses.count(303),
        "told_503": statuses.count(503),
        "p95_s": percentile([seconds for _answer, seconds in answers], 0.95),
        "page_after_p95_s": percentile(after, 0.95),
    }
