"""Fill the sample sessions with invented parties, through the same verbs that people use."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count, pairwise
from math import floor

from django.db.models import F
from django.utils import timezone

from catalog.management.sample_catalogue import SampleCatalogue, SampleSession
from catalog.models import Session
from catalog.models.session_state import SessionState
from enrollment.actions import (
    cancel,
    cancel_session,
    catch_up,
    confirm_session,
    enroll,
    finish_session,
    hold,
    inquiring,
)
from enrollment.domain import interests
from enrollment.models import Enrollment, Inquiry, OutboxMessage, SessionTerms
from enrollment.models.enrollment import EnrollmentState
from enrollment.models.record import MessageState
from enrollment.people.party import Party, Person

# How much of the capacity is enrolled, and how many parties wait behind it.
SITUATIONS = {
    "empty": (0.0, 0),
    "some": (0.3, 0),
    "half": (0.55, 0),
    "nearly_full": (0.92, 0),
    "finished_full": (1.0, 0),
    "full_waiting": (1.0, 3),
}
PARTY_SIZES = (6, 3, 9, 4, 8, 5, 12, 7)
EVERY_NTH_CANCELS = 8
LEAD = timedelta(days=45)  # how long before its first day a session takes its first party


def load_sample(*, now: datetime) -> None:
    """Load the whole sample into an empty database; the messages it would send count as sent."""
    catalogue = SampleCatalogue()
    parties = invented_parties(catalogue.data["people"])
    for sample in catalogue.load(now=now):
        fill(sample, parties, now=now)
        settle(sample, now=now)
    hold_some(parties, now=now)
    offer_some(now=now)
    preregister_some(parties, now=now)
    add_interests(parties, now=now)
    ask_some(parties, now=now)
    past = OutboxMessage.objects.filter(due_at__lte=now)
    past.update(state=MessageState.SENT, sent_at=F("due_at"), attempts=1)


def invented_parties(people: dict) -> Iterator[Party]:
    """Endless different parties; strides without a common divisor keep them from repeating soon."""
    surnames, given, companies = people["surnames"], people["given_names"], people["companies"]
    titles, departments = people["job_titles"], people["departments"]
    number = count()

    def person() -> Person:
        n = next(number)
        return Person(
            name=surnames[n * 7 % len(surnames)] + given[n * 11 % len(given)],
            phone=f"1390000{n % 10_000:04d}",
            department=departments[n % len(departments)],
            job_title=titles[n * 5 % len(titles)],
        )

    for n in count():
        seats = PARTY_SIZES[n % len(PARTY_SIZES)]
        contact = person()
        named = seats if n % 3 == 0 else seats // 2 if n % 3 == 1 else 0
        yield Party(
            contact_name=contact.name,
            contact_phone=contact.phone,
            contact_email=f"hr{n}@example.com",
            company=companies[n * 13 % len(companies)],
            seats=seats,
            people=tuple(person() for _ in range(named)),
        )


def fill(sample: SampleSession, parties: Iterator[Party], *, now: datetime) -> None:
    session, state = sample.session, sample.state
    share, waiting = SITUATIONS[sample.situation]
    if state == SessionState.PLANNED or session.capacity is None:
        return
    wanted = floor(session.capacity * share)
    at = first_moment(sample, now=now)
    while wanted > 0:
        party = next(parties)
        party = resized(party, min(party.seats, wanted))
        wanted -= party.seats
        at += timedelta(hours=31)
        receipt = enter(session, party, at=min(at, now))
        if share < 1 and receipt.enrollment.pk % EVERY_NTH_CANCELS == 0:
            cancel(receipt.enrollment, now=min(at + timedelta(days=1), now))
    for _ in range(waiting):
        at += timedelta(hours=5)
        enter(session, resized(next(parties), 3), at=min(at, now))


def first_moment(sample: SampleSession, *, now: datetime) -> datetime:
    """When the first party came: before the session began, and not in the future."""
    session = sample.session
    begins = session.starts_on or session.month
    days_ahead = (begins - timezone.localdate(now)).days
    return min(now + timedelta(days=days_ahead), now) - LEAD


def resized(party: Party, seats: int) -> Party:
    return Party(
        contact_name=party.contact_name,
        contact_phone=party.contact_phone,
        contact_email=party.contact_email,
        company=party.company,
        seats=seats,
        people=party.people[:seats],
    )


def enter(session, party: Party, *, at: datetime):
    key = f"sample-{session.public_id}-{at:%Y%m%d%H%M%S}-{party.contact_phone}"
    return enroll(session, party=party, key=key, now=at)


def settle(sample: SampleSession, *, now: datetime) -> None:
    """Bring the session to the state the sample gives it, by the verb staff use."""
    verbs: dict[str, list[Callable[..., Session]]] = {
        SessionState.CONFIRMED: [confirm_session],
        SessionState.FINISHED: [confirm_session, finish_session],
        SessionState.CANCELLED: [cancel_session],
    }
    for verb in verbs.get(sample.state, []):
        verb(sample.session, now=now, actor="system")


def coming(*, now: datetime):
    """Sessions that take enrollments and begin later than next week."""
    later = timezone.localdate(now) + timedelta(days=7)
    return Session.objects.filter(state=SessionState.OPEN, starts_on__gt=later).order_by(
        "starts_on", "pk"
    )


def undated():
    """Sessions that are planned for a month, their days still open."""
    return Session.objects.filter(state=SessionState.PLANNED, starts_on=None)


def hold_some(parties: Iterator[Party], *, now: datetime) -> None:
    """Two companies whose approval runs, and one whose days are over, at each of four sessions."""
    for session in coming(now=now).filter(waiting=0)[:4]:
        for days_ago, days in ((20, 5), (3, 7), (1, 7)):
            party = resized(next(parties), 2)
            key = f"sample-hold-{session.public_id}-{days_ago}"
            hold(session, party=party, key=key, now=now - timedelta(days=days_ago), days=days)
        catch_up(session, now=now)


def offer_some(*, now: datetime) -> None:
    """Where a full session asks first, a party leaves: its seats go to the next in line."""
    for session in coming(now=now).filter(waiting__gt=0)[:2]:
        SessionTerms.objects.create(session=session, offers_first=True)
        leaving = Enrollment.objects.filter(
            session=session, state=EnrollmentState.CONFIRMED, seats__gte=3
        )
        cancel(leaving.earliest("number"), now=now, actor="system")


def preregister_some(parties: Iterator[Party], *, now: datetime) -> None:
    """Months without dates that companies already count on."""
    planned = undated().filter(month__gt=now.date())
    for days_ago, session in enumerate(planned.order_by("month", "pk")[:4], 2):
        for _ in range(3):
            enter(session, next(parties), at=now - timedelta(days=days_ago))


def add_interests(parties: Iterator[Party], *, now: datetime) -> None:
    """Interest in what is not on the calendar yet: they make the demand map."""
    sessions = list(undated().order_by("pk")[:6])
    places = [(one.course, one.city, one.month) for one in sessions]
    # What one course has in a city, people want of the next course too: nothing is planned there.
    elsewhere = pairwise(sessions[:5])
    places += [(one.course, other.city, other.month) for one, other in elsewhere]
    for (course, city, month), party in zip(places, parties, strict=False):
        details = interests.InterestDetails(
            city=city,
            month=month,
            seats=party.seats,
            contact_name=party.contact_name,
            contact_phone=party.contact_phone,
            contact_email=party.contact_email,
            company=party.company,
        )
        interests.note(course, details, language="zh-hans", now=now - timedelta(days=2))


QUESTIONS = (
    "想请老师到我们行里讲两天，四十人左右，十二月或一月都可以，请报个价。",
    "这门课能不能只讲第二、第三模块？我们想先派几个人来听听。",
    "下半年还会在成都开吗？单位要先走审批。",
    "可以开专用发票吗？对公付款几天内到账？",
    "去年来过六位，今年想再派一批，有没有老学员的价格？",
)


def ask_some(parties: Iterator[Party], *, now: datetime) -> None:
    """Inquiries on their way: two new ones, one to call today, one with a quotation, one lost."""
    today, sessions = timezone.localdate(now), coming(now=now)[: len(QUESTIONS)]
    asked: list[Inquiry] = []
    for days_ago, (text, session, party) in enumerate(
        zip(QUESTIONS, sessions, parties, strict=False), 1
    ):
        data = {
            "kind": "question" if asked else "in_house",
            "people": party.seats,
            "text": text,
            "contact_name": party.contact_name,
            "contact_phone": party.contact_phone,
            "contact_email": party.contact_email,
            "company": party.company,
        }
        at = now - timedelta(days=days_ago)
        asked.append(inquiring.ask(data, session.course, language="zh-hans", now=at))
    inquiring.answer_inquiry(
        asked[2], next_step="问审批过了没有", next_on=today, now=now, actor="system"
    )
    inquiring.quote_inquiry(
        asked[0],
        quote="两天内训，含教材，老师差旅另计",
        quote_amount=Decimal("68000"),
        quote_until=today + timedelta(days=14),
        next_on=today + timedelta(days=3),
        now=now,
        actor="system",
    )
    reason = "预算今年已经用完，明年三月再联系"
    inquiring.lose_inquiry(asked[4], reason=reason, now=now, actor="system")
