"""Where one person stands in the database, found by telephone, e-mail, or code and name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from catalog.text.codes import code_in
from enrollment.domain.refusals import Refusal
from enrollment.models import Enrollment, Inquiry, Interest, Participant, Person
from enrollment.models.enrollment import EnrollmentQuerySet
from enrollment.people.phones import PhoneInvalid, normalise

BETWEEN = re.compile(r"[,，;；、\n]+")
MOST_PARTS = 6


class NobodyMeant(Refusal):
    """What was typed is no telephone, e-mail address or code."""


@dataclass(frozen=True, slots=True)
class Identity:
    """``named``: pairs of an enrollment's code and a participant's name."""

    phones: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    named: frozenset[tuple[str, str]] = frozenset()

    def words(self) -> list[str]:
        return sorted(
            [
                *(f"phone:{phone}" for phone in self.phones),
                *(f"mail:{mail}" for mail in self.mails),
                *(f"name:{code}|{name}" for code, name in self.named),
            ]
        )

    def marks(self) -> list[str]:
        return [mark(word) for word in self.words()]

    def __or__(self, other: "Identity") -> "Identity":
        return Identity(
            self.phones | other.phones, self.mails | other.mails, self.named | other.named
        )


def mark(word: str) -> str:
    """A keyed hash: tells that it is the same telephone without saying which."""
    return salted_hmac("enrollment.person", word, algorithm="sha256").hexdigest()


def mark_of_phone(phone: str) -> str:
    return mark(f"phone:{phone}")


def meant(typed: str, name: str = "") -> Identity:
    """Whom staff mean: several telephones and addresses may be given. Raise NobodyMeant."""
    identity = Identity()
    for part in filter(None, map(str.strip, BETWEEN.split(typed)[:MOST_PARTS])):
        identity |= _part(part, name.strip())
    if identity == Identity():
        raise NobodyMeant(_("请输入手机、邮箱或报名编号。"))
    return identity


def _part(part: str, name: str) -> Identity:
    if "@" in part:
        return Identity(mails=frozenset([part.lower()]))
    if code := code_in(part):
        enrollment = Enrollment.objects.filter(code=code).first()
        if enrollment is not None:
            return _of_code(enrollment, name)
    try:
        return Identity(phones=frozenset([normalise(part)]))
    except PhoneInvalid as wrong:
        sentence = _("“%(typed)s”不是手机、邮箱，也不是已有的报名编号。")
        raise NobodyMeant(sentence % {"typed": part[:40]}) from wrong


def _of_code(enrollment: Enrollment, name: str) -> Identity:
    """The contact; with another name, the participant of that name."""
    if not name or name == enrollment.contact_name:
        phones, mails = [enrollment.contact_phone], [enrollment.contact_email.lower()]
        return Identity(frozenset(filter(None, phones)), frozenset(filter(None, mails)))
    people = list(enrollment.participants.filter(name=name))
    if not people:
        raise NobodyMeant(_("这份报名里没有叫这个名字的学员。"))
    return Identity(
        frozenset(person.phone for person in people if person.phone),
        frozenset(person.email.lower() for person in people if person.email),
        frozenset([(enrollment.code, name)]),
    )


@dataclass(frozen=True, slots=True)
class Traces:
    """The rows of one person, by the identity that was asked for."""

    identity: Identity
    enrollments: EnrollmentQuerySet
    participants: QuerySet[Participant]
    inquiries: QuerySet[Inquiry]
    interests: QuerySet[Interest]
    customers: QuerySet[Person]  # the records that grew from the rows above

    @property
    def tables(self) -> dict[str, QuerySet[Any]]:
        return {
            "enrollments": self.enrollments,
            "participants": self.participants,
            "inquiries": self.inquiries,
            "interests": self.interests,
            "customers": self.customers,
        }

    def is_nothing(self) -> bool:
        return not any(rows.exists() for rows in self.tables.values())


def traces_of(identity: Identity) -> Traces:
    """Return every row that is about this person."""
    contact = _reached(identity, "contact_phone", "contact_email")
    enrollments = Enrollment.objects.filter(contact)
    people = _reached(identity, "phone", "email")
    # The contact as a participant: the same name, and no telephone of somebody else.
    same = Q(enrollment__in=enrollments.values("pk"), name=F("enrollment__contact_name"))
    people |= same & Q(phone__in=["", *identity.phones])
    for code, name in identity.named:
        people |= Q(enrollment__code=code, name=name)
    return Traces(
        identity,
        enrollments.with_names().order_by("pk"),
        Participant.objects.filter(people).select_related("enrollment").order_by("pk"),
        Inquiry.objects.filter(contact).select_related("course").order_by("pk"),
        Interest.objects.filter(contact).select_related("course", "city").order_by("pk"),
        Person.objects.filter(_reached(identity, "phone", "email")).order_by("pk"),
    )


def _reached(identity: Identity, phone: str, mail: str) -> Q:
    condition = Q(**{f"{phone}__in": identity.phones})
    for address in identity.mails:
        condition |= Q(**{f"{mail}__iexact": address})
    return condition


def other_ways(traces: Traces) -> list[str]:
    """Telephones and addresses in the same rows that were not asked for: perhaps the same person's.

    They are not followed by themselves: a mailbox may be a whole office's.
    """
    written = set()
    for rows, phone, mail in (
        (traces.enrollments, "contact_phone", "contact_email"),
        (traces.participants, "phone", "email"),
        (traces.inquiries, "contact_phone", "contact_email"),
        (traces.interests, "contact_phone", "contact_email"),
        (traces.customers, "phone", "email"),
    ):
        for number, address in rows.values_list(phone, mail):
            written |= {number, address.lower()}
    return sorted(written - traces.identity.phones - traces.identity.mails - {""})


def identity_of(marks: Iterable[str]) -> Identity:
    """Whoever in the database has one of these marks."""
    wanted = set(marks)
    phones: set[str] = set()
    mails: set[str] = set()
    named: set[tuple[str, str]] = set()
    for kind, value in _everybody():
        if isinstance(value, tuple):
            if mark(f"name:{value[0]}|{value[1]}") in wanted:
                named.add(value)
        elif mark(f"{kind}:{value}") in wanted:
            (phones if kind == "phone" else mails).add(value)
    return Identity(frozenset(phones), frozenset(mails), frozenset(named))


def _everybody() -> Iterator[tuple[str, str | tuple[str, str]]]:
    for model in (Enrollment, Inquiry, Interest):
        rows = model.objects.order_by().values_list("contact_phone", "contact_email").distinct()
        for phone, mail in rows.iterator(500):
            yield "phone", phone
            yield "mail", mail.lower()
    for phone, mail in Person.objects.order_by().values_list("phone", "email").iterator(500):
        yield "phone", phone
        yield "mail", mail.lower()
    columns = ("phone", "email", "enrollment__code", "name")
    people = Participant.objects.order_by().values_list(*columns)
    for phone, mail, code, name in people.iterator(500):
        yield "phone", phone
        yield "mail", mail.lower()
        yield "name", (code, name)
