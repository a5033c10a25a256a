"""A person planted everywhere the site takes one in, and a search over all that is stored."""

import json
import pickle
from pathlib import Path

from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import reverse

from catalog.models import OutlineDraft
from enrollment.domain import links
from enrollment.models import Attendance, Certificate, ClassNote, Enrollment
from enrollment.people.party import Person
from tests.factories import SessionFactory, UserFactory, enrolled

NAME, PHONE, MAIL, COMPANY = "金丝雀", "13912345678", "canary@example.com", "雀鸣示例银行"
WORDS = (NAME, PHONE, MAIL, COMPANY)
FORM = {
    "contact_name": NAME,
    "contact_phone": PHONE,
    "contact_email": MAIL,
    "company": COMPANY,
    "notice_seen": "on",
}


def plant(session=None) -> Enrollment:
    """By the pages where there is one: enrolling, asking, wishing; staff write notes."""
    session = session or SessionFactory(capacity=5)
    browser = Client()
    address = reverse("enrollment:enroll", args=[session.public_id])
    key = browser.get(address).context["form"]["key"].value()
    people = {"participants-0-name": NAME, "participants-0-phone": PHONE}
    answer = browser.post(address, {**FORM, **people, "seats": 2, "key": key})
    assert answer.status_code == 303, answer.content.decode()[:2000]
    browser.post("/inquiry/", {**FORM, "kind": "question", "text": f"请找 {NAME}"})
    wish = reverse("enrollment:interest", args=[session.course.slug])
    assert browser.post(wish, {**FORM, "seats": 1}).status_code == 303
    party = Enrollment.objects.get(contact_phone=PHONE)
    Enrollment.objects.filter(pk=party.pk).update(staff_note=f"{NAME} 说要靠窗")
    own = reverse("enrollment:my_contact", args=[links.token_for(party)])
    browser.post(own, {**FORM, "contact_email": "new-canary@example.com", "digits": PHONE[-4:]})
    browser.post(own, {**FORM, "digits": PHONE[-4:]})
    other = enrolled(session, 2, people=(Person(NAME, phone=PHONE, email=MAIL),))
    spaced = f"{PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}"
    Enrollment.objects.filter(pk=other.pk).update(staff_note=f"同事 {NAME} 的手机是 {spaced}")
    in_class(session, other)
    OutlineDraft.objects.create(
        token="d" * 32, user=UserFactory(), text=f"联系 {NAME} {MAIL}", typed_at=party.created_at
    )
    return party


def in_class(session, party) -> None:
    """Marked, noted and with a certificate, as the class leaves it behind."""
    person = party.participants.get()
    for half in ("am", "pm"):
        Attendance.objects.create(
            session=session,
            participant=person,
            day=session.starts_on,
            half=half,
            presence="present",
            tapped_at=party.created_at,
        )
    ClassNote.objects.create(
        session=session,
        day=session.starts_on,
        half="am",
        text=f"{NAME} 早退",
        created_at=party.created_at,
    )
    Certificate.objects.create(
        number="2027-CANARY22",
        session=session,
        participant=person,
        name=NAME,
        course_title=session.course.title,
        attended_percent=100,
        issued_at=party.created_at,
    )


def everything_stored(media: Path, journal: Path, *logs: str) -> str:
    """All rows of all tables, files, caches and logs, as one text."""
    said = list(logs)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            said += [repr(row) for row in cursor.fetchall()]
    for folder in (media, journal.parent):
        for file in folder.rglob("*"):
            if file.is_file():
                said.append(file.read_bytes().decode("utf-8", "replace"))
    for cache in caches.all(initialized_only=True):
        said += [text_of(value) for value in cache._cache.values()]
    return "\n".join(said)


def text_of(cached: object) -> str:
    """Most caches hold bytes, the one of reads the objects themselves."""
    stored = cached if isinstance(cached, bytes) else pickle.dumps(cached)
    return stored.decode("utf-8", "replace")


def hits(text: str) -> list[str]:
    spelled = {word: json.dumps(word)[1:-1] for word in WORDS}
    return [
        word
        for word, escaped in spelled.items()
        if word in text or escaped in text or escaped.replace("\\", "\\\\") in text
    ]
