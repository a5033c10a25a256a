"""R06 to R08: a form that is sent again, cut off on the way back, or changed."""

import http.client
import socket

from bench.battery.ground import at_once, check, new_session, standing, unsound
from bench.site import HEADERS, Site, encoded, enroll_path, form_for, token_in
from enrollment.domain import links
from enrollment.models import Enrollment, OutboxMessage


def r06(*, keys, times=4):
    """Each form is sent several times at once: one enrollment, one link."""
    wrong = []
    with Site() as site:
        session = new_session(capacity=None)
        path = enroll_path(session)
        forms = [form_for(session, contact=n) for n in range(keys)]

        def send(form):
            status, headers, _body = site.post(path, form)
            return status, token_in(headers)

        for form in forms:
            answers = at_once([lambda form=form: send(form)] * times)
            check(wrong, "answers to one key", len(set(answers)), 1)
            status, token = answers[0]
            check(wrong, "status", status, 303)
            found = links.find(token or "")
            check(wrong, "contact behind the link", found and found.contact_phone, phone(form))
        check(wrong, "rows", standing(session)[2], keys)
        check(wrong, "messages", OutboxMessage.objects.count(), keys)
        unsound(wrong)
    return wrong, {"keys": keys, "requests": keys * times}


def phone(form):
    return form["contact_phone"]


def r07(*, times):
    """The answer is lost after the commit; the person sends the form again."""
    wrong = []
    with Site() as site:
        session = new_session(capacity=None)
        path = enroll_path(session)
        for n in range(times):
            form = form_for(session, contact=n)
            send_and_hang_up(site.port, path, form)
            committed = Enrollment.objects.filter(session=session).count()
            check(wrong, "committed before the answer was lost", committed, n + 1)
            status, headers, _body = site.post(path, form)
            check(wrong, "status", status, 303)
            row = Enrollment.objects.filter(session=session).latest("number")
            check(wrong, "link", token_in(headers), links.token_for(row))
        check(wrong, "rows", standing(session)[2], times)
        check(wrong, "messages", OutboxMessage.objects.count(), times)
        unsound(wrong)
    return wrong, {"answers_lost": times}


def send_and_hang_up(port, path, form) -> None:
    """Send the form, wait until the answer begins, and never read it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", path, body=encoded(form), headers=HEADERS)
    connection.sock.recv(1, socket.MSG_PEEK)
    connection.close()


def r08(*, times):
    """The same key with another body: refused, nothing altered, nothing shown."""
    wrong = []
    with Site() as site:
        session = new_session(capacity=None)
        path = enroll_path(session)
        for n in range(times):
            form = form_for(session, contact=n)
            token = token_in(site.post(path, form)[1])
            status, headers, body = site.post(path, form | {"seats": "3"})
            check(wrong, "status", status, 409)
            check(wrong, "link given away", token in body or "Location" in headers, False)
        rows = Enrollment.objects.filter(session=session)
        check(wrong, "seats", set(rows.values_list("seats", flat=True)), {1})
        check(wrong, "rows", rows.count(), times)
        unsound(wrong)
    return wrong, {"changed_forms": times}
